// Memory and folder keep to the contract; then what only a folder can show.
import { readFile, readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Sealer } from '../sealing/sealer.ts'
import { contentOf, keepsFiles, namedBy, refusedWith, streamOf, vault } from './blobs.contract.ts'
import { CHUNK_BYTES } from './chunks.ts'
import type { Blobs } from './blobs.ts'
import { folderBlobs } from './folderBlobs.ts'
import { memoryBlobs } from './memoryBlobs.ts'

let root: string
let sealer: Sealer
let close: () => Promise<void>
const folder = () => join(root, 'files')
beforeAll(async () => void ({ root, sealer, close } = await vault()))
afterAll(() => close())

const inMemory = new Map<string, Buffer>()
keepsFiles({ name: 'memory', open: async (own) => memoryBlobs(own, inMemory), stored: async () => [...inMemory.keys()] })
keepsFiles({ name: 'folder', open: (own) => folderBlobs(folder(), own), stored: () => filesIn(folder()) })

async function filesIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name)
}

describe('blobs: folder', () => {
  let blobs: Blobs
  beforeAll(async () => void (blobs = await folderBlobs(folder(), sealer)))
  const pathOf = (ref: string) => join(folder(), ref.slice(0, 2), ref)

  it('a personal file cannot be read on disk, nor changed, cut or reordered unseen', async () => {
    const content = Buffer.alloc(2.5 * CHUNK_BYTES, 'NIK 3171011708450001 ')
    const { ref } = await blobs.put(streamOf(content), { namedBy, maxBytes: content.length, personal: 'siti' })
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
    expect(await blobs.sweep(3_600_000, async () => true)).toBe(1)
    expect(await filesIn(folder())).toHaveLength(before - 1)
    expect(await readdir(join(folder(), 'incoming'))).toContain('young.tmp')
  })
})
