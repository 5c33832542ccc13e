// A policy as the tests tell it: up to 50 million one approver, above it a committee of five with a quorum of three.
import type { PolicyText } from './policy.ts'
import { VARIABLES, type Scorecard } from './scorecard.ts'
import type { Committee } from './tiers.ts'

export const committee: Committee = {
  members: ['p-a', 'p-b', 'p-c', 'p-d', 'p-e'],
  quorum: 3,
  chair: 'p-a',
  chairCasts: false,
}

/** A tenth of the weight each, the last one none. */
export const scorecard: Scorecard = VARIABLES.map((variable, index) => ({
  variable,
  weightPpm: index === VARIABLES.length - 1 ? 0 : 100_000,
  bands: [
    { from: 0, points: 100 },
    { from: 700_000, points: 0 },
  ],
}))

export const policyText: PolicyText = {
  tiers: [
    { upToIdr: 50_000_000, committee: null },
    { upToIdr: null, committee },
  ],
  workingDays: { survey: 3, decision: 1 },
  scorecard,
}
