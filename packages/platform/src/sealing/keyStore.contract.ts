// What a store of wrapped keys must do, and what sealing guarantees on top of it.
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { memoryErasureLedger } from './erasureLedger.ts'
import { fileKek, type Kek } from './kek.ts'
import { rotateKeyFile } from './keyFile.ts'
import type { KeyStore } from './keyStore.ts'
import { ErasedPerson, SEALED_BYTES_MAX, sealerOf } from './sealer.ts'

const now = () => '2026-05-10T03:00:00.000Z'
const fields = { nik: '3171011708450001', name: 'Siti Rahmawati' }

export function keyStoreContract(name: string, open: () => Promise<KeyStore>): void {
  describe(`key store: ${name}`, () => {
    let keys: KeyStore
    let kek: Kek
    let folder: string
    let path: string
    beforeAll(async () => {
      keys = await open()
      folder = await mkdtemp(join(tmpdir(), 'sealing-'))
      path = join(folder, 'kek')
      kek = await fileKek(path)
    })
    afterAll(() => rm(folder, { recursive: true }))

    const ledger = memoryErasureLedger()
    const sealer = () => sealerOf({ kek, keys, ledger, now })

    it('inserts once, replaces only what it saw, and leaves a mark of an erasure', async () => {
      const person = randomUUID()
      const [first, second] = [await kek.wrap(randomBytes(32), person), await kek.wrap(randomBytes(32), person)]
      expect(await keys.load(person)).toBeNull()
      expect(await keys.insert(person, first)).toBe(true)
      expect(await keys.insert(person, second)).toBe(false)
      expect(await keys.load(person)).toEqual(first)
      expect(await keys.replace(person, second, first)).toBe(false)
      expect(await keys.replace(person, first, second)).toBe(true)
      expect(await keys.load(person)).toEqual(second)
      await keys.erase(person)
      await keys.erase(person)
      expect(await keys.load(person)).toBe('erased')
      expect(await keys.replace(person, second, first)).toBe(false)
      expect(await keys.insert(person, first)).toBe(false)
      expect(await keys.load(person)).toBe('erased')
    })

    it('20 first seals of one person at once agree on one key: all open', async () => {
      const person = randomUUID()
      const sealed = await Promise.all(Array.from({ length: 20 }, (_, n) => sealer().seal(person, { name: `Siti ${n}` })))
      const opened = await Promise.all(sealed.map((each) => sealer().open(each)))
      expect(opened).toEqual(Array.from({ length: 20 }, (_, n) => ({ erased: false, fields: { name: `Siti ${n}` } })))
    })

    it('what was sealed opens after JSON, and shows no field', async () => {
      const sealed = await sealer().seal(randomUUID(), fields)
      const stored = JSON.stringify(sealed)
      expect(stored).not.toContain('Siti')
      expect(stored).not.toContain('3171')
      expect(sealed.fields).toEqual(['name', 'nik'])
      expect(await sealer().open(JSON.parse(stored) as typeof sealed)).toEqual({ erased: false, fields })
    })

    it('sealing the same twice gives different ciphertexts', async () => {
      const person = randomUUID()
      const [one, two] = [await sealer().seal(person, fields), await sealer().seal(person, fields)]
      expect(one.ct).not.toBe(two.ct)
    })

    it('opens for no other person, with no other field names, and not when a bit changed', async () => {
      const sealed = await sealer().seal(randomUUID(), fields)
      const other = await sealer().seal(randomUUID(), fields)
      const flipped = (text: string) => (text.startsWith('A') ? `B${text.slice(1)}` : `A${text.slice(1)}`)
      const wrong = [
        { ...sealed, person: other.person },
        { ...sealed, fields: ['name', 'npwp'] },
        { ...sealed, fields: ['nik', 'name'] },
        { ...sealed, ct: flipped(sealed.ct) },
        { ...sealed, iv: flipped(sealed.iv) },
        { ...sealed, tag: flipped(sealed.tag) },
        { ...sealed, tag: sealed.tag.slice(0, 6) },
      ]
      for (const each of wrong) await expect(sealer().open(each)).rejects.toThrow()
    })

    it("one person's wrapped key does not work in the place of another's", async () => {
      const [siti, budi] = [randomUUID(), randomUUID()]
      const sealed = await sealer().seal(siti, fields)
      const wrapped = await keys.load(siti)
      if (!wrapped || wrapped === 'erased') throw new Error('no key')
      await keys.insert(budi, wrapped)
      await expect(sealer().seal(budi, fields)).rejects.toThrow()
      expect(await sealer().open(sealed)).toEqual({ erased: false, fields })
      await keys.erase(budi) // the rotation below wraps every key that is there
    })

    it('after erasure nothing opens and nothing new is sealed', async () => {
      const person = randomUUID()
      const sealed = await sealer().seal(person, fields)
      await sealer().erase(person)
      await sealer().erase(person)
      expect(await sealer().open(sealed)).toEqual({ erased: true })
      await expect(sealer().seal(person, fields)).rejects.toThrow(ErasedPerson)
    })

    it('a lost key is a failure, not an erasure', async () => {
      const sealed = await sealer().seal(randomUUID(), fields)
      await expect(sealer().open({ ...sealed, person: randomUUID() })).rejects.toThrow(/is lost/)
    })

    it('too much to seal is refused', async () => {
      const { length } = JSON.stringify([''])
      const fits = 'x'.repeat(SEALED_BYTES_MAX - length)
      await expect(sealer().seal(randomUUID(), { note: fits })).resolves.toBeDefined()
      await expect(sealer().seal(randomUUID(), { note: `${fits}x` })).rejects.toThrow(RangeError)
    })

    it('the key-encryption key rotates: a process that knows only the old file opens, too, and nothing stays under the old key', async () => {
      const person = randomUUID()
      const sealed = await sealer().seal(person, fields)
      const before = await kek.currentId()
      const elsewhere = await fileKek(path)
      await rotateKeyFile(path)
      const after = await kek.currentId()
      expect(after).not.toBe(before)
      expect(await sealer().open(sealed)).toEqual({ erased: false, fields })
      expect(await sealer().rewrap()).toBeGreaterThan(0)
      expect(await keys.notUnder(after, 10)).toEqual([])
      expect(await sealer().rewrap()).toBe(0)
      expect(await sealerOf({ kek: elsewhere, keys, ledger, now }).open(sealed)).toEqual({ erased: false, fields })
    })
  })
}
