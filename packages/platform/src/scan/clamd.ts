// ClamAV's daemon over TCP: INSTREAM, the file in pieces, one answer.
// Guarantees: fails closed: no connection, no answer in time, an answer that is not understood or a file above clamd's own limit is
// `unscanned`; a connection serves one file and is closed. Does not: keep signatures fresh; that is freshclam's work.
// Shown by scanner.test.ts.
import { connect, type Socket } from 'node:net'
import type { Readable } from 'node:stream'
import type { Scan, Scanner } from './scanner.ts'

export interface ClamdAddress {
  readonly host: string
  readonly port: number
  /** For the whole file. */
  readonly timeoutMs?: number
}

/** 10 MB through a busy scanner take a second or two. */
const TIMEOUT_MS = 20_000
const ANSWER_BYTES_MAX = 4_096
const FOUND = /^stream: (.{1,200}) FOUND$/
const INSTREAM = 'zINSTREAM\0'

export const clamd = ({ host, port, timeoutMs = TIMEOUT_MS }: ClamdAddress): Scanner => ({
  async scan(stream) {
    const socket = connect({ host, port })
    const deadline = setTimeout(() => socket.destroy(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs)
    try {
      const answer = answerOf(socket)
      // clamd may answer before it has read everything, e.g. above its size limit: whoever is first counts.
      const sent = send(socket, stream).then(() => answer)
      sent.catch(() => undefined) // the answer may have come first: then nobody waits for what became of the rest
      return understood(await Promise.race([answer, sent]))
    } catch (error) {
      return { kind: 'unscanned', problem: error instanceof Error ? error.message : String(error) }
    } finally {
      clearTimeout(deadline)
      socket.destroy()
      stream.destroy()
    }
  },
})

function understood(answer: string): Scan {
  if (answer === 'stream: OK') return { kind: 'clean' }
  const signature = FOUND.exec(answer)?.[1]
  return signature === undefined ? { kind: 'unscanned', problem: answer || 'an empty answer' } : { kind: 'infected', signature }
}

/** Each piece behind its length; a length of nothing ends the file. */
async function send(socket: Socket, stream: Readable): Promise<void> {
  await written(socket, Buffer.from(INSTREAM))
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    if (chunk.length === 0) continue // it would say that the file ends here
    await written(socket, lengthOf(chunk.length))
    await written(socket, chunk)
  }
  await written(socket, lengthOf(0))
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes)
  return length
}

const written = (socket: Socket, bytes: Buffer) =>
  new Promise<void>((resolve, reject) => {
    socket.write(bytes, (error) => (error ? reject(error) : resolve()))
  })

function answerOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8')
      const end = text.indexOf('\0')
      if (end >= 0) resolve(text.slice(0, end).trim())
      else if (text.length > ANSWER_BYTES_MAX) reject(new Error('an answer without an end'))
    })
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('hung up before the answer')))
  })
}
