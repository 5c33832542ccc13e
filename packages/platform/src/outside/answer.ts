// What a call to an outside system can come back with: a value, or the one word that says why not.
// Guarantees: no failure that an outside system can cause is thrown; nothing here ever holds what was asked or answered
// besides the value itself, so a Down or an Unsettled may be logged as it is. Shown by outside.test.ts.
import type { Instant } from '@simpul/kernel'

/**
 * Why there is no answer.
 * `refused`: never reached them (nothing listening, unknown host, bad certificate), so nothing was done there.
 * `timeout`, `closed`, `5xx`, `garbage`: they may have acted. `rejected`: a 4xx that is no answer (our key, our request).
 * `throttled`: 429. `breaker-open`, `busy`: we did not call (they were down lately; too many of our calls are open).
 */
export type DownReason = 'timeout' | 'refused' | 'closed' | '5xx' | 'garbage' | 'rejected' | 'throttled' | 'breaker-open' | 'busy'

export interface Answer<Value> {
  readonly kind: 'answer'
  readonly value: Value
  /** The moment the data are of, as the source says it; without such a field, when we received them. */
  readonly asOf: Instant
  /** Milliseconds since we received it; 0 when live. */
  readonly ageMs: number
  readonly from: 'live' | 'cache'
  /** Set when a cached answer stands in for a system that is down now. */
  readonly insteadOf?: DownReason
}

export interface Down {
  readonly kind: 'down'
  readonly system: string
  readonly operation: string
  readonly reason: DownReason
  /** A fixed word for people who look into it: `503`, `ECONNREFUSED`, `schema`, `64 KiB`. Never text of the other side. */
  readonly detail: string
  /** Calls that were made; 0 when the breaker was open at once. */
  readonly attempts: number
  /** They asked us to wait this long. */
  readonly retryAfterMs?: number
}

/** A registration that may or may not have been made. Ask again later: asking begins with a lookup, never with a repetition. */
export interface Unsettled {
  readonly kind: 'unsettled'
  readonly system: string
  readonly operation: string
  readonly reason: DownReason
  readonly detail: string
}

export type Asked<Value> = Answer<Value> | Down
export type Registered<Value> = (Answer<Value> & { readonly via: 'send' | 'lookup' }) | Down | Unsettled

/**
 * `firm`: the data were current when we asked and we asked lately. `aged`: decide on it only where an older fact suffices,
 * or ask again.
 */
export type Confidence = 'firm' | 'aged'

/** How far an answer carries, when data older than `firmForMs` are no longer current for this purpose. */
export function confidenceOf(answer: Answer<unknown>, firmForMs: number, nowMs: number): Confidence {
  if (answer.insteadOf !== undefined) return 'aged'
  return nowMs - Date.parse(answer.asOf) <= firmForMs ? 'firm' : 'aged'
}
