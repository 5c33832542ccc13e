// Whether a Kafka broker is really usable, asked in its own wire protocol over one socket.
// Guarantees: yes means that it gives producer ids and that a group coordinator serves offsets; an open port says neither
//   (both come 1–7 s later at the first start).
// Does not: look at any topic of ours.
import { connect } from 'node:net'

const FIND_COORDINATOR = 10
const OFFSET_FETCH = 9
const INIT_PRODUCER_ID = 22
const ANSWER_WITHIN_MS = 2_000

/** @returns {Promise<boolean>} false when the broker says "not yet"; rejects when nobody answers. */
export async function kafkaUsable(host, port) {
  const broker = await open(host, port)
  try {
    const group = string('simpul-ready')
    const producer = await broker.ask(INIT_PRODUCER_ID, 0, Buffer.concat([int16(-1), int32(1_000)]))
    if (producer.readInt16BE(4) !== 0) return false // throttle int32, error int16
    const coordinator = await broker.ask(FIND_COORDINATOR, 0, group)
    if (coordinator.readInt16BE(0) !== 0) return false
    const offsets = await broker.ask(OFFSET_FETCH, 2, Buffer.concat([group, int32(0)]))
    return offsets.readInt16BE(offsets.length - 2) === 0 // the error stands last: a coordinator that still loads says 14
  } finally {
    broker.close()
  }
}

async function open(host, port) {
  const socket = connect({ host, port })
  await new Promise((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
  })
  let correlation = 0
  return {
    close: () => socket.destroy(),
    ask(apiKey, version, body) {
      const id = ++correlation
      const request = Buffer.concat([int16(apiKey), int16(version), int32(id), string('simpul'), body])
      socket.write(Buffer.concat([int32(request.length), request]))
      return answer(socket)
    },
  }
}

/** One response without its length and correlation id. Questions are asked one at a time, so the next frame is ours. */
const answer = (socket) =>
  new Promise((resolve, reject) => {
    let received = Buffer.alloc(0)
    const timer = setTimeout(() => done(new Error('no answer')), ANSWER_WITHIN_MS)
    const onData = (chunk) => {
      received = Buffer.concat([received, chunk])
      if (received.length >= 4 && received.length >= 4 + received.readInt32BE(0)) done()
    }
    const onEnd = () => done(new Error('closed'))
    const done = (error) => {
      clearTimeout(timer)
      socket.off('data', onData).off('close', onEnd).off('error', onEnd)
      if (error) reject(error)
      else resolve(received.subarray(8))
    }
    socket.on('data', onData).once('close', onEnd).once('error', onEnd)
  })

const int16 = (value) => {
  const bytes = Buffer.alloc(2)
  bytes.writeInt16BE(value)
  return bytes
}
const int32 = (value) => {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}
const string = (value) => Buffer.concat([int16(Buffer.byteLength(value)), Buffer.from(value)])
