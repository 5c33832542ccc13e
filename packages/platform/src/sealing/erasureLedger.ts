// Who was erased, kept apart from every database: a restore brings old keys back, and this says which of them must go again.
// Guarantees: an erasure is recorded whole and durably before the call returns; recording again changes nothing.
// Holds ids and times alone. Must be backed up on its own and never be restored to an older day. Shown by sealing.test.ts.
import { link, mkdir, open, opendir, readFile, unlink } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'

export interface ErasureLedger {
  append(person: string, at: string): Promise<void>
  entries(): AsyncIterable<{ person: string; at: string }>
}

export function memoryErasureLedger(): ErasureLedger {
  const erased = new Map<string, string>()
  return {
    async append(person, at) {
      checkId(person)
      if (!erased.has(person)) erased.set(person, at)
    },
    async *entries() {
      for (const [person, at] of erased) yield { person, at }
    },
  }
}

/** It becomes the name of a file. */
function checkId(person: string): void {
  if (!/^[\w-]{1,64}$/.test(person)) throw new Error('a person id is at most 64 letters, digits, _ or -')
}

/** One small file an erasure: nothing to tear, nothing to lock. */
export async function folderErasureLedger(folder: string): Promise<ErasureLedger> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return {
    async append(person, at) {
      checkId(person)
      const beside = join(folder, `${randomUUID()}.tmp`)
      const file = await open(beside, 'wx', 0o600)
      try {
        await file.writeFile(JSON.stringify({ person, at }))
        await file.sync()
      } finally {
        await file.close()
      }
      try {
        await link(beside, join(folder, `${person}.json`)) // unlike rename, leaves the first moment of an erasure that is recorded again
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      } finally {
        await unlink(beside)
      }
      const opened = await open(folder, 'r')
      try {
        await opened.sync()
      } finally {
        await opened.close()
      }
    },
    async *entries() {
      for await (const { name } of await opendir(folder)) {
        if (name.endsWith('.json')) yield JSON.parse(await readFile(join(folder, name), 'utf8')) as { person: string; at: string }
      }
    },
  }
}
