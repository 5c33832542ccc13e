// What every place for files keeps to: memory, folder, S3. The suites of each (`*.test.ts`) call it.
import { Refusal } from '@simpul/kernel'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { memoryErasureLedger } from '../sealing/erasureLedger.ts'
import { fileKek } from '../sealing/kek.ts'
import { memoryKeyStore } from '../sealing/keyStore.ts'
import { sealerOf, type Sealer } from '../sealing/sealer.ts'
import type { Blobs, NamedBy } from './blobs.ts'
import { CHUNK_BYTES } from './chunks.ts'
import { CONTENT_TYPES } from './contentType.ts'

export interface Place {
  readonly name: string
  open(sealer: Sealer): Promise<Blobs>
  /** Everything that is kept there, the half-written included. */
  stored(): Promise<string[]>
  /** More bytes than the place takes in one piece. */
  readonly largeBytes?: number
}

/** A folder of the suite's own and a sealer with its key in it. */
export async function vault(): Promise<{ root: string; sealer: Sealer; close(): Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), 'blobs-'))
  const kek = await fileKek(join(root, 'kek'))
  const sealer = sealerOf({ kek, keys: memoryKeyStore(), ledger: memoryErasureLedger(), now: () => '2026-05-10T03:00:00.000Z' })
  return { root, sealer, close: () => rm(root, { recursive: true }) }
}

/** In pieces of odd sizes, as a network would. */
export const streamOf = (content: Buffer) =>
  Readable.from(
    (function* () {
      for (let at = 0; at < content.length; at += 9_973) yield content.subarray(at, at + 9_973)
    })(),
    { objectMode: false },
  )
export const contentOf = async (blobs: Blobs, ref: string) => buffer(await blobs.get(ref))
export const refusedWith = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code
/** Who is to name the files of these suites. */
export const namedBy = { source: 'sample.counter', id: 'c1' }
const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(200)])

export function keepsFiles({ name, open, stored, largeBytes = 100_000 }: Place): void {
  describe(`blobs: ${name}`, () => {
    let blobs: Blobs
    let sealer: Sealer
    let close: () => Promise<void>
    beforeAll(async () => {
      ;({ sealer, close } = await vault())
      blobs = await open(sealer)
    })
    afterAll(() => close())

    for (const personal of [undefined, 'siti']) {
      const owned = personal ? { personal } : {}
      for (const size of [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES]) {
        it(`gives back ${size} B ${personal ? 'encrypted' : 'plain'}, with hash and count`, async () => {
          const content = randomBytes(size)
          const put = await blobs.put(streamOf(content), { namedBy, maxBytes: size, ...owned })
          expect(put).toMatchObject({ bytes: size, sha256: createHash('sha256').update(content).digest('hex') })
          expect((await contentOf(blobs, put.ref)).equals(content)).toBe(true)
        })
      }
    }

    it('one byte too many is refused, and nothing is left behind', async () => {
      const before = await stored()
      const source = streamOf(randomBytes(largeBytes + 1))
      await expect(blobs.put(source, { namedBy, maxBytes: largeBytes, personal: 'siti' })).rejects.toSatisfy(
        refusedWith('blob/too-large'),
      )
      expect(source.destroyed).toBe(true)
      expect(await stored()).toEqual(before)
    })

    it('a sender that breaks off leaves nothing behind', async () => {
      const before = await stored()
      const broken = Readable.from(
        (function* () {
          for (let sent = 0; sent < largeBytes; sent += 50_000) yield randomBytes(50_000)
          throw new Error('connection reset')
        })(),
        { objectMode: false },
      )
      await expect(blobs.put(broken, { namedBy, maxBytes: 2 * largeBytes })).rejects.toThrow('connection reset')
      expect(await stored()).toEqual(before)
    })

    it('the type is what the bytes say', async () => {
      const put = await blobs.put(streamOf(pdf), { namedBy, maxBytes: 1_000, contentTypes: CONTENT_TYPES })
      expect(put.contentType).toBe('application/pdf')
      const before = await stored()
      for (const content of [Buffer.from('<script>alert(1)</script>'), Buffer.from('MZ'), Buffer.alloc(0), pdf]) {
        const images = { namedBy, maxBytes: 1_000, contentTypes: ['image/png', 'image/webp'] } as const
        await expect(blobs.put(streamOf(content), images)).rejects.toSatisfy(refusedWith('blob/type-not-allowed'))
      }
      expect(await stored()).toEqual(before)
    })

    it('what is removed is gone, twice too; what never was is not found', async () => {
      const { ref } = await blobs.put(streamOf(pdf), { namedBy, maxBytes: 1_000 })
      await blobs.remove(ref)
      await blobs.remove(ref)
      await expect(blobs.get(ref)).rejects.toSatisfy(refusedWith('blob/not-found'))
      await expect(blobs.get(randomUUID())).rejects.toSatisfy(refusedWith('blob/not-found'))
    })

    it('a file that no event names is swept once it is old; one that is named stays and is not asked about again', async () => {
      await blobs.sweep(-60_000, async () => true)
      const named = await blobs.put(streamOf(pdf), { namedBy, maxBytes: 1_000 })
      const orphan = await blobs.put(streamOf(pdf), { namedBy: { ...namedBy, id: 'c2' }, maxBytes: 1_000 })
      const asked: string[] = []
      const isNamed = async (ref: string, { source, id }: NamedBy) => (
        asked.push(ref),
        source === 'sample.counter' && id === 'c1'
      )
      expect(await blobs.sweep(3_600_000, isNamed)).toBe(0)
      expect(asked).toEqual([])
      expect(await blobs.sweep(-60_000, isNamed)).toBe(1) // clocks of two machines may differ
      expect(asked.toSorted()).toEqual([named.ref, orphan.ref].toSorted())
      expect((await contentOf(blobs, named.ref)).equals(pdf)).toBe(true)
      await expect(blobs.get(orphan.ref)).rejects.toSatisfy(refusedWith('blob/not-found'))
      expect(await blobs.sweep(-60_000, isNamed)).toBe(0)
      expect(asked).toHaveLength(2)
    })

    it("an erased person's file does not open; another's does", async () => {
      const [budi, wati] = [randomUUID(), randomUUID()]
      const [his, hers] = [
        await blobs.put(streamOf(pdf), { namedBy, maxBytes: 1_000, personal: budi }),
        await blobs.put(streamOf(pdf), { namedBy, maxBytes: 1_000, personal: wati }),
      ]
      await sealer.erase(budi)
      await expect(blobs.get(his.ref)).rejects.toSatisfy(refusedWith('blob/erased'))
      expect((await contentOf(blobs, hers.ref)).equals(pdf)).toBe(true)
    })

    it('a ref is one that a put gave', async () => {
      for (const ref of ['../secret', '../../etc/passwd', '/etc/passwd', '', '.']) {
        await expect(blobs.get(ref)).rejects.toSatisfy(refusedWith('blob/not-found'))
        await expect(Promise.resolve().then(() => blobs.remove(ref))).rejects.toSatisfy(refusedWith('blob/not-found'))
      }
    })
  })
}
