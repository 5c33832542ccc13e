// The port to a solver of mixed-integer models: what is asked of it, and what may come back.
// Guarantees: a caller can tell the proven best from the best so far, from "there is none", from "it did not work".
// Does not guarantee: that values keep the rows; a solver works with tolerances.
import type { Model } from './model.ts'

export interface Effort {
  readonly secondsMax: number
  /** It may stop when the best that could still come is so close, in ppm; 0: only when proven. */
  readonly gapPpm: number
  readonly signal?: AbortSignal
}

export type Solution =
  /** `bound`: no choice gains more; it is proven. */
  | { readonly status: 'optimal'; readonly values: readonly number[]; readonly bound: number }
  /** Time was over; the best that was found. */
  | { readonly status: 'stopped'; readonly values: readonly number[] | null; readonly bound: number | null }
  | { readonly status: 'impossible' }
  /** Whatever else: bad input, no bound, trouble with numbers, a solver that died. */
  | { readonly status: 'failed'; readonly why: string }

export type Solve = (model: Model, effort: Effort) => Promise<Solution>
