// What every key-encryption key must do: memory and a key file (sealing.test.ts); a key management service would run it too.
import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Kek } from './kek.ts'

/** `another`: as a process sees it that was started before `rotate`. */
export function kekContract(name: string, open: () => Promise<{ kek: Kek; another: Kek; rotate(): Promise<void> }>) {
  describe(`key-encryption key: ${name}`, () => {
    it('unwraps what it wrapped, for that person alone, and shows nothing of it', async () => {
      const { kek } = await open()
      const key = randomBytes(32)
      const wrapped = await kek.wrap(key, 'siti')
      expect(await kek.unwrap(JSON.parse(JSON.stringify(wrapped)) as typeof wrapped, 'siti')).toEqual(key)
      expect(wrapped.kek).toBe(await kek.currentId())
      expect(JSON.stringify(wrapped)).not.toContain(key.toString('base64url'))
      expect((await kek.wrap(key, 'siti')).ct).not.toBe(wrapped.ct)
      await expect(kek.unwrap(wrapped, 'budi')).rejects.toThrow()
    })

    it.each(['iv', 'ct', 'tag'] as const)('unwraps nothing whose %s was changed', async (part) => {
      const { kek } = await open()
      const wrapped = await kek.wrap(randomBytes(32), 'siti')
      const flipped = wrapped[part].startsWith('A') ? `B${wrapped[part].slice(1)}` : `A${wrapped[part].slice(1)}`
      await expect(kek.unwrap({ ...wrapped, [part]: flipped }, 'siti')).rejects.toThrow()
      await expect(kek.unwrap({ ...wrapped, kek: 'another' }, 'siti')).rejects.toThrow(/another/)
    })

    it('after a rotation wraps under the new key and opens what is under the old; who was started before follows', async () => {
      const { kek, another, rotate } = await open()
      const key = randomBytes(32)
      const before = await kek.wrap(key, 'siti')
      await rotate()
      expect(await kek.currentId()).not.toBe(before.kek)
      const after = await kek.wrap(key, 'siti')
      expect(after.kek).toBe(await kek.currentId())
      for (const each of [kek, another])
        for (const wrapped of [before, after]) expect(await each.unwrap(wrapped, 'siti')).toEqual(key)
    })
  })
}
