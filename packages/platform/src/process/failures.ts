// What a step's error means for the procedure: an answer, something to try again, or something nobody foresaw.
// Guarantees: no message of an error reaches Temporal, it may name a person; kind and step do, and the log has the rest.
import { Refusal } from '@simpul/kernel'

export type Meaning =
  { readonly kind: 'refused'; readonly code: string } | { readonly kind: 'again' } | { readonly kind: 'unexpected' }

/** HTTP statuses of other services and outside systems that pass: rights being granted, conflicts, load, outages. */
const PASSING = [401, 403, 408, 409, 412, 425, 429]
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
])
const TIMED_OUT = new Set(['AbortError', 'TimeoutError'])

export function meaningOf(error: unknown): Meaning {
  if (error instanceof Refusal) return meaningOfRefusal(error)
  return isPassing(error) ? { kind: 'again' } : { kind: 'unexpected' }
}

function meaningOfRefusal({ code, entry }: Refusal): Meaning {
  if (entry.status === 503 || entry.status === 429) return { kind: 'again' }
  if (!code.startsWith('platform/') || entry.status === 404) return { kind: 'refused', code }
  // The platform's own: a conflict passes; a key used twice or an event too large is a mistake of ours.
  return entry.status === 409 || entry.status === 412 ? { kind: 'again' } : { kind: 'unexpected' }
}

function isPassing(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code, status } = cause as { code?: unknown; status?: unknown }
    if (typeof status === 'number' && (PASSING.includes(status) || status >= 500)) return true
    if (typeof code === 'string' && (UNREACHABLE.has(code) || code.startsWith('UND_ERR'))) return true
    // The driver's names for a server that is away, slow or has just changed.
    if (TIMED_OUT.has(cause.name) || /^Mongo(Network|ServerSelection|NotConnected|PoolCleared|Topology)/.test(cause.name))
      return true
  }
  return false
}
