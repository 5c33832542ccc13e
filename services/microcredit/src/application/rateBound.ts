// How much a proposal or an akad may charge: never more than the edition in force says of the scheme on that day.
// Guarantees: a proposal keeps to the rate of its verdict where that is known; an akad to the approved rate, unless the scheme's rule
// changed in between (the rate follows the day of the akad, MC §1.1).
// The edition is looked up by the route, like every fact that a decision rests on.
// Does not guarantee: that the bound is law; the confidence of the rule says how sure that is.
import type { Day } from '@simpul/kernel'
import { refuse } from './undoRefusals.ts'
import { versionAt, type RuleBook } from '../rules/ruleBook.ts'
import type { Scheme } from '../scheme.ts'
import type { File, Promised, Terms } from './application.ts'

/** Of the edition in force for that day. */
export type RateBook = RuleBook['schemes']

interface Bound {
  readonly version: string
  readonly maxPpm: number
}

/** The highest rate of the scheme, at any access; of the latest rule before that day when nothing is known of its own. */
export function rateBoundOf(book: RateBook, scheme: Scheme, on: Day): Bound {
  const versions = book.find((entry) => entry.scheme === scheme)?.versions ?? []
  const known = versions.filter(({ bound: { rates } }) => rates.length > 0)
  const version = versionAt(known, on) ?? known.findLast(({ from }) => from <= on)
  if (!version) return { version: 'none', maxPpm: 0 }
  return { version: version.id, maxPpm: Math.max(...version.bound.rates.flatMap(({ byAccess }) => byAccess)) }
}

export function checkProposedRate(book: RateBook, { asked: { scheme }, verdict }: File, { ratePpm }: Terms, on: Day): void {
  const { version, maxPpm } = rateBoundOf(book, scheme, on)
  checkRate(scheme, ratePpm, { version, maxPpm: Math.min(maxPpm, verdict?.ratePpm ?? maxPpm) })
}

export function checkAkadRate(book: RateBook, { file, approval }: Promised, { ratePpm }: Terms, signedOn: Day): void {
  const { scheme } = file.asked
  const bound = rateBoundOf(book, scheme, signedOn)
  const decidedOn = approval.approvedOn ?? file.verdict?.akadOn ?? signedOn
  const sameRule = rateBoundOf(book, scheme, decidedOn).version === bound.version
  checkRate(scheme, ratePpm, sameRule ? { ...bound, maxPpm: Math.min(bound.maxPpm, approval.terms.ratePpm) } : bound)
}

function checkRate(scheme: Scheme, ratePpm: number, { version, maxPpm }: Bound): void {
  if (ratePpm > maxPpm) throw refuse('application/rate-above-rule', { ratePpm, maxPpm, scheme, version })
}
