// Files over HTTP: in as they are sent, streamed into the blob port and described by an aggregate; out as they were stored.
// Guarantees: who may not is refused before a byte is stored; a file that is too large, of another type, cut off, refused or sent again
// leaves nothing behind; what is given out is never run or guessed at by a browser. A process killed between the
// file and its record leaves a file that nothing names; host/fileSweep.ts removes it after a day.
// Shown by tests/api/socket.test.ts and tests/api/matrix.test.ts.
import { finished, PassThrough, Readable } from 'node:stream'
import { Refusal } from '@simpul/kernel'
import type { FastifyRequest } from 'fastify'
import { refuse as refusePlatform } from '../aggregate/refusals.ts'
import type { Blobs, NamedBy, Put } from '../blob/blobs.ts'
import type { ContentType } from '../blob/contentType.ts'
import { refuse as refuseBlob } from '../blob/refusals.ts'
import { crashPoint } from '../crashPoint.ts'
import { traceparentOf } from '../observe/tracing.ts'
import { canonicalJson, fingerprintOf, uuid5 } from './identity.ts'
import { answerWritten, askedOf, headerOf, locationOf, type Handler, type Mounting } from './mounting.ts'
import { refuse } from './refusals.ts'
import type { FileEntry, UploadEntry } from './routes.ts'

const ENDINGS: Readonly<Record<ContentType, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
}

export function uploading({ service, clock, limits, fingerprintKey }: Mounting, entry: UploadEntry): Handler {
  const execute = service.executeOf(entry.aggregate)
  const route = `${service.name}${entry.path}`
  return async (request, reply) => {
    const asked = askedOf(request, service)
    const { actor, params } = asked
    const key = headerOf(request, 'idempotency-key') ?? ''
    const { blobs, ...place } = await entry.into(asked)
    const id = uuid5(actor.subject, route, canonicalJson(params), key)
    const namedBy = { source: entry.aggregate.contract.source, id }
    const { maxBytes, contentTypes } = entry
    const file = await received(request, blobs, { ...place, namedBy, maxBytes, contentTypes })
    crashPoint('upload/after-put')
    const commandId = uuid5(actor.subject, route, id, key)
    const traceparent = traceparentOf()
    const { sha256, bytes } = file
    try {
      const recorded = await execute({
        target: id,
        command: () => entry.command({ ...asked, id, file }),
        commandId,
        fingerprint: fingerprintOf(fingerprintKey, route, id, { sha256, bytes }),
        actor: actor.subject,
        correlationId: commandId,
        causationId: commandId,
        creates: true,
        deadline: clock.now() + limits.commandDeadlineMs,
        caller: 'http',
        ...(traceparent === undefined ? {} : { traceparent }),
      })
      await removeUnlessKept()
      return answerWritten(reply, recorded, locationOf(service.name, entry, params, recorded.id))
    } catch (error) {
      // A write whose answer was lost may still have been recorded: then the file stays, rather than a record without its file.
      const unknown = error instanceof Refusal && error.code === 'platform/outcome-unknown'
      if (!unknown) await removeUnlessKept()
      throw error
    }

    /** Of two files sent under one key one is kept; of one that was refused none. */
    async function removeUnlessKept(): Promise<void> {
      const found = await service.context.commands.state(entry.aggregate, id)
      if (found === null || entry.refOf(found.state) !== file.ref) await blobs.remove(file.ref)
    }
  }
}

interface Bounds {
  readonly maxBytes: number
  readonly contentTypes: readonly ContentType[]
  readonly personal?: string
  readonly namedBy: NamedBy
}

async function received(request: FastifyRequest, blobs: Blobs, bounds: Bounds): Promise<Put> {
  const { maxBytes, contentTypes } = bounds
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) {
    request.raw.resume()
    throw refuseBlob('blob/too-large', { maxBytes })
  }
  if (!(request.body instanceof Readable)) throw refuseBlob('blob/type-not-allowed', { contentTypes: contentTypes.join(', ') })
  // The port destroys what it reads from; the socket stays, for the answer.
  const passed = new PassThrough()
  finished(request.raw, (error) => error && passed.destroy(error))
  request.raw.pipe(passed)
  try {
    return await blobs.put(passed, bounds)
  } catch (error) {
    // What is left of a refused file is read and thrown away: hung up on in the middle of sending, a client would not see the answer.
    request.raw.unpipe(passed).resume()
    if (error instanceof Refusal || !request.raw.destroyed || request.raw.complete) throw error
    throw refuse('http/cut-off') // nobody is there to read it, but it is counted
  }
}

export function sending({ service }: Mounting, entry: FileEntry): Handler {
  return async (request, reply) => {
    const found = await entry.read(askedOf(request, service))
    if (found === null) throw refusePlatform('platform/not-found')
    const { blobs, ref, sha256, bytes, contentType, name } = found
    const etag = `"${sha256}"`
    void reply.headers({ etag, 'cache-control': 'private, no-cache' })
    if (headerOf(request, 'if-none-match') === etag) return reply.code(304).send()
    const stream = await blobs.get(ref)
    void reply.headers({
      'content-type': contentType,
      'content-length': bytes,
      'content-disposition': `attachment; filename="${name.replace(/[^\w-]/g, '_')}.${ENDINGS[contentType]}"`,
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
    })
    return reply.send(stream)
  }
}
