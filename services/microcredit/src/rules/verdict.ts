// The verdict: facts + day of akad + rule book → may this business have this KUR, at what rate, and why.
// Guarantees: pure; a hard no rests on rules of confidence S or O alone, any other no is `refer` with the rule named; a missing
// fact is `conditional`; two published rates that exclude each other are handed to a person; the lender's faults are its own.
// Does not guarantee: rules that are not in the book (R-FIRSTKUR, R-ACCUM-*, R-CREDITHIST, R-BPJS, R-OMZET, …), nor the lender's will.
import { annuityIdr, annuitySchedule, formatRupiah, type Day, type Ppm, type Rupiah, type Schedule } from '@simpul/kernel'
import { evaluate, type Answer, type ApplicantFacts, type Sentence } from './evaluate.ts'
import { kurRules } from './kurRules.ts'
import {
  isFirm,
  versionAt,
  type AnyRule,
  type Cited,
  type KurScheme,
  type RateRow,
  type RuleBook,
  type RuleId,
  type SchemeEntry,
} from './ruleBook.ts'

export type Indicative = 'eligible' | 'conditional' | 'ineligible'

export interface RuleResult extends Answer, Cited {
  readonly rule: RuleId
  readonly version: string
}
export interface CitedPpm extends Cited {
  readonly ppm: Ppm
}
export interface Notice {
  readonly code:
    'R-COLL' | 'R-COLL-SANCTION' | 'plafon-kriting' | 'R-SPOUSE' | 'rate-contradictory' | 'no-scheme' | 'no-version' | 'no-rate'
  readonly sentence: Sentence
  readonly cite: string
  readonly conf: Cited['conf']
}
/** Another scheme that is open to the same person, when this one is not. */
export interface Alternative {
  readonly scheme: KurScheme
  readonly access: number
  readonly aboveIdr: Rupiah
  readonly upToIdr: Rupiah
  readonly rate: CitedPpm
}

export interface KurVerdict {
  readonly outcome: Indicative | 'refer'
  /** Only with `refer`: what it would be if what is unconfirmed were law. */
  readonly indicative: Indicative | null
  /** The rules that made the outcome what it is; empty when eligible. */
  readonly restsOn: readonly RuleId[]
  readonly edition: string
  readonly akadOn: Day
  readonly scheme: KurScheme | null
  /** 1 for the first KUR of this scheme; null while SIKP has not told. */
  readonly access: number | null
  readonly rate: CitedPpm | null
  readonly rateCandidates: readonly CitedPpm[]
  readonly subsidy: CitedPpm | null
  readonly instalmentIdr: Rupiah | null
  readonly rules: readonly RuleResult[]
  readonly flags: readonly Notice[]
  /** About the lender, for the auditor. */
  readonly compliance: readonly Notice[]
  readonly alternatives: readonly Alternative[]
}

export function verdict(facts: ApplicantFacts, akadOn: Day, book: RuleBook = kurRules): KurVerdict {
  const entry = book.schemes.find(({ aboveIdr, upToIdr }) => facts.plafonIdr > aboveIdr && facts.plafonIdr <= upToIdr)
  const terms = entry && termsOf(entry, facts, akadOn)
  const applying = entry ? book.rules.filter(({ schemes }) => schemes.includes(entry.scheme)) : []
  const rules = entry ? applying.flatMap((rule) => resultOf(rule, entry.scheme, facts, akadOn)) : []
  const contested = entry ? applying.filter((rule) => hingesOnUnconfirmed(rule, entry.scheme, facts, akadOn)) : []
  const flags = [...(terms?.notices ?? []), ...spouseFlags(facts), ...kritingFlags(facts, akadOn, book)]
  if (!entry) flags.push(NO_SCHEME)
  if (entry && rules.length < applying.length) flags.push(NO_VERSION)
  const weighed = weigh(
    rules,
    contested.map(({ rule }) => rule),
    entry !== undefined,
    flags,
  )
  const rate = terms?.rate ?? null
  return {
    ...weighed,
    edition: book.edition,
    akadOn,
    scheme: entry?.scheme ?? null,
    access: terms?.access ?? null,
    rate,
    rateCandidates: terms?.candidates ?? [],
    subsidy: terms?.subsidy ?? null,
    instalmentIdr: rate && annuityIdr({ plafonIdr: facts.plafonIdr, tenorMonths: facts.tenorMonths, ratePpm: rate.ppm }),
    rules,
    flags,
    compliance: complianceOf(rules, applying, akadOn),
    alternatives:
      entry && rules.some(({ rule, result }) => rule === 'R-ACCESS' && result === 'failed')
        ? alternativesAbove(entry, facts, akadOn, book)
        : [],
  }
}

/** The annuity of an application: what the applicant is shown before the akad. */
export function instalmentSchedule(plafonIdr: Rupiah, tenorMonths: number, ratePpm: Ppm): Schedule {
  return annuitySchedule({ plafonIdr, tenorMonths, ratePpm })
}

function resultOf(rule: AnyRule, scheme: KurScheme, facts: ApplicantFacts, akadOn: Day): RuleResult[] {
  const version = versionAt<unknown>(rule.versions, akadOn)
  if (!version) return []
  const { cite, conf, needsLegalSignoff } = version
  return [{ rule: rule.rule, version: version.id, cite, conf, needsLegalSignoff, ...evaluate(rule, version.id, scheme, facts) }]
}

/** It passes today only because of something unconfirmed: under the last version that was confirmed it would fail. */
function hingesOnUnconfirmed(rule: AnyRule, scheme: KurScheme, facts: ApplicantFacts, akadOn: Day): boolean {
  const version = versionAt<unknown>(rule.versions, akadOn)
  if (!version || !version.needsLegalSignoff || isFirm(version.conf)) return false
  if (evaluate(rule, version.id, scheme, facts).result !== 'passed') return false
  const confirmed = rule.versions.findLast(({ from, conf }) => from < version.from && isFirm(conf))
  return confirmed !== undefined && isNo(evaluate(rule, confirmed.id, scheme, facts))
}

const isNo = ({ result, against, whenFailed }: Answer): boolean =>
  result === 'failed' && against === 'applicant' && whenFailed === 'no'

function weigh(
  rules: readonly RuleResult[],
  contested: readonly RuleId[],
  hasScheme: boolean,
  flags: readonly Notice[],
): Pick<KurVerdict, 'outcome' | 'indicative' | 'restsOn'> {
  const ids = (chosen: readonly RuleResult[]) => chosen.map(({ rule }) => rule)
  const nos = rules.filter(isNo)
  const firm = nos.filter(({ conf }) => isFirm(conf))
  if (firm.length > 0) return { outcome: 'ineligible', indicative: null, restsOn: ids(firm) }
  if (nos.length > 0 || !hasScheme) return { outcome: 'refer', indicative: 'ineligible', restsOn: ids(nos) }
  const open = rules.filter((each) => each.against === 'applicant' && (each.result === 'unknown' || each.result === 'failed'))
  const otherwise: Indicative = open.length > 0 ? 'conditional' : 'eligible'
  const unsettled = flags.some(({ code }) => code === 'rate-contradictory' || code === 'no-rate' || code === 'no-version')
  if (contested.length > 0 || unsettled) return { outcome: 'refer', indicative: otherwise, restsOn: [...contested, ...ids(open)] }
  return { outcome: otherwise, indicative: null, restsOn: ids(open) }
}

interface FoundTerms {
  readonly access: number | null
  readonly rate: CitedPpm | null
  readonly candidates: readonly CitedPpm[]
  readonly subsidy: CitedPpm | null
  readonly notices: readonly Notice[]
}

function termsOf(entry: SchemeEntry, facts: ApplicantFacts, akadOn: Day): FoundTerms {
  const access = facts.earlierAccesses === null ? null : (facts.earlierAccesses[entry.scheme] ?? 0) + 1
  const version = versionAt(entry.versions, akadOn)
  if (!version) return { access, rate: null, candidates: [], subsidy: null, notices: [NO_VERSION] }
  if (access === null) return { access, rate: null, candidates: [], subsidy: null, notices: [] }
  const candidates = version.bound.rates.flatMap((row) => at(row, access) ?? [])
  const [first, ...others] = candidates
  const agree = first !== undefined && others.every(({ ppm }) => ppm === first.ppm)
  const notices = first === undefined ? [NO_RATE] : agree ? [] : [contradiction(candidates)]
  return {
    access,
    rate: agree ? first : null,
    candidates,
    subsidy: version.bound.subsidy && at(version.bound.subsidy, access),
    notices,
  }
}

function at({ byAccess, cite, conf, needsLegalSignoff }: RateRow, access: number): CitedPpm | null {
  const ppm = byAccess[access - 1]
  return ppm === undefined ? null : { ppm, cite, conf, needsLegalSignoff }
}

/** Access is counted by scheme, so the next scheme starts at one (graduation, microcredit.md §1.2). */
function alternativesAbove(entry: SchemeEntry, facts: ApplicantFacts, akadOn: Day, book: RuleBook): Alternative[] {
  return book.schemes.flatMap((other) => {
    if (other.aboveIdr < entry.upToIdr) return []
    const { access, rate } = termsOf(other, facts, akadOn)
    return access !== null && rate
      ? [{ scheme: other.scheme, access, aboveIdr: other.aboveIdr, upToIdr: other.upToIdr, rate }]
      : []
  })
}

function complianceOf(rules: readonly RuleResult[], applying: readonly AnyRule[], akadOn: Day): Notice[] {
  const broken = rules.find(({ rule, result }) => rule === 'R-COLL' && result === 'failed')
  const sanction = applying.flatMap((rule) =>
    rule.rule === 'R-COLL' ? (versionAt(rule.versions, akadOn)?.bound.sanction ?? []) : [],
  )[0]
  if (!broken || !sanction) return []
  return [
    { code: 'R-COLL', sentence: broken.sentence, cite: broken.cite, conf: broken.conf },
    { code: 'R-COLL-SANCTION', sentence: SANCTION, cite: sanction.cite, conf: sanction.conf },
  ]
}

function kritingFlags({ plafonIdr, collateralDemanded }: ApplicantFacts, akadOn: Day, book: RuleBook): Notice[] {
  const bounds = book.rules.flatMap((rule) => (rule.rule === 'R-COLL' ? (versionAt(rule.versions, akadOn)?.bound ?? []) : []))
  // The press names 101–110 million; from the first rupiah above the limit, or Rp100.5 million would slip through.
  const isKriting = bounds.some(({ noneUpToIdr, kritingUpToIdr }) => plafonIdr > noneUpToIdr && plafonIdr <= kritingUpToIdr)
  if (!isKriting || collateralDemanded !== true) return []
  const sentence = {
    id: `Plafon ${formatRupiah(plafonIdr)} tepat di atas batas agunan. Periksa apakah plafon dinaikkan supaya agunan dapat diminta.`,
    en: `A plafon of ${formatRupiah(plafonIdr)} is just above the collateral limit. Check whether it was raised so that collateral may be asked for.`,
  }
  return [{ code: 'plafon-kriting', sentence, cite: 'ministry survey Aug–Oct 2023, in the press {18}', conf: 'N' }]
}

function spouseFlags({ spouse }: ApplicantFacts): Notice[] {
  if (!spouse || !(spouse.hasKurOrApplication || ['asn', 'tni', 'polri'].includes(spouse.occupation ?? ''))) return []
  return [{ code: 'R-SPOUSE', sentence: SPOUSE, cite: 'BRI internal Q&A 2022 {29}', conf: 'B' }]
}

const contradiction = (candidates: readonly CitedPpm[]): Notice => ({
  code: 'rate-contradictory',
  sentence: {
    id: 'Sumber yang terbit menyebut suku bunga yang berbeda. Penyalur harus memastikannya.',
    en: 'Published sources name different rates. The lender has to settle it.',
  },
  cite: candidates.map(({ cite }) => cite).join(' vs '),
  conf: '?',
})
const notice = (code: Notice['code'], id: string, en: string): Notice => ({
  code,
  sentence: { id, en },
  cite: 'microcredit.md §1.2',
  conf: '?',
})
const NO_SCHEME = notice(
  'no-scheme',
  'Plafon ini di luar skema KUR yang dikenal di sini.',
  'This plafon is outside the KUR schemes known here.',
)
const NO_VERSION = notice(
  'no-version',
  'Aturan untuk tanggal akad ini tidak ada di sini.',
  'There are no rules here for this day of akad.',
)
const NO_RATE = notice(
  'no-rate',
  'Suku bunga untuk akses ke sekian ini tidak terbit.',
  'No rate was published for this number of accesses.',
)
const SANCTION = {
  id: 'Subsidi bunga untuk debitur ini tidak dibayar, atau dikembalikan ke kas negara.',
  en: 'The interest subsidy for this debtor is not paid, or is returned to the treasury.',
}
const SPOUSE = {
  id: 'Suami dan istri dapat dihitung satu debitur menurut kebijakan penyalur. Tanyakan kepada penyalur.',
  en: "Husband and wife may count as one debtor by the lender's policy. Ask the lender.",
}
