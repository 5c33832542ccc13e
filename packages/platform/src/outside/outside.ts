// The one way to call a system that is not ours: bounded in time, bytes, attempts and open calls, behind a circuit breaker.
// Guarantees: an expected failure is a value (answer.ts), never thrown; only questions are repeated, a registration is looked up;
// what was asked is in no failure, no cache key and no observation.
// Does not guarantee: a total below attempts × timeoutMs + waits; that the breaker closes on time when the wall clock is set back.
import { createHmac, randomBytes } from 'node:crypto'
import { circuitBreaker, CircuitState, ConsecutiveBreaker, handleWhenResult, BrokenCircuitError } from 'cockatiel'
import type { TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'
import type { Instant } from '@simpul/kernel'
import { instantOf, systemClock, type Clock } from '../clock.ts'
import type { Answer, Asked, Down, DownReason, Registered } from './answer.ts'
import { attempt, type Answers, type Came, type Failed, type Request, type ValueOf } from './attempt.ts'
import { memoryCache, type AnswerCache, type Kept } from './cache.ts'

export const IN_FLIGHT_MAX = 32 // a second more of waiting calls than that, and the system is down for us anyway
export const BODY_BYTES_MAX = 64 * 1_024 // the longest answer we know, a SLIK list of 100 credits, has 20 kB
export const CACHE_ENTRIES_MAX = 1_000 // × 64 KiB = 64 MB at the very worst, 2 MB with usual answers
const RETRY_WAIT_FIRST_MS = 200
const RETRY_WAIT_MAX_MS = 2_000

/** One attempt, as metrics and logs see it. Holds no path and no body. */
export interface Observation {
  readonly system: string
  readonly operation: string
  readonly outcome: 'answer' | DownReason
  /** 1 for the first. */
  readonly attempt: number
  readonly durationMs: number
}

export interface OutsideOptions {
  /** In metrics and failures, e.g. `dukcapil`. */
  readonly name: string
  readonly baseUrl: string
  /** For one attempt, from connecting to the last byte. */
  readonly timeoutMs: number
  /** Of a question, the first included. */
  readonly attempts: number
  /** Opens after so many failed attempts in a row (timeout, refused, closed, 5xx); one probe is let through after openForMs. */
  readonly breaker: { readonly failures: number; readonly openForMs: number }
  readonly retryWaitMs?: { readonly first: number; readonly max: number }
  readonly inFlightMax?: number
  readonly bodyBytesMax?: number
  readonly cache?: AnswerCache
  /** Keys of a cache that processes share need a secret that they share: a bare hash of a NIK can be searched through. */
  readonly cacheKeySecret?: Uint8Array
  /** Credentials, asked for at each call so that they can be renewed. */
  readonly headers?: () => Readonly<Record<string, string>>
  readonly clock?: Clock
  /** 0 ≤ x < 1. */
  readonly random?: () => number
  readonly observe?: (observation: Observation) => void
}

/** A call that changes nothing there, so it may be repeated. */
export interface QuestionSpec<Input, A extends Answers> {
  readonly operation: string
  readonly answers: A
  readonly request: (input: Input) => Request
  /** The moment the data are of; a value that is no time counts as garbage. */
  readonly asOf?: (value: ValueOf<A>) => Instant | undefined
  /** Answers of status 200: served without asking up to freshMs old; up to staleMs when the system is down. */
  readonly cacheFor?: { readonly freshMs: number; readonly staleMs: number }
}

export interface AskOptions {
  /** A cached answer may be at most this old; 0 asks live and accepts no substitute. */
  readonly maxAgeMs?: number
}

/** A call that changes something there, once per key. A lookup answers 404 and `absent` for a key that they do not have. */
export interface RegistrationSpec<Input extends { readonly key: string }, A extends Answers, L extends Answers> {
  readonly operation: string
  readonly answers: A
  readonly request: (input: Input) => Request
  /** `absent` is the body of their own 404: the 404 of a mistaken address proves nothing. */
  readonly lookup: { readonly answers: L; readonly absent: TSchema; readonly request: (key: string) => Request }
  readonly asOf?: (value: ValueOf<A> | ValueOf<L>) => Instant | undefined
}

export interface Outside {
  question<Input, A extends Answers>(
    spec: QuestionSpec<Input, A>,
  ): (input: Input, options?: AskOptions) => Promise<Asked<ValueOf<A>>>
  registration<Input extends { readonly key: string }, A extends Answers, L extends Answers>(
    spec: RegistrationSpec<Input, A, L>,
  ): {
    /** Looks the key up, sends once if it is not there, looks up again if the sending was ambiguous. */
    register(input: Input): Promise<Registered<ValueOf<A> | ValueOf<L>>>
    /** `{ kind: 'absent' }`: they do not have it now; something still under way may arrive later. */
    lookup(key: string): Promise<Asked<ValueOf<L>> | { readonly kind: 'absent' }>
  }
}

/** What every call has in common. */
interface Call {
  readonly operation: string
  readonly validators: ReadonlyMap<number, Validator>
  readonly asOf: ((value: { status: number; body: unknown }) => Instant | undefined) | undefined
}

const OPENS_BREAKER: ReadonlySet<DownReason> = new Set(['timeout', 'refused', 'closed', '5xx'])
const WORTH_REPEATING: ReadonlySet<DownReason> = new Set(['timeout', 'refused', 'closed', '5xx', 'throttled'])
const NOT_CALLED: ReadonlySet<DownReason> = new Set(['breaker-open', 'busy'])
const MAY_HAVE_ACTED: ReadonlySet<DownReason> = new Set(['timeout', 'closed', '5xx', 'garbage'])
const ABSENT = 404

export function outside(options: OutsideOptions): Outside {
  const client = clientOf(options)
  return {
    question(spec) {
      const call = callOf(spec.operation, spec.answers, spec.asOf)
      const cached = cachedAnswers(options, call, spec.cacheFor)
      return async (input, { maxAgeMs = Infinity } = {}) => {
        const request = spec.request(input)
        const kept = await cached.find(request, maxAgeMs)
        if (kept?.isFresh === true) return kept.answer as Answer<never>
        const result = await client.ask(call, request)
        if (result.kind === 'answer') await cached.keep(request, result)
        else if (kept !== undefined) return { ...kept.answer, insteadOf: result.reason } as Answer<never>
        return result as Asked<never>
      }
    },
    registration(spec) {
      const sending = callOf(spec.operation, spec.answers, spec.asOf)
      const answers = { ...spec.lookup.answers, [ABSENT]: spec.lookup.absent }
      const looking = callOf(`${spec.operation}-lookup`, answers, (value: Value) =>
        value.status === ABSENT ? undefined : spec.asOf?.(value as never),
      )
      const lookup = async (key: string) => {
        const found = await client.ask(looking, spec.lookup.request(key))
        return found.kind === 'answer' && found.value.status === ABSENT ? { kind: 'absent' as const } : found
      }
      return {
        lookup: (key) => lookup(key) as Promise<Asked<never>>,
        register: (input) =>
          registerOnce(client, sending, spec.request(input), () => lookup(input.key)) as Promise<Registered<never>>,
      }
    },
  }
}

type Value = { readonly status: number; readonly body: unknown }

/** A crash between sending and recording leaves us not knowing, so even the first call begins with a lookup. */
async function registerOnce(
  client: Client,
  call: Call,
  request: Request,
  lookup: () => Promise<Asked<Value> | { readonly kind: 'absent' }>,
): Promise<Registered<Value>> {
  const before = await lookup()
  if (before.kind === 'answer') return { ...before, via: 'lookup' }
  if (before.kind === 'down') return before // nothing was sent by this call; what an earlier one did stays to be looked up
  const sent = await client.once(call, request)
  if (sent.kind === 'answer') return { ...sent, via: 'send' }
  if (!MAY_HAVE_ACTED.has(sent.reason)) return sent
  const after = await lookup()
  if (after.kind === 'answer') return { ...after, via: 'lookup' }
  return { kind: 'unsettled', system: sent.system, operation: sent.operation, reason: sent.reason, detail: sent.detail }
}

interface Client {
  /** Repeats what may be repeated. */
  ask(call: Call, request: Request): Promise<Asked<Value>>
  once(call: Call, request: Request): Promise<Asked<Value>>
}

function clientOf(options: OutsideOptions): Client {
  const clock = options.clock ?? systemClock
  const random = options.random ?? Math.random
  const wait = options.retryWaitMs ?? { first: RETRY_WAIT_FIRST_MS, max: RETRY_WAIT_MAX_MS }
  const single = guardedAttempt(options, clock)

  /** Half to the whole of an exponential step, so that callers that failed together do not return together. */
  const waitBefore = (attemptNo: number) => Math.min(wait.max, wait.first * 2 ** (attemptNo - 2)) * (0.5 + random() / 2)

  const run = async (call: Call, request: Request, attempts: number): Promise<Asked<Value>> => {
    for (let attemptNo = 1; ; attemptNo += 1) {
      const result = await single(call, request, attemptNo)
      if (result.came) return answerOf(call, result, clock) ?? downOf(options.name, call, GARBLED_TIME, attemptNo)
      const retryAfterMs = result.retryAfterMs ?? 0
      if (attemptNo >= attempts || !WORTH_REPEATING.has(result.reason) || retryAfterMs > wait.max) {
        return downOf(options.name, call, result, NOT_CALLED.has(result.reason) ? attemptNo - 1 : attemptNo)
      }
      await clock.sleep(Math.max(retryAfterMs, waitBefore(attemptNo + 1)))
    }
  }
  return {
    ask: (call, request) => run(call, request, options.attempts),
    once: (call, request) => run(call, request, 1),
  }
}

/** One attempt behind the bound of open calls and the breaker. */
function guardedAttempt(options: OutsideOptions, clock: Clock) {
  const bounds = {
    baseUrl: options.baseUrl.replace(/\/$/, ''),
    timeoutMs: options.timeoutMs,
    bodyBytesMax: options.bodyBytesMax ?? BODY_BYTES_MAX,
  }
  const inFlightMax = options.inFlightMax ?? IN_FLIGHT_MAX
  // Garbage does not count: one odd record must not close the door on everybody else's.
  const breaker = circuitBreaker(
    handleWhenResult((result) => !(result as Came | Failed).came && OPENS_BREAKER.has((result as Failed).reason)),
    { halfOpenAfter: options.breaker.openForMs, breaker: new ConsecutiveBreaker(options.breaker.failures) },
  )
  let inFlight = 0

  return async (call: Call, request: Request, attemptNo: number): Promise<Came | Failed> => {
    if (inFlight >= inFlightMax) return { came: false, reason: 'busy', detail: `${inFlightMax} open calls` }
    // Cockatiel lets callers wait for the probe; ours get their answer now.
    if (breaker.state === CircuitState.HalfOpen) return BREAKER_OPEN
    inFlight += 1
    const startedAt = clock.monotonic()
    try {
      const headers = { ...options.headers?.(), ...request.headers }
      const result = await breaker.execute(() => attempt({ ...request, headers }, call.validators, bounds))
      const outcome = result.came ? 'answer' : result.reason
      options.observe?.({
        system: options.name,
        operation: call.operation,
        outcome,
        attempt: attemptNo,
        durationMs: clock.monotonic() - startedAt,
      })
      return result
    } catch (thrown) {
      if (thrown instanceof BrokenCircuitError) return BREAKER_OPEN
      throw thrown
    } finally {
      inFlight -= 1
    }
  }
}

const BREAKER_OPEN: Failed = { came: false, reason: 'breaker-open', detail: 'breaker-open' }
const GARBLED_TIME: Failed = { came: false, reason: 'garbage', detail: 'asOf' }

function callOf(operation: string, answers: Answers, asOf: ((value: never) => Instant | undefined) | undefined): Call {
  const validators = new Map<number, Validator>()
  for (const [status, schema] of Object.entries(answers)) validators.set(Number(status), Compile(schema))
  return { operation, validators, asOf: asOf as Call['asOf'] }
}

/** Undefined when the time that they give is none. */
function answerOf(call: Call, came: Came, clock: Clock): Answer<Value> | undefined {
  const now = clock.now()
  const value = { status: came.status, body: came.body }
  const said = call.asOf?.(value)
  if (said !== undefined && Number.isNaN(Date.parse(said))) return undefined
  // Their clock may run ahead of ours; data are never of the future.
  const asOf = said === undefined ? instantOf(now) : instantOf(Math.min(now, Date.parse(said)))
  return { kind: 'answer', value, asOf, ageMs: 0, from: 'live' }
}

function downOf(system: string, call: Call, failed: Failed, attempts: number): Down {
  return {
    kind: 'down',
    system,
    operation: call.operation,
    reason: failed.reason,
    detail: failed.detail,
    attempts,
    ...(failed.retryAfterMs === undefined ? {} : { retryAfterMs: failed.retryAfterMs }),
  }
}

function cachedAnswers(options: OutsideOptions, call: Call, cacheFor: QuestionSpec<never, Answers>['cacheFor']) {
  if (cacheFor === undefined) return { find: () => Promise.resolve(undefined), keep: () => Promise.resolve() }
  const clock = options.clock ?? systemClock
  const cache = options.cache ?? memoryCache(CACHE_ENTRIES_MAX)
  const secret = options.cacheKeySecret ?? randomBytes(32)
  const keyOf = (request: Request) =>
    createHmac('sha256', secret)
      .update(JSON.stringify([options.name, call.operation, request.method, request.path, request.body]))
      .digest('base64url')

  return {
    async find(request: Request, maxAgeMs: number) {
      const kept = await cache.get(keyOf(request))
      if (kept === undefined) return undefined
      const ageMs = Math.max(0, clock.now() - kept.receivedAt)
      if (ageMs > Math.min(maxAgeMs, cacheFor.staleMs) || maxAgeMs === 0) return undefined
      return { isFresh: ageMs <= cacheFor.freshMs, answer: fromCache(kept, ageMs) }
    },
    async keep(request: Request, answer: Answer<Value>) {
      // Only what they do have: a "not found" may be mended in the next minute.
      if (answer.value.status !== 200) return
      const kept = { ...answer.value, asOf: answer.asOf, receivedAt: clock.now() }
      await cache.set(keyOf(request), kept, cacheFor.staleMs)
    },
  }
}

function fromCache(kept: Kept, ageMs: number): Answer<Value> {
  return { kind: 'answer', value: { status: kept.status, body: kept.body }, asOf: kept.asOf, ageMs, from: 'cache' }
}
