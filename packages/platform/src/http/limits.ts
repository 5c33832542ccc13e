// Every bound of HTTP, with its unit; app.test.ts and tests/api/socket.test.ts reach them.
// Guarantees: what is above a bound is answered with a problem that says so, never by a crash or a cut. Does not: guard against a flood
// from many addresses; whatever stands before the api does.
export interface HttpLimits {
  readonly bodyBytesMax: number
  readonly pathParameterCharactersMax: number
  readonly headerBytesMax: number
  /** Those after it are not read. */
  readonly headersMax: number
  readonly connectionsMax: number
  readonly requestsInFlightMax: number
  /** For the head of a request to arrive. */
  readonly headersTimeoutMs: number
  /** For a body of JSON to arrive. */
  readonly bodyTimeoutMs: number
  /** For a whole request to arrive, files too: 10 MB in 5 minutes is 33 kB/s, a slow telephone. */
  readonly requestTimeoutMs: number
  /** How often Node looks for requests that are over their time. */
  readonly timeoutsCheckedEveryMs: number
  readonly connectionTimeoutMs: number
  /** Longer than the usual 60 s of a balancer in front, which must be the one to hang up. */
  readonly keepAliveTimeoutMs: number
  /** After which a command is not tried again. */
  readonly commandDeadlineMs: number
  readonly pageRowsMax: number
  readonly pageRowsDefault: number
  /** How long a list waits for the write named in Simpul-After. */
  readonly afterWaitMs: number
  readonly afterPollMs: number
  readonly readyTimeoutMs: number
}

export const httpLimits: HttpLimits = {
  bodyBytesMax: 65_536,
  pathParameterCharactersMax: 128,
  headerBytesMax: 16_384,
  headersMax: 100,
  connectionsMax: 5_000,
  requestsInFlightMax: 1_000,
  headersTimeoutMs: 10_000,
  bodyTimeoutMs: 30_000,
  requestTimeoutMs: 300_000,
  timeoutsCheckedEveryMs: 1_000,
  connectionTimeoutMs: 60_000,
  keepAliveTimeoutMs: 72_000,
  commandDeadlineMs: 10_000,
  pageRowsMax: 100,
  pageRowsDefault: 25,
  afterWaitMs: 2_000,
  afterPollMs: 25,
  readyTimeoutMs: 1_000,
}
