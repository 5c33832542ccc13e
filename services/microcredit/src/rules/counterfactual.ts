// What would turn the answer: the smallest change that is in the applicant's own hands, found by search, proven by the verdict.
// Guarantees: every way was judged by `verdict` itself and reaches what it says; none with fewer changes, or with as many and smaller
// ones, reaches it; when there is none, that is said. Each further way reaches more than the one before it.
// Does not guarantee: that a change is wise: a larger loan is offered only "if the business needs it".
import type { Day } from '@simpul/kernel'
import { checks } from './checks/index.ts'
import type { ApplicantFacts } from './facts.ts'
import { kurRules } from './kurRules.ts'
import { amountsOf, bringFor, schemesOf, tenorOf, waitsOf, type Case, type Change, type Setting } from './levers.ts'
import type { KurScheme, RuleBook, Sentence } from './ruleBook.ts'
import { holdsOpen, isNo, plafonOf, schemeOf, verdict, type KurVerdict, type RuleResult } from './verdict.ts'

/** From a no (0) over a condition (1) and a question to a person (2) to a yes (3). */
export type Standing = 0 | 1 | 2 | 3

export interface Way {
  readonly changes: readonly Change[]
  /** Sum of the relative sizes. */
  readonly size: number
  /** The verdict on the changed facts. */
  readonly proof: KurVerdict
  readonly sentence: Sentence
}

export interface Counterfactual {
  readonly start: KurVerdict
  readonly ways: readonly Way[]
  readonly sentence: Sentence
}

export function standingOf({ outcome, indicative }: Pick<KurVerdict, 'outcome' | 'indicative'>): Standing {
  if (outcome === 'eligible') return 3
  if (outcome === 'refer' && indicative === 'eligible') return 2
  return outcome === 'conditional' || indicative === 'conditional' ? 1 : 0
}

export function counterfactual(facts: ApplicantFacts, akadOn: Day, book: RuleBook = kurRules): Counterfactual {
  const start = verdict(facts, akadOn, book)
  const standing = standingOf(start)
  if (standing === 3) return { start, ways: [], sentence: ALREADY }
  const best = search({ facts, akadOn }, standing, book)
  const ways: Way[] = []
  let reached: Standing = standing
  for (const way of best)
    if (way && standingOf(way.proof) > reached) {
      ways.push(way)
      reached = standingOf(way.proof)
    }
  return { start, ways, sentence: ways[0]?.sentence ?? NONE }
}

/** By standing: the smallest way that reaches it or more. */
type Best = [Way | null, Way | null, Way | null, Way | null]

/**
 * Scheme and waiting choose the rules; under them the amount chooses which of them ask for more; what is then still in the way has
 * one remedy each (a paper, a shorter tenor) or none. So all of scheme × waiting × amount is tried, least changes first, and the
 * rest follows.
 */
function search(start: Case, standing: Standing, book: RuleBook): Best {
  const best: Best = [null, null, null, null]
  const contexts = [null, ...schemesOf(start, book)].flatMap((scheme) =>
    [null, ...waitsOf(start, book)].map((wait) => [scheme, wait].filter((each) => each !== null)),
  )
  contexts.sort((a, b) => a.length - b.length)
  const amounts = amountsOf(start, book)
  for (const context of contexts) {
    if (isBeaten(context, best, standing)) continue
    tryAmounts(start, context, amounts, standing, best, book)
  }
  return best
}

function tryAmounts(
  start: Case,
  context: readonly Setting[],
  amounts: readonly Setting[],
  standing: Standing,
  best: Best,
  book: RuleBook,
): void {
  const here = applied(start, context)
  const unchanged = remedied(start, context, standing, best, book)
  // A scheme that was named stays what it is at any amount; one that the amount chooses is looked at once for each.
  const isNamed = here.facts.scheme !== null && here.facts.scheme !== undefined
  if (isNamed && !unchanged.some(looksAtAmount)) return
  const hopeless = new Set<KurScheme>()
  if (isNamed && unchanged.some((result) => isDead(result, here, book))) return
  for (const amount of amounts) {
    const settings = [...context, amount]
    if (isBeaten(settings, best, standing)) continue
    const scheme = schemeAt(applied(start, settings), book)
    if (scheme === null || hopeless.has(scheme)) continue
    const inTheWay = remedied(start, settings, standing, best, book)
    if (inTheWay.some((result) => isDead(result, here, book))) hopeless.add(scheme)
  }
}

/** The scheme in which this amount lies; null when it lies in none. The lower bound of a named one may be inside. */
function schemeAt({ facts: { scheme, plafonIdr }, akadOn }: Case, book: RuleBook): KurScheme | null {
  if (!scheme) return schemeOf(plafonIdr, akadOn, book) ?? null
  const bound = plafonOf(scheme, akadOn, book)
  return bound !== undefined && plafonIdr >= bound.aboveIdr && plafonIdr <= bound.upToIdr ? scheme : null
}

/** Applies what remedies each rule that is in the way, remembers what came of it, and says what was in the way before. */
function remedied(
  start: Case,
  settings: readonly Setting[],
  standing: Standing,
  best: Best,
  book: RuleBook,
): readonly RuleResult[] {
  const here = applied(start, settings)
  const before = verdict(here.facts, here.akadOn, book)
  const inTheWay = before.rules.filter((result) => isNo(result) || holdsOpen(result))
  remember(settings, before, standing, best)
  const remedyOf = (result: RuleResult) => remedy(result, here, book) ?? []
  const noes = inTheWay.filter(isNo).flatMap(remedyOf)
  const all = inTheWay.flatMap(remedyOf)
  for (const remedies of noes.length < all.length ? [noes, all] : [all]) {
    if (remedies.length === 0) continue
    const whole = [...settings, ...remedies]
    if (isBeaten(whole, best, standing)) continue
    const after = applied(here, remedies)
    remember(whole, verdict(after.facts, after.akadOn, book), standing, best)
  }
  return inTheWay
}

function remedy(result: RuleResult, here: Case, book: RuleBook): Setting | null {
  if (result.rule !== 'R-TENOR') return bringFor(result.rule, here, book)
  const longest = result.bound
  return result.result === 'failed' && typeof longest === 'number' && longest > 0 ? tenorOf(here, longest) : null
}

const looksAtAmount = ({ rule }: RuleResult): boolean => checks[rule].looksAt.includes('plafonIdr')

/** A no that neither another amount nor anything brought can turn. */
const isDead = (result: RuleResult, here: Case, book: RuleBook): boolean =>
  isNo(result) && !looksAtAmount(result) && remedy(result, here, book) === null

const applied = (start: Case, settings: readonly Setting[]): Case => settings.reduce((before, { apply }) => apply(before), start)
const sizeOf = (changes: readonly Change[]): number => changes.reduce((sum, { size }) => sum + size, 0)

/** For every standing that could still be gained, something with fewer changes, or with as many and smaller, was found. */
function isBeaten(settings: readonly Setting[], best: Best, standing: Standing): boolean {
  const size = sizeOf(settings.map(({ change }) => change))
  return best.every((way, level) => level <= standing || (way !== null && !isSmaller(settings.length, size, way)))
}

const isSmaller = (count: number, size: number, than: Way): boolean =>
  count < than.changes.length || (count === than.changes.length && size < than.size)

function remember(settings: readonly Setting[], proof: KurVerdict, standing: Standing, best: Best): void {
  const reached = standingOf(proof)
  const changes = settings.map(({ change }) => change)
  const size = sizeOf(changes)
  for (let level = reached; level > standing; level--) {
    const way = best[level]
    if (!way || isSmaller(changes.length, size, way))
      best[level] = { changes, size, proof, sentence: sentenceOf(changes, reached) }
  }
}

const REACHED: readonly Sentence[] = [
  { id: '', en: '' },
  { id: 'Setelah itu tinggal melengkapi yang masih terbuka.', en: 'After that only what is still open has to be completed.' },
  { id: 'Setelah itu penyalur yang memastikan.', en: 'After that the lender makes sure.' },
  { id: 'Setelah itu semua syarat terpenuhi.', en: 'After that every rule is met.' },
]
const ALREADY = { id: 'Semua syarat sudah terpenuhi.', en: 'Every rule is met already.' }
const NONE = {
  id: 'Tidak ada perubahan pada jumlah, tenor, skema, surat, atau waktu yang mengubah jawaban ini. Pendamping atau penyalur dapat membantu mencari jalan lain.',
  en: 'No change of amount, tenor, scheme, papers or time turns this answer. A facilitator or the lender can help to find another way.',
}

function sentenceOf(changes: readonly Change[], reached: Standing): Sentence {
  const after = REACHED[reached] ?? { id: '', en: '' }
  return {
    id: [...changes.map(({ sentence }) => sentence.id), after.id].join(' '),
    en: [...changes.map(({ sentence }) => sentence.en), after.en].join(' '),
  }
}
