// The form of the rule book: each rule has dated versions, each version says where it comes from and how sure that is.
// Guarantees: what a rule can say is typed by its name; the version in force is chosen by the day of the akad, as the subsidy
// tables are; a book can be read as it stood at an earlier edition. Faults in the data stop the program: checkRuleBook.ts.
// Does not guarantee: that a rule is law; `conf`, `needsLegalSignoff` and `notConfirmed` say how far it has been confirmed.
import type { Day, Ppm, Rupiah } from '@simpul/kernel'
import type { LoanType } from '../scheme.ts'

/**
 * S statute read, S-mirror statute read that repeats the list, O official page or press of tax law firms, N news, B bank practice,
 * C source code, D computed, ? not confirmed. Source: microcredit.md, first lines.
 */
export const CONFIDENCES = ['S', 'S-mirror', 'O', 'N', 'B', 'C', 'D', '?'] as const
export type Confidence = (typeof CONFIDENCES)[number]

/** A hard no may rest on these alone; on anything else a person decides. */
export const isFirm = (conf: Confidence): boolean => conf === 'S' || conf === 'S-mirror' || conf === 'O'

export const KUR_SCHEMES = ['SUPER_MIKRO', 'MIKRO', 'KECIL', 'KHUSUS', 'PMI', 'KPP_SUPPLY', 'KPP_DEMAND'] as const
export type KurScheme = (typeof KUR_SCHEMES)[number]

export interface Sentence {
  readonly id: string
  readonly en: string
}

export interface Cited {
  readonly cite: string
  readonly conf: Confidence
  /** Somebody must read the decree before this may be called law. */
  readonly needsLegalSignoff: boolean
  /** What of it nobody here could confirm. */
  readonly notConfirmed?: Sentence
}

/** Editions are days, `2026-11-24`, so they compare. What an edition said is never edited: an entry is replaced by another one. */
export interface OfEdition {
  /** The edition of the book that brought this entry; absent: the first one. */
  readonly since?: string
  /** The edition from which on this entry no longer stands in the book; absent: it still does. */
  readonly replacedIn?: string
}

export interface Version<Bound> extends Cited, OfEdition {
  readonly id: string
  /** First and last day of akad, inclusive; `to: null` is open. */
  readonly from: Day
  readonly to: Day | null
  readonly bound: Bound
}

/** Required when the plafon is above it; 0 is always, null is never. */
export interface RequiredAbove {
  readonly requiredAboveIdr: Rupiah | null
}
/** `null`: the cap was removed, or there is none. */
export type AccessBound = { readonly maxBySector: Readonly<Record<string, number>>; readonly otherwise: number } | null

/** What each rule can say. A new rule is a line here, a check (checks/) and its data (book/); the compiler asks for the three. */
export interface Bounds {
  /** Above the first, up to the second; `edges`: whether the two amounts themselves belong to it is not confirmed. */
  'R-PLAFON': { readonly aboveIdr: Rupiah; readonly upToIdr: Rupiah; readonly edges?: 'not-confirmed' }
  /** `withinContract`: nor longer than the contract of work. */
  'R-TENOR': { readonly maxMonths: Readonly<Record<LoanType, number>>; readonly withinContract?: true }
  'R-ASN': { readonly barred: readonly string[] }
  'R-AGE': { readonly minYears: number; readonly withPermissionYears: number | null }
  'R-SPOUSE': { readonly publicServants: readonly string[] }
  'R-ID': { readonly papers: readonly ('hasIdentityDocument' | 'hasFamilyCard' | 'hasMarriageDocument')[] }
  'R-RECIPIENT': { readonly kinds: readonly string[] }
  /** Any one of `orOneOf` stands in for the months; empty: nothing does. */
  'R-BIZAGE': { readonly minMonths: number; readonly orOneOf: readonly string[] }
  'R-BIZDOC': { readonly orLetter: boolean }
  'R-OMZET': { readonly maxYearlyIdr: Rupiah } | null
  'R-NPWP': RequiredAbove
  'R-BPJS': RequiredAbove
  'R-ACCESS': AccessBound
  'R-ACCESS-KECIL': AccessBound
  'R-FIRSTKUR': { readonly earlierMax: number }
  'R-ACCUM-MIKRO': { readonly maxIdr: Rupiah; readonly bySeason: readonly string[] } | null
  'R-ACCUM-KECIL': { readonly maxIdr: Rupiah } | null
  'R-CREDITHIST': { readonly ultraMicroUpToIdr: Rupiah; readonly consumerUpToIdr: Rupiah }
  /** `read`: the kinds that the part of the list that was read allows; `reported`: those that banks' older lists add. */
  'R-CONCURRENT': { readonly maxKol: number; readonly read: readonly string[]; readonly reported: readonly string[] }
  'R-COLL': {
    readonly noneUpToIdr: Rupiah
    /** The plafons just above the limit that the press found written there so that collateral becomes lawful. */
    readonly kritingUpToIdr: Rupiah
    readonly sanction: Cited
  }
  /** `bring`: the applicants can still do it. `be`: what the offtaker is or has. */
  'R-GROUP': { readonly bring: readonly string[]; readonly be: readonly string[] } | null
  /** By relaxation: the rules that it may waive. */
  'R-38A': { readonly waives: Readonly<Record<string, readonly RuleId[]>> } | null
  'R-PMI-COST': { readonly upToCost: true }
  'R-KPP': { readonly noOtherGovernmentCredit: true }
  'R-SIKP': { readonly mustBeIn: true }
  'R-SLIK': { readonly mustBeAsked: true }
  'R-DISCLOSE': { readonly costs: readonly string[] } | null
  'R-GUAR': { readonly maxPpm: Ppm }
  'R-PROD': { readonly minSharePpm: Ppm }
  'R-NPL-GATE': { readonly maxNplPpm: Ppm; readonly months: number }
  'R-QUOTA': { readonly plafonMustFit: true }
}
export type RuleId = keyof Bounds

/** Whether the lender can lend at all just now: a class of its own, never a finding about the applicant. */
export const LENDER_SIDE = ['R-NPL-GATE', 'R-QUOTA', 'R-PROD'] as const satisfies readonly RuleId[]

/** What the lender has to do; undone, it is a finding about the lender. */
export const LENDER_DUTIES = ['R-COLL', 'R-SIKP', 'R-SLIK', 'R-DISCLOSE', 'R-GUAR'] as const satisfies readonly RuleId[]

export interface Rule<Id extends RuleId> {
  readonly rule: Id
  readonly schemes: readonly KurScheme[]
  /** `noted`: practice of some lenders; as long as the fact is missing it is named, and does not hold the answer open. */
  readonly ifUnknown?: 'noted'
  readonly versions: readonly Version<Bounds[Id]>[]
}
export type AnyRule = { [Id in RuleId]: Rule<Id> }[RuleId]

export interface RateRow extends Cited {
  /** By access: the first KUR of the scheme, the second, … */
  readonly byAccess: readonly Ppm[]
  /** The last entry holds for every later access as well. */
  readonly repeats?: true
}
export interface SubsidyRow extends RateRow {
  readonly aboveIdr: Rupiah
  readonly upToIdr: Rupiah
  /** Borrower rate + subsidy, the same in every row of KMK 317/2023; the book does not load when it is not. */
  readonly yieldPpm: Ppm
}
export interface Terms {
  /** Two published rates that exclude each other stay two: nobody here picks one. Empty: see `lenderRateMinusPpm`. */
  readonly rates: readonly RateRow[]
  /** The borrower pays the lender's own rate minus this. */
  readonly lenderRateMinusPpm?: Ppm
  readonly subsidies: readonly SubsidyRow[]
  /** The law allows a grace period and leaves its length to the lender. */
  readonly grace?: Cited
}
export interface SchemeEntry {
  readonly scheme: KurScheme
  readonly name: Sentence
  readonly versions: readonly Version<Terms>[]
}

/** Rates that step by the year, in some provinces, after a disaster. */
export interface Relief extends Cited, OfEdition {
  readonly id: string
  readonly from: Day
  readonly to: Day | null
  readonly provinces: readonly string[]
  readonly schemes: readonly KurScheme[]
  readonly byYear: readonly { readonly year: number; readonly ratePpm: Ppm }[]
  /** No instalment that is due by the end of this month is collected (`2026-03`). */
  readonly uncollectedTo: string
}

/** A fact of this source that is older than `maxDays` is no longer known; it is asked for again, and weighs neither for nor against. */
export interface Freshness extends Cited, OfEdition {
  readonly source: string
  /** Names of facts (facts.ts). */
  readonly facts: readonly string[]
  readonly maxDays: number
  /** A payoff that the register does not show yet is asked for again so many days after the register's day. */
  readonly againDays: number
}

/** The decrees themselves, as far as they are known: the key of every rule is one of these ids. */
export interface Regulation extends Cited, OfEdition {
  readonly id: string
  readonly instrument: string
  /** Null: the day is not known. */
  readonly effectiveOn: Day | null
  readonly changes: Sentence
}

export interface RuleBook {
  readonly edition: string
  readonly regulations: readonly Regulation[]
  readonly rules: readonly AnyRule[]
  readonly schemes: readonly SchemeEntry[]
  readonly reliefs: readonly Relief[]
  readonly freshness: readonly Freshness[]
}

export function versionAt<Bound>(versions: readonly Version<Bound>[], akadOn: Day): Version<Bound> | undefined {
  for (const version of versions) if (version.from <= akadOn && (version.to === null || akadOn <= version.to)) return version
  return undefined
}

/** The book as it stood at an edition: "why was this refused then, would it be today?" */
export function bookOf(book: RuleBook, edition: string): RuleBook {
  const stands = ({ since, replacedIn }: OfEdition) =>
    (since === undefined || since <= edition) && (replacedIn === undefined || edition < replacedIn)
  const known = <Bound>(versions: readonly Version<Bound>[]): Version<Bound>[] => {
    const left = versions.filter(stands)
    const last = versions.findLast(({ replacedIn }) => replacedIn === undefined || edition < replacedIn)
    // What a later entry has closed was open then.
    return left.map((version, index) => (index === left.length - 1 && version !== last ? { ...version, to: null } : version))
  }
  const rules = book.rules.map((rule) => ({ ...rule, versions: known<unknown>(rule.versions) }) as AnyRule)
  const schemes = book.schemes.map((entry) => ({ ...entry, versions: known(entry.versions) }))
  return {
    edition,
    regulations: book.regulations.filter(stands),
    reliefs: book.reliefs.filter(stands),
    freshness: book.freshness.filter(stands),
    rules: rules.filter(({ versions }) => versions.length > 0),
    schemes: schemes.filter(({ versions }) => versions.length > 0),
  }
}
