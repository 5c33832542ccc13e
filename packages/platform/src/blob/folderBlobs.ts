// Files in a folder, two levels deep by the first two letters of the ref.
// Guarantees: a file is there whole and durably or not at all. `incoming` holds half files (`*.tmp`) and, of each file that may not be named
// by an event yet, who is to name it (`*.json`); `sweep` looks there alone, so it never touches a file that was once found named.
// Does not guarantee: anything across machines; several servers need a shared folder or another implementation. Shown by blobs.test.ts.
import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, stat, unlink, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import type { Sealer } from '../sealing/sealer.ts'
import { SWEPT_AT_ONCE_MAX, type Blobs, type NamedBy } from './blobs.ts'
import { enveloped, opened } from './envelope.ts'
import { measured } from './measured.ts'
import { checkedRef } from './ref.ts'
import { refuse } from './refusals.ts'

export async function folderBlobs(folder: string, sealer: Sealer): Promise<Blobs> {
  const incoming = join(folder, 'incoming')
  await mkdir(incoming, { recursive: true, mode: 0o700 })
  const pathOf = (ref: string) => join(folder, checkedRef(ref).slice(0, 2), ref)
  const unnamedOf = (ref: string) => join(incoming, `${ref}.json`)

  return {
    async put(stream, options) {
      const ref = randomUUID()
      const beside = join(incoming, `${ref}.tmp`)
      const { body, result } = measured(stream, options)
      try {
        await writeDurably(beside, enveloped(body, options.personal, sealer))
        await writeDurably(unnamedOf(ref), [Buffer.from(JSON.stringify(options.namedBy))])
        await syncFolder(incoming)
        await mkdir(dirname(pathOf(ref)), { recursive: true, mode: 0o700 })
        await rename(beside, pathOf(ref))
      } catch (error) {
        await rm(beside, { force: true })
        await rm(unnamedOf(ref), { force: true })
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
      await rm(unnamedOf(ref), { force: true })
    },
    async sweep(olderThanMs, isNamed) {
      let count = 0
      let old = 0
      for (const name of await readdir(incoming)) {
        const path = join(incoming, name)
        const age = await stat(path).then(({ mtimeMs }) => Date.now() - mtimeMs, gone)
        if (age === null || age < olderThanMs) continue
        if ((old += 1) > SWEPT_AT_ONCE_MAX) break
        const ref = name.endsWith('.json') ? name.slice(0, -'.json'.length) : null
        const by = ref && parsed(await readFile(path, 'utf8'))
        const keeps = ref && by && (await isNamed(ref, by))
        // The file first: a crash in between leaves the name, and the next sweep asks again.
        if (ref && by && !keeps) await rm(pathOf(ref), { force: true })
        await unlink(path)
        if (!keeps) count += 1
      }
      return count
    },
  }
}

/** Its writer lives and has finished it. */
function gone(error: NodeJS.ErrnoException): null {
  if (error.code !== 'ENOENT') throw error
  return null
}

/** Null: torn by a crash, which came before its file was there. */
function parsed(text: string): NamedBy | null {
  try {
    return JSON.parse(text) as NamedBy
  } catch {
    return null
  }
}

async function writeDurably(path: string, content: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<void> {
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
