// Every bound of HTTP, with its unit; app.test.ts reaches those that a request can reach.
export interface HttpLimits {
  readonly bodyBytesMax: number
  readonly pathParameterCharactersMax: number
  /** For a whole request to arrive. */
  readonly requestTimeoutMs: number
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
  requestTimeoutMs: 30_000,
  connectionTimeoutMs: 60_000,
  keepAliveTimeoutMs: 72_000,
  commandDeadlineMs: 10_000,
  pageRowsMax: 100,
  pageRowsDefault: 25,
  afterWaitMs: 2_000,
  afterPollMs: 25,
  readyTimeoutMs: 1_000,
}
