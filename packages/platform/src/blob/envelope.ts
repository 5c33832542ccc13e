// How a stored file begins: one line of JSON that says how to read the rest, with the sealed key of a personal one.
// Guarantees: an erased person's file opens nowhere, and fails before its first byte; the source is closed when its reader goes away.
// Does not: say which key opened another version; there is one. Shown by blobs.test.ts, through blobs.contract.ts.
import type { Sealed } from '@simpul/kernel'
import { randomBytes } from 'node:crypto'
import type { Sealer } from '../sealing/sealer.ts'
import { decryptChunks, encryptChunks } from './chunks.ts'
import { refuse } from './refusals.ts'

type Header = { readonly v: 1; readonly key?: Sealed }

const HEADER_BYTES_MAX = 4_096

export async function* enveloped(
  body: AsyncIterable<Buffer>,
  person: string | undefined,
  sealer: Sealer,
): AsyncGenerator<Buffer> {
  if (person === undefined) {
    yield line({ v: 1 })
    yield* body
    return
  }
  const key = randomBytes(32)
  yield line({ v: 1, key: await sealer.seal(person, { blobKey: key.toString('base64') }) })
  yield* encryptChunks(body, key)
}

/** Reads the header at once, so that an erased or damaged file fails here and not in the middle of an answer. */
export async function opened(stored: AsyncIterable<Buffer>, sealer: Sealer): Promise<AsyncIterable<Buffer>> {
  const pieces = stored[Symbol.asyncIterator]()
  let start = Buffer.alloc(0)
  while (!start.includes(0x0a)) {
    const { done, value } = await pieces.next()
    if (done || start.length > HEADER_BYTES_MAX) throw new Error('the file has no header')
    start = Buffer.concat([start, value])
  }
  const end = start.indexOf(0x0a)
  const header = JSON.parse(start.subarray(0, end).toString()) as Header
  const body = rest(start.subarray(end + 1), pieces)
  if (!header.key) return body
  const key = await sealer.open(header.key)
  if (key.erased) {
    await pieces.return?.()
    throw refuse('blob/erased')
  }
  return decryptChunks(body, Buffer.from(key.fields['blobKey'] as string, 'base64'))
}

async function* rest(first: Buffer, pieces: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    if (first.length > 0) yield first
    for (;;) {
      const { done, value } = await pieces.next()
      if (done) return
      yield value
    }
  } finally {
    await pieces.return?.() // closes the file when the reader goes away
  }
}

const line = (header: Header) => Buffer.from(`${JSON.stringify(header)}\n`)
