// What would turn the answer: the smallest change that is in the applicant's own hands, found by search, proven by the verdict.
// Guarantees: every way was judged by `verdict` itself and reaches what it says; none with fewer changes, or with as many and smaller
// ones, reaches it; when there is none, that is said. Each further way reaches more than the one before it.
// Does not guarantee: that a change is wise: a larger loan is offered only "if the business needs it".
import type { Day, Rupiah } from '@simpul/kernel'
import { checks } from './checks/index.ts'
import type { ApplicantFacts } from './facts.ts'
import { freshened } from './freshness.ts'
import { holdsOpen, isNo, judge, rulesOf, schemeOf, type Judged } from './judge.ts'
import { kurRules } from './kurRules.ts'
import { amountsOf, bringFor, schemesOf, tenorOf, waitsOf, type Case, type Change, type Setting } from './levers.ts'
import type { Bounds, KurScheme, RuleBook, RuleId, Sentence } from './ruleBook.ts'
import { verdict, type KurVerdict } from './verdict.ts'

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

export function counterfactual(told: ApplicantFacts, akadOn: Day, book: RuleBook = kurRules): Counterfactual {
  const facts = freshened(told, akadOn, book)
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
  return { start, ways, sentence: ways[0]?.sentence ?? noneOf(start) }
}

/** By standing: the smallest way that reaches it or more. */
type Best = (Way | null)[]

/** What is looked for, and what was found so far. */
interface Search {
  readonly start: Case
  readonly standing: Standing
  readonly book: RuleBook
  readonly amounts: readonly Setting[]
  readonly best: Best
}

/**
 * Scheme and waiting choose the rules; under them the amount chooses which of them ask for more; what is then still in the way has
 * one remedy each (a paper, a shorter tenor) or none. So all of scheme × waiting × amount is looked at, least changes first, and the
 * rest follows.
 */
function search(start: Case, standing: Standing, book: RuleBook): Best {
  const found: Search = { start, standing, book, amounts: amountsOf(start, book), best: [null, null, null, null] }
  const contexts = [null, ...schemesOf(start, book)].flatMap((scheme) =>
    [null, ...waitsOf(start, book)].map((wait) => [scheme, wait].filter((each) => each !== null)),
  )
  contexts.sort((a, b) => a.length - b.length)
  for (const context of contexts) if (!isBeaten(context, found)) tryAmounts(context, found)
  return found.best
}

function tryAmounts(context: readonly Setting[], found: Search): void {
  const here = context.reduce((before, { apply }) => apply(before), found.start)
  const cores = new Map<KurScheme, readonly Judged[]>()
  const coreOf = (scheme: KurScheme) => {
    const core = cores.get(scheme) ?? inTheWay(scheme, here, (rule) => !looksAtAmount(rule), found.book)
    cores.set(scheme, core)
    return core
  }
  const schemeAt = (plafonIdr: Rupiah) => here.facts.scheme ?? schemeOf(plafonIdr, here.akadOn, found.book)
  /** Whether another amount in the same scheme could do more. */
  const ask = (plafonIdr: Rupiah, settings: readonly Setting[]): boolean => {
    const scheme = schemeAt(plafonIdr)
    if (!scheme) return false
    const core = coreOf(scheme)
    if (isBeaten(settings, found, reachOf(core, here, found.book))) return false
    const asked = { ...here, facts: { ...here.facts, plafonIdr } }
    const byAmount = inTheWay(scheme, asked, looksAtAmount, found.book)
    tryRemedies(asked, settings, [...core, ...byAmount], found)
    return byAmount.length > 0
  }
  const scheme = schemeAt(here.facts.plafonIdr)
  const amountMatters = ask(here.facts.plafonIdr, context)
  for (const amount of found.amounts) {
    const plafonIdr = Number(amount.change.to)
    if (amountMatters || schemeAt(plafonIdr) !== scheme) ask(plafonIdr, [...context, amount])
  }
}

/** What can be reached at best past these rules: nothing past a no without a remedy, a condition past what nobody can bring. */
function reachOf(blocking: readonly Judged[], here: Case, book: RuleBook): Standing {
  const without = blocking.filter((each) => remedy(each, here, book) === null)
  if (without.some(isNo)) return 0
  return without.some(holdsOpen) ? 1 : 3
}

/** The rules that say no, or hold the answer open, of those that are asked about. */
function inTheWay(
  scheme: KurScheme,
  { facts, akadOn }: Case,
  isAsked: (rule: RuleId) => boolean,
  book: RuleBook,
): readonly Judged[] {
  return rulesOf(book, scheme).applicant.flatMap((rule) => {
    const judged = isAsked(rule.rule) ? judge(rule, scheme, facts, akadOn) : null
    return judged && (isNo(judged) || holdsOpen(judged) || judged.answer.hinges) ? judged : []
  })
}

/** As it is; with what turns every no; with what settles everything. The verdict itself says what each of them reaches. */
function tryRemedies(here: Case, settings: readonly Setting[], blocking: readonly Judged[], found: Search): void {
  const noes = remediesOf(blocking.filter(isNo), here, found.book)
  const all = remediesOf(
    blocking.filter((each) => isNo(each) || holdsOpen(each)),
    here,
    found.book,
  )
  const tries = [
    { remedies: noes, atBest: 1 },
    { remedies: all, atBest: 3 },
  ] as const
  for (const { remedies, atBest } of tries) {
    if (remedies === null) continue
    const whole = [...settings, ...remedies]
    if (whole.length === 0 || isBeaten(whole, found, atBest)) continue
    const { facts, akadOn } = remedies.reduce((before, { apply }) => apply(before), here)
    remember(whole, verdict(facts, akadOn, found.book), found)
  }
}

/** Null when one of them has no remedy. */
function remediesOf(blocking: readonly Judged[], here: Case, book: RuleBook): readonly Setting[] | null {
  const remedies = blocking.map((each) => remedy(each, here, book))
  return remedies.some((each) => each === null) ? null : remedies.filter((each) => each !== null)
}

function remedy({ rule, version, answer }: Judged, here: Case, book: RuleBook): Setting | null {
  if (rule.rule === 'R-TENOR') {
    const longest = answer.bound
    return answer.result === 'failed' && typeof longest === 'number' && longest > 0 ? tenorOf(here, longest) : null
  }
  // A no is turned by a paper in one rule alone: a training may stand in for the age of a business.
  if (answer.result === 'failed' && answer.whenFailed === 'no' && !standsIn(rule.rule, version.bound)) return null
  return bringFor(rule.rule, here, book)
}

const standsIn = (rule: RuleId, bound: unknown): boolean =>
  rule === 'R-BIZAGE' && (bound as Bounds['R-BIZAGE']).orOneOf.includes('training')

const looksAtAmount = (rule: RuleId): boolean => checks[rule].looksAt.includes('plafonIdr')

const sizeOf = (settings: readonly Setting[]): number => settings.reduce((sum, { change }) => sum + change.size, 0)

/** For every standing that these could gain, something with fewer changes, or with as many and smaller, was found. */
function isBeaten(settings: readonly Setting[], { best, standing }: Search, atBest: Standing = 3): boolean {
  const size = sizeOf(settings)
  return best.every(
    (way, level) => level <= standing || level > atBest || (way !== null && !isSmaller(settings.length, size, way)),
  )
}

const isSmaller = (count: number, size: number, than: Way): boolean =>
  count < than.changes.length || (count === than.changes.length && size < than.size)

function remember(settings: readonly Setting[], proof: KurVerdict, { best, standing }: Search): void {
  const reached = standingOf(proof)
  const changes = settings.map(({ change }) => change)
  const size = sizeOf(settings)
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

/** Nothing is in the applicant's hands; what the answer waits for is named. */
function noneOf({ rules, restsOn }: KurVerdict): Sentence {
  const open = rules.filter(({ rule, result }) => result === 'unknown' && restsOn.includes(rule)).map(({ sentence }) => sentence)
  if (open.length === 0) return NONE
  return {
    id: `${NONE.id} Yang masih ditunggu: ${open.map(({ id }) => id).join(' ')}`,
    en: `${NONE.en} What it waits for: ${open.map(({ en }) => en).join(' ')}`,
  }
}

function sentenceOf(changes: readonly Change[], reached: Standing): Sentence {
  const after = REACHED[reached] ?? { id: '', en: '' }
  return {
    id: [...changes.map(({ sentence }) => sentence.id), after.id].join(' '),
    en: [...changes.map(({ sentence }) => sentence.en), after.en].join(' '),
  }
}
