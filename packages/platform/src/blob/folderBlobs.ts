// Files in a folder, two levels deep by the first two letters of the ref.
// Guarantees: a file is there whole and durably or not at all; a crash leaves only `*.tmp`, which `sweep` clears.
// Does not guarantee: anything across machines; several servers need a shared folder or another implementation. Shown by blobs.test.ts.
import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat, unlink, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import type { Sealer } from '../sealing/sealer.ts'
import type { SweptBlobs } from './blobs.ts'
import { enveloped, opened } from './envelope.ts'
import { measured } from './measured.ts'
import { checkedRef } from './ref.ts'
import { refuse } from './refusals.ts'

export async function folderBlobs(folder: string, sealer: Sealer): Promise<SweptBlobs> {
  const incoming = join(folder, 'incoming')
  await mkdir(incoming, { recursive: true, mode: 0o700 })
  const pathOf = (ref: string) => join(folder, checkedRef(ref).slice(0, 2), ref)

  return {
    async put(stream, options) {
      const ref = randomUUID()
      const beside = join(incoming, `${ref}.tmp`)
      const { body, result } = measured(stream, options)
      try {
        await writeDurably(beside, enveloped(body, options.personal, sealer))
        await mkdir(dirname(pathOf(ref)), { recursive: true, mode: 0o700 })
        await rename(beside, pathOf(ref))
      } catch (error) {
        await rm(beside, { force: true })
        throw error
      } finally {
        stream.destroy()
      }
      await syncFolder(dirname(pathOf(ref)))
      await syncFolder(folder) // the first file of two letters makes their folder
      return { ...result(), ref }
    },
    async get(ref) {
      const stored = createReadStream(pathOf(ref))
      try {
        return Readable.from(await opened(stored, sealer), { objectMode: false })
      } catch (error) {
        stored.destroy()
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw refuse('blob/not-found')
        throw error
      }
    },
    async remove(ref) {
      await rm(pathOf(ref), { force: true })
    },
    async sweep(olderThanMs) {
      let count = 0
      for (const name of await readdir(incoming)) {
        const path = join(incoming, name)
        const { mtimeMs } = await stat(path)
        if (Date.now() - mtimeMs < olderThanMs) continue
        await unlink(path)
        count += 1
      }
      return count
    },
  }
}

async function writeDurably(path: string, content: AsyncIterable<Buffer>): Promise<void> {
  const file: FileHandle = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
