// Which scheme fits: all of them, for the same wish, ranked, each with its answer, its instalment and its reason.
// Guarantees: each is judged by `verdict`; what the lender decides or nobody confirmed is said so. First the better answer, then the
// lower instalment, then the order of the book. Does not guarantee: that the applicant wants it.
import type { Day, Rupiah } from '@simpul/kernel'
import { standingOf } from './counterfactual.ts'
import type { ApplicantFacts } from './facts.ts'
import { kurRules } from './kurRules.ts'
import { plafonOf } from './judge.ts'
import type { KurScheme, RuleBook, Sentence } from './ruleBook.ts'
import { verdict, type KurVerdict } from './verdict.ts'

export interface SchemeFit {
  readonly scheme: KurScheme
  readonly name: Sentence
  readonly verdict: KurVerdict
  readonly instalmentIdr: Rupiah | null
  /** The amount nearest to the one asked for that this scheme is for; null when the one asked for is. */
  readonly nearestPlafonIdr: Rupiah | null
  readonly reason: Sentence
}

export function schemeFits(facts: ApplicantFacts, akadOn: Day, book: RuleBook = kurRules): readonly SchemeFit[] {
  const fits = book.schemes.map(({ scheme, name }): SchemeFit => {
    const given = verdict({ ...facts, scheme }, akadOn, book)
    const { instalmentIdr } = given
    const nearestPlafonIdr = nearest(facts.plafonIdr, plafonOf(scheme, akadOn, book))
    return { scheme, name, verdict: given, instalmentIdr, nearestPlafonIdr, reason: reasonOf(given) }
  })
  return fits.toSorted((a, b) => standingOf(b.verdict) - standingOf(a.verdict) || rank(a) - rank(b))
}

/** An instalment that nobody knows is not a low one. */
const rank = ({ instalmentIdr }: SchemeFit): number => instalmentIdr ?? Number.MAX_SAFE_INTEGER

function nearest(plafonIdr: Rupiah, bound: ReturnType<typeof plafonOf>): Rupiah | null {
  if (!bound || (plafonIdr > bound.aboveIdr && plafonIdr <= bound.upToIdr)) return null
  return plafonIdr <= bound.aboveIdr ? bound.aboveIdr + 1 : bound.upToIdr
}

/** The sentences of what the answer rests on; without any, that every rule is met, or what is still to be settled. */
function reasonOf({ outcome, restsOn, rules, flags }: KurVerdict): Sentence {
  const because = rules.filter(({ rule }) => restsOn.includes(rule)).map(({ sentence }) => sentence)
  const sentences = because.length > 0 ? because : outcome === 'refer' ? flags.map(({ sentence }) => sentence) : []
  if (sentences.length === 0) return { id: 'Semua syarat terpenuhi.', en: 'Every rule is met.' }
  return { id: sentences.map(({ id }) => id).join(' '), en: sentences.map(({ en }) => en).join(' ') }
}
