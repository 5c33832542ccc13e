// What every cache of answers must do (cache.test.ts). Forgetting is always allowed, so nothing here asks for an entry that had time to go.
import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { AnswerCache, Kept } from './cache.ts'

const answer = (nik: string): Kept => ({
  status: 200,
  body: { nik, credits: [1, 2] },
  asOf: '2026-01-05T02:00:00.000Z',
  receivedAt: 1_000,
})

export function answerCacheContract(name: string, open: () => Promise<AnswerCache>) {
  describe(`cache of answers: ${name}`, () => {
    test('gives the latest answer of that key and of no other', async () => {
      const cache = await open()
      const [siti, budi] = [randomUUID(), randomUUID()]
      expect(await cache.get(siti)).toBeUndefined()
      await cache.set(siti, answer('1'), 60_000)
      await cache.set(siti, answer('2'), 60_000)
      expect(await cache.get(siti)).toEqual(answer('2'))
      expect(await cache.get(budi)).toBeUndefined()
    })

    test('what a reader or the writer does to an answer later changes it for nobody', async () => {
      const cache = await open()
      const key = randomUUID()
      const written = answer('1')
      await cache.set(key, written, 60_000)
      Object.assign(written.body as object, { nik: 'changed' })
      Object.assign((await cache.get(key))?.body as object, { nik: 'changed' })
      expect(await cache.get(key)).toEqual(answer('1'))
    })

    test('takes any text as a key, and an answer without a body', async () => {
      const cache = await open()
      for (const key of ['__proto__', 'constructor', '', 'x'.repeat(1_000)]) {
        expect(await cache.get(key)).toBeUndefined()
        await cache.set(key, { ...answer('1'), body: null }, 60_000)
        expect(await cache.get(key)).toEqual({ ...answer('1'), body: null })
      }
    })
  })
}
