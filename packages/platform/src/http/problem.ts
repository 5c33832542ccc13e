// Every error as RFC 9457 problem+json, in the reader's language, with a type that is a page.
// Guarantees: what is not an expected refusal is answered as http/unexpected and tells nothing of its cause. Shown by app.test.ts.
import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { Refusal, sentence, type RefusalEntry } from '@simpul/kernel'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { languageOf, type Language } from './language.ts'
import { pointerTo } from './pointer.ts'
import { refuse } from './refusals.ts'
import { complaintsOf, Misfit, type Complaint } from './validation.ts'

export const Problem = Type.Object(
  {
    type: Type.String({ description: 'Path of a page that explains this problem.' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    code: Type.String(),
    instance: Type.String({ description: 'Number of the trace, for questions.' }),
    errors: Type.Optional(
      Type.Array(
        Type.Object({ pointer: Type.Optional(Type.String()), parameter: Type.Optional(Type.String()), detail: Type.String() }),
      ),
    ),
  },
  { title: 'Problem' },
)

const TITLES: Readonly<Record<number, Readonly<Record<Language, string>>>> = {
  400: { id: 'Permintaan tidak benar', en: 'Bad request' },
  401: { id: 'Belum masuk', en: 'Not signed in' },
  403: { id: 'Tidak diperbolehkan', en: 'Not allowed' },
  404: { id: 'Tidak ditemukan', en: 'Not found' },
  405: { id: 'Cara tidak diterima', en: 'Method not allowed' },
  409: { id: 'Tidak dapat dilakukan sekarang', en: 'Not possible now' },
  412: { id: 'Sudah berubah', en: 'Changed meanwhile' },
  413: { id: 'Terlalu besar', en: 'Too large' },
  415: { id: 'Jenis isi tidak diterima', en: 'Unsupported media type' },
  422: { id: 'Tidak memenuhi syarat', en: 'Does not meet the conditions' },
  428: { id: 'Versi diperlukan', en: 'Version required' },
  500: { id: 'Kesalahan di pihak kami', en: 'Our mistake' },
  503: { id: 'Belum dapat dilayani', en: 'Not available yet' },
}

export const titleOf = (status: number, language: Language): string =>
  (TITLES[status] ?? TITLES[status < 500 ? 400 : 500])?.[language] ?? String(status)

/** What Fastify itself refuses, by its code. */
const FRAMEWORK: Readonly<Record<string, Refusal>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: refuse('http/body-too-large'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: refuse('http/media-type'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: refuse('http/bad-request'),
  FST_ERR_BAD_URL: refuse('http/bad-request'),
  FST_ERR_MAX_PARAM_LENGTH: refuse('http/no-such-path'),
  FST_ERR_HANDLER_TIMEOUT: refuse('http/closing'),
}

export function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error
  if (error instanceof Misfit) return refuse('http/invalid')
  const { code, statusCode } = (error ?? {}) as { code?: unknown; statusCode?: unknown }
  if (typeof code !== 'string') return null
  // What else Fastify blames the request for: a method that it knows and we do not, say.
  const ofRequest = code.startsWith('FST_') && typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500
  return FRAMEWORK[code] ?? (ofRequest ? refuse('http/bad-request') : null)
}

export interface Told {
  readonly refusal: Refusal
  readonly instance: string
  readonly language: Language
  readonly errors?: readonly Complaint[]
}

export function problemOf({ refusal, instance, language, errors }: Told) {
  const { code, entry, facts } = refusal
  return {
    type: `/problems/${code}`,
    title: titleOf(entry.status, language),
    status: entry.status,
    detail: sentence(entry[language], facts),
    code,
    instance,
    ...(errors && errors.length > 0 ? { errors } : {}),
  }
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: unknown, instance: string): Refusal {
  const refusal = refusalOf(error) ?? (isCutOff(request, error) ? refuse('http/cut-off') : refuse('http/unexpected'))
  const language = languageOf(request.headers['accept-language'])
  const errors =
    error instanceof Misfit ? complaintsOf(error.errors, partOf(error), language) : pointedAt(refusal, language, request.method)
  if (refusal.entry.status === 401) void reply.header('www-authenticate', 'Bearer')
  if (refusal.entry.status === 503) void reply.header('retry-after', '1')
  void reply
    .code(refusal.entry.status)
    .headers({ 'content-language': language, vary: 'accept-language', 'cache-control': 'no-store' })
    .type('application/problem+json; charset=utf-8')
    .serializer((problem: unknown) => JSON.stringify(problem))
    .send(problemOf({ refusal, instance, language, errors }))
  return refusal
}

/** The client hung up while it sent its body: nobody's mistake, and nobody reads the answer. */
const isCutOff = ({ raw }: FastifyRequest, error: unknown) =>
  raw.destroyed && !raw.complete && (error as { code?: unknown } | null)?.code === 'ECONNRESET'

/** A refusal of one field says which by its facts: `field` in the words of the domain (`business.startedOn`), or a `pointer`. */
function pointedAt({ entry, facts }: Refusal, language: Language, method: string): Complaint[] {
  const { field, pointer } = facts
  // What is read has no body: its field came as a parameter.
  if (method === 'GET' && typeof field === 'string') return [{ parameter: field, detail: sentence(entry[language], facts) }]
  const place = typeof pointer === 'string' ? pointer : typeof field === 'string' ? pointerTo(field.split('.')) : undefined
  return place === undefined ? [] : [{ pointer: place, detail: sentence(entry[language], facts) }]
}

/** Fastify writes on the error which part of the request it checked. */
const partOf = (error: Misfit) => (error as { validationContext?: string }).validationContext ?? 'body'

export type Refusals = Readonly<Record<string, RefusalEntry>>

const BROKEN: Readonly<Record<string, Refusal>> = {
  ERR_HTTP_REQUEST_TIMEOUT: refuse('http/too-slow'),
  HPE_HEADER_OVERFLOW: refuse('http/headers-too-large'),
}

/** What is so broken that it never became a request: answered on the socket, then hung up. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const refusal = BROKEN[error.code ?? ''] ?? refuse('http/bad-request')
  const problem = JSON.stringify(problemOf({ refusal, instance: randomUUID().replaceAll('-', ''), language: 'id' }))
  const { status } = refusal.entry
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Error'}\r\nContent-Type: application/problem+json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(problem)}\r\nConnection: close\r\n\r\n${problem}`,
  )
}
