// Files in memory, for tests and the simulation: same envelope, same refusals.
// Guarantees: the contract of the port. Does not: bound what it holds. Shown by blobs.test.ts.
import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Sealer } from '../sealing/sealer.ts'
import { SWEPT_AT_ONCE_MAX, type Blobs, type NamedBy } from './blobs.ts'
import { enveloped, opened } from './envelope.ts'
import { measured } from './measured.ts'
import { checkedRef } from './ref.ts'
import { refuse } from './refusals.ts'

export function memoryBlobs(sealer: Sealer, files = new Map<string, Buffer>()): Blobs {
  const unnamed = new Map<string, { readonly by: NamedBy; readonly since: number }>()
  return {
    async put(stream, options) {
      const { body, result } = measured(stream, options)
      try {
        const stored = await buffer(enveloped(body, options.personal, sealer))
        const ref = randomUUID()
        files.set(ref, stored)
        unnamed.set(ref, { by: options.namedBy, since: Date.now() })
        return { ...result(), ref }
      } finally {
        stream.destroy()
      }
    },
    async get(ref) {
      const stored = files.get(checkedRef(ref))
      if (!stored) throw refuse('blob/not-found')
      return Readable.from(await opened(Readable.from([stored]), sealer), { objectMode: false })
    },
    async remove(ref) {
      files.delete(checkedRef(ref))
      unnamed.delete(ref)
    },
    async sweep(olderThanMs, isNamed) {
      let count = 0
      const old = [...unnamed].filter(([, { since }]) => Date.now() - since >= olderThanMs)
      for (const [ref, { by }] of old.slice(0, SWEPT_AT_ONCE_MAX)) {
        if (!(await isNamed(ref, by)) && files.delete(ref)) count += 1
        unnamed.delete(ref)
      }
      return count
    },
  }
}
