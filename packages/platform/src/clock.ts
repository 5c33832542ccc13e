// The one place that reads the wall clock and waits. Tests and the simulation put a virtual one here.
import type { Instant } from '@simpul/kernel'

export interface Clock {
  /** Milliseconds since 1970, wall clock. Only for stamping and for deadlines that people see. */
  now(): number
  /** Milliseconds on a clock that never jumps. For leases and timeouts. */
  monotonic(): number
  sleep(ms: number): Promise<void>
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
}

export const instantOf = (ms: number): Instant => new Date(ms).toISOString()
