// One contract for every implementation, then what only a folder can show. S3 would join the first table.
import { Refusal } from '@simpul/kernel'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { memoryErasureLedger } from '../sealing/erasureLedger.ts'
import { fileKek } from '../sealing/kek.ts'
import { memoryKeyStore } from '../sealing/keyStore.ts'
import { sealerOf, type Sealer } from '../sealing/sealer.ts'
import type { Blobs } from './blobs.ts'
import { CHUNK_BYTES } from './chunks.ts'
import { CONTENT_TYPES } from './contentType.ts'
import { folderBlobs, type FolderBlobs } from './folderBlobs.ts'
import { memoryBlobs } from './memoryBlobs.ts'

let root: string
let sealer: Sealer
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'blobs-'))
  const kek = await fileKek(join(root, 'kek'))
  sealer = sealerOf({ kek, keys: memoryKeyStore(), ledger: memoryErasureLedger(), now: () => '2026-05-10T03:00:00.000Z' })
})
afterAll(() => rm(root, { recursive: true }))

const inMemory = new Map<string, Buffer>()
const folder = () => join(root, 'files')
const implementations: { name: string; open(): Promise<Blobs>; stored(): Promise<string[]> }[] = [
  { name: 'memory', open: async () => memoryBlobs(sealer, inMemory), stored: async () => [...inMemory.keys()] },
  { name: 'folder', open: () => folderBlobs(folder(), sealer), stored: () => filesIn(folder()) },
]

async function filesIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name)
}

/** In pieces of odd sizes, as a network would. */
const streamOf = (content: Buffer) =>
  Readable.from(
    (function* () {
      for (let at = 0; at < content.length; at += 9_973) yield content.subarray(at, at + 9_973)
    })(),
    { objectMode: false },
  )
const contentOf = async (blobs: Blobs, ref: string) => buffer(await blobs.get(ref))
const refusedWith = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code
const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(200)])

for (const { name, open, stored } of implementations) {
  describe(`blobs: ${name}`, () => {
    let blobs: Blobs
    beforeAll(async () => void (blobs = await open()))

    for (const personal of [undefined, 'siti']) {
      const owned = personal ? { personal } : {}
      for (const size of [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES]) {
        it(`gives back ${size} B ${personal ? 'encrypted' : 'plain'}, with hash and count`, async () => {
          const content = randomBytes(size)
          const put = await blobs.put(streamOf(content), { maxBytes: size, ...owned })
          expect(put).toMatchObject({ bytes: size, sha256: createHash('sha256').update(content).digest('hex') })
          expect((await contentOf(blobs, put.ref)).equals(content)).toBe(true)
        })
      }
    }

    it('one byte too many is refused, and nothing is left behind', async () => {
      const before = await stored()
      const source = streamOf(randomBytes(100_001))
      await expect(blobs.put(source, { maxBytes: 100_000, personal: 'siti' })).rejects.toSatisfy(refusedWith('blob/too-large'))
      expect(source.destroyed).toBe(true)
      expect(await stored()).toEqual(before)
    })

    it('a sender that breaks off leaves nothing behind', async () => {
      const before = await stored()
      const broken = Readable.from(
        (function* () {
          yield randomBytes(50_000)
          throw new Error('connection reset')
        })(),
        { objectMode: false },
      )
      await expect(blobs.put(broken, { maxBytes: 100_000 })).rejects.toThrow('connection reset')
      expect(await stored()).toEqual(before)
    })

    it('the type is what the bytes say', async () => {
      const put = await blobs.put(streamOf(pdf), { maxBytes: 1_000, contentTypes: CONTENT_TYPES })
      expect(put.contentType).toBe('application/pdf')
      const before = await stored()
      for (const content of [Buffer.from('<script>alert(1)</script>'), Buffer.from('MZ'), Buffer.alloc(0), pdf]) {
        const images = { maxBytes: 1_000, contentTypes: ['image/png', 'image/webp'] } as const
        await expect(blobs.put(streamOf(content), images)).rejects.toSatisfy(refusedWith('blob/type-not-allowed'))
      }
      expect(await stored()).toEqual(before)
    })

    it('what is removed is gone, twice too; what never was is not found', async () => {
      const { ref } = await blobs.put(streamOf(pdf), { maxBytes: 1_000 })
      await blobs.remove(ref)
      await blobs.remove(ref)
      await expect(blobs.get(ref)).rejects.toSatisfy(refusedWith('blob/not-found'))
      await expect(blobs.get(randomUUID())).rejects.toSatisfy(refusedWith('blob/not-found'))
    })

    it("an erased person's file does not open; another's does", async () => {
      const [budi, wati] = [randomUUID(), randomUUID()]
      const [his, hers] = [
        await blobs.put(streamOf(pdf), { maxBytes: 1_000, personal: budi }),
        await blobs.put(streamOf(pdf), { maxBytes: 1_000, personal: wati }),
      ]
      await sealer.erase(budi)
      await expect(blobs.get(his.ref)).rejects.toSatisfy(refusedWith('blob/erased'))
      expect((await contentOf(blobs, hers.ref)).equals(pdf)).toBe(true)
    })
  })
}

describe('blobs: folder', () => {
  let blobs: FolderBlobs
  beforeAll(async () => void (blobs = await folderBlobs(folder(), sealer)))
  const pathOf = (ref: string) => join(folder(), ref.slice(0, 2), ref)

  it('a personal file cannot be read on disk, nor changed, cut or reordered unseen', async () => {
    const content = Buffer.alloc(2.5 * CHUNK_BYTES, 'NIK 3171011708450001 ')
    const { ref } = await blobs.put(streamOf(content), { maxBytes: content.length, personal: 'siti' })
    const stored = await readFile(pathOf(ref))
    expect(stored.includes('3171011708450001')).toBe(false)
    const start = stored.indexOf(0x0a) + 1
    const size = CHUNK_BYTES + 16
    const chunks = [0, 1, 2].map((n) => stored.subarray(start + n * size, start + (n + 1) * size))
    const flipped = Buffer.from(stored)
    flipped.writeUInt8(flipped.readUInt8(start + size + 5) ^ 1, start + size + 5)
    const header = stored.subarray(0, start)
    const damaged = {
      flipped,
      'cut in a chunk': stored.subarray(0, -1),
      'cut at a chunk': Buffer.concat([header, chunks[0]!, chunks[1]!]),
      reordered: Buffer.concat([header, chunks[1]!, chunks[0]!, chunks[2]!]),
      'without a chunk': Buffer.concat([header, chunks[0]!, chunks[2]!]),
      'without any': header,
    }
    const outcomes: Record<string, string> = {}
    for (const [what, bytes] of Object.entries(damaged)) {
      await writeFile(pathOf(ref), bytes)
      outcomes[what] = await contentOf(blobs, ref).then(
        () => 'read',
        () => 'refused',
      )
    }
    expect(outcomes).toEqual(Object.fromEntries(Object.keys(damaged).map((what) => [what, 'refused'])))
  })

  it('a ref cannot name another place', async () => {
    await writeFile(join(root, 'secret'), '{"v":1}\nsecret')
    for (const ref of ['../secret', '../../etc/passwd', '/etc/passwd', '']) {
      await expect(blobs.get(ref)).rejects.toSatisfy(refusedWith('blob/not-found'))
    }
  })

  it('what a dead writer left is swept once it is old; a young one may still be written', async () => {
    const [old, young] = ['old.tmp', 'young.tmp'].map((each) => join(folder(), 'incoming', each)) as [string, string]
    await writeFile(old, 'half')
    await writeFile(young, 'half')
    await utimes(old, new Date(0), new Date(0))
    const before = (await filesIn(folder())).length
    expect(await blobs.sweep(3_600_000)).toBe(1)
    expect(await filesIn(folder())).toHaveLength(before - 1)
    expect(await readdir(join(folder(), 'incoming'))).toEqual(['young.tmp'])
  })
})
