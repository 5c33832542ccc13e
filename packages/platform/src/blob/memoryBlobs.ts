// Files in memory, for tests and the simulation: same envelope, same refusals.
import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Sealer } from '../sealing/sealer.ts'
import type { Blobs } from './blobs.ts'
import { enveloped, opened } from './envelope.ts'
import { measured } from './measured.ts'
import { checkedRef } from './ref.ts'
import { refuse } from './refusals.ts'

export function memoryBlobs(sealer: Sealer, files = new Map<string, Buffer>()): Blobs {
  return {
    async put(stream, options) {
      const { body, result } = measured(stream, options)
      try {
        const stored = await buffer(enveloped(body, options.personal, sealer))
        const ref = randomUUID()
        files.set(ref, stored)
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
    },
  }
}
