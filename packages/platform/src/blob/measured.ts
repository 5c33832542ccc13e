// Counts, hashes and looks at a stream while it passes.
// Guarantees: not one byte beyond `maxBytes` and none of a type that is not allowed is passed on; what it hashed is what it passed.
// Does not: trust a name or a header for the type; the first bytes tell. Shown by blobs.test.ts.
import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { PutOptions } from './blobs.ts'
import { SIGNATURE_BYTES, contentTypeOf } from './contentType.ts'
import { refuse } from './refusals.ts'

/** Passes the stream on; throws `blob/too-large` at the first byte too many and `blob/type-not-allowed` before the first is given. */
export function measured(stream: Readable, { maxBytes, contentTypes }: Pick<PutOptions, 'maxBytes' | 'contentTypes'>) {
  const hash = createHash('sha256')
  let bytes = 0
  let head = Buffer.alloc(0)

  const requireType = () => {
    const found = contentTypeOf(head)
    if (contentTypes && (!found || !contentTypes.includes(found))) {
      throw refuse('blob/type-not-allowed', { contentTypes: contentTypes.join(', ') })
    }
  }

  async function* passed(): AsyncGenerator<Buffer> {
    let looked = false
    for await (const piece of stream as AsyncIterable<Buffer | string>) {
      const chunk = typeof piece === 'string' ? Buffer.from(piece) : piece
      bytes += chunk.length
      if (bytes > maxBytes) throw refuse('blob/too-large', { maxBytes })
      hash.update(chunk)
      if (looked) {
        yield chunk
        continue
      }
      head = Buffer.concat([head, chunk])
      if (head.length < SIGNATURE_BYTES) continue
      requireType()
      looked = true
      yield head
    }
    if (looked) return
    requireType() // shorter than a signature
    yield head
  }

  return {
    body: passed(),
    /** Once the body has passed. */
    result() {
      const contentType = contentTypeOf(head)
      return { sha256: hash.digest('hex'), bytes, ...(contentType ? { contentType } : {}) }
    },
  }
}
