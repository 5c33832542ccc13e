// The words for what a simulated system is told to do about one NIK or NIB: by the table of fixtures, or at run time (scenarios.ts).

export const SCENARIOS = ['ok', 'mismatch', 'not-found', 'stale', 'slow', '500', 'garbage', 'closed'] as const
export type Scenario = (typeof SCENARIOS)[number]
export type System = 'dukcapil' | 'oss' | 'sikp' | 'slik'

export interface Setting {
  readonly scenario: Scenario
  /** Merged over the answer; for `slow` `{ ms }`, for `garbage` `{ body }`, for a failing registration `{ recorded }`. */
  readonly data?: Readonly<Record<string, unknown>>
}
