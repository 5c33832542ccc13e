// Encryption of a stream in chunks that are each checked before they are given out (the STREAM construction over AES-256-GCM).
// Guarantees: a chunk that was changed, moved, repeated or left out fails, and so does a file that was cut short.
// The nonce is a counter with a mark on the last chunk; that is safe because each key encrypts one file once. Shown by blobs.test.ts.
import { createCipheriv, createDecipheriv } from 'node:crypto'

export const CHUNK_BYTES = 65_536
const TAG_BYTES = 16

export async function* encryptChunks(source: AsyncIterable<Buffer>, key: Buffer): AsyncGenerator<Buffer> {
  for await (const { chunk, index, last } of chunked(source, CHUNK_BYTES)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonce(index, last))
    yield Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()])
  }
}

export async function* decryptChunks(source: AsyncIterable<Buffer>, key: Buffer): AsyncGenerator<Buffer> {
  for await (const { chunk, index, last } of chunked(source, CHUNK_BYTES + TAG_BYTES)) {
    if (chunk.length < TAG_BYTES) throw new Error('the file was cut short')
    const body = chunk.subarray(0, -TAG_BYTES)
    const decipher = createDecipheriv('aes-256-gcm', key, nonce(index, last), { authTagLength: TAG_BYTES })
    decipher.setAuthTag(chunk.subarray(-TAG_BYTES))
    yield Buffer.concat([decipher.update(body), decipher.final()])
  }
}

/** Equal pieces; only the last, which always comes and may be empty, is shorter. */
async function* chunked(source: AsyncIterable<Buffer>, size: number) {
  let held: Buffer[] = []
  let length = 0
  let index = 0
  for await (const piece of source) {
    held.push(piece)
    length += piece.length
    // A full piece waits until more comes: it might be the last.
    if (length <= size) continue
    let rest = Buffer.concat(held)
    for (; rest.length > size; rest = rest.subarray(size)) yield { chunk: rest.subarray(0, size), index: index++, last: false }
    held = [rest]
    length = rest.length
  }
  yield { chunk: Buffer.concat(held), index, last: true }
}

function nonce(index: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(12)
  bytes.writeUInt32BE(index, 7)
  bytes[11] = last ? 1 : 0
  return bytes
}
