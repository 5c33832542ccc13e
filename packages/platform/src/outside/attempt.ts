// One HTTP call, once: what came back as a checked value, or why not.
// Guarantees: ends within timeoutMs, reads at most bodyBytesMax, follows no redirect, throws only when our own program is wrong;
// the value holds only what its schema names; no part of a request or of a response gets into a failure.
// Does not guarantee: anything about what the other side did; `unsent` alone proves that it did nothing. Shown by outside.test.ts.
import type { Static, TSchema } from 'typebox'
import type { Validator } from 'typebox/compile'
import type { DownReason } from './answer.ts'

export type Answers = Readonly<Record<number, TSchema>>

/** `{ status, body }` for each status that counts as an answer. */
export type ValueOf<A extends Answers> = {
  [S in keyof A & number]: { readonly status: S; readonly body: Static<A[S]> }
}[keyof A & number]

export interface Request {
  readonly method: 'GET' | 'POST'
  /** Under the base URL, beginning with `/`. Never personal data: paths end in access logs. */
  readonly path: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export interface Bounds {
  readonly baseUrl: string
  readonly timeoutMs: number
  readonly bodyBytesMax: number
}

export type Came = { readonly came: true; readonly status: number; readonly body: unknown }
export type Failed = {
  readonly came: false
  readonly reason: DownReason
  readonly detail: string
  readonly retryAfterMs?: number
}

export async function attempt(
  request: Request,
  validators: ReadonlyMap<number, Validator>,
  bounds: Bounds,
): Promise<Came | Failed> {
  // One signal for headers and body: a server that drips a byte a second must not hold us.
  const signal = AbortSignal.timeout(bounds.timeoutMs)
  try {
    const response = await fetch(bounds.baseUrl + request.path, {
      method: request.method,
      redirect: 'manual',
      signal,
      headers: {
        accept: 'application/json',
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...request.headers,
      },
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    })
    const validator = validators.get(response.status)
    if (validator === undefined) {
      // Read nothing of it, and let the connection go: an unread body would keep its socket.
      await response.body?.cancel()
      return notAnAnswer(response)
    }
    const text = await boundedText(response, bounds.bodyBytesMax)
    if (text === undefined) return { came: false, reason: 'garbage', detail: `over ${bounds.bodyBytesMax} B` }
    return checked(response.status, text, validator)
  } catch (thrown) {
    return failureOf(thrown)
  }
}

function notAnAnswer(response: Response): Failed {
  const detail = String(response.status)
  const retryAfterMs = retryAfter(response)
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs }
  if (response.status === 429) return { came: false, reason: 'throttled', detail, ...wait }
  if (response.status >= 500) return { came: false, reason: '5xx', detail, ...wait }
  if (response.status >= 400) return { came: false, reason: 'rejected', detail }
  return { came: false, reason: 'garbage', detail } // a 2xx or a redirect that nobody agreed on
}

/** Only the form in seconds: the form with a date depends on two clocks. */
function retryAfter(response: Response): number | undefined {
  const seconds = /^\d{1,6}$/.exec(response.headers.get('retry-after') ?? '')?.[0]
  return seconds === undefined ? undefined : Number(seconds) * 1_000
}

async function boundedText(response: Response, bytesMax: number): Promise<string | undefined> {
  if (response.body === null) return ''
  const chunks: Uint8Array[] = []
  let bytes = 0
  // Leaving the loop cancels the stream, so the rest of a huge body is never read.
  for await (const chunk of response.body) {
    bytes += chunk.byteLength
    if (bytes > bytesMax) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function checked(status: number, text: string, validator: Validator): Came | Failed {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    // The parser's message quotes the text, which may name a person: it is dropped.
    return { came: false, reason: 'garbage', detail: 'json' }
  }
  if (!validator.Check(body)) return { came: false, reason: 'garbage', detail: 'schema' }
  // They may send more about a person than was asked: what no schema names is not kept.
  return { came: true, status, body: validator.Clean(body) }
}

/** Nothing was sent: the connection never stood. */
const UNSENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])

function failureOf(thrown: unknown): Failed {
  if (thrown instanceof DOMException && thrown.name === 'TimeoutError')
    return { came: false, reason: 'timeout', detail: 'timeout' }
  // fetch wraps what happened on the wire: TypeError('fetch failed' | 'terminated', { cause }).
  const cause = thrown instanceof TypeError ? codeOf(thrown.cause) : undefined
  if (cause === undefined) throw thrown
  if (UNSENT.has(cause)) return { came: false, reason: 'refused', detail: cause }
  if (cause === 'HTTPParserError' || cause.startsWith('HPE_')) return { came: false, reason: 'garbage', detail: cause }
  // Whatever else ended the connection: assume that they read the request.
  return { came: false, reason: 'closed', detail: cause }
}

function codeOf(cause: unknown): string | undefined {
  if (!(cause instanceof Error)) return undefined
  if ('code' in cause && typeof cause.code === 'string') return cause.code
  // Two addresses of one name (::1 and 127.0.0.1) fail together as an AggregateError.
  if (cause instanceof AggregateError) return codeOf(cause.errors[0])
  return cause.name
}
