// The form of the rule book of CSR: each rule has dated versions, each version says where it comes from and how sure that is.
// Guarantees: what a rule can say is typed by its name; the version in force is chosen by the day of judgement. Faults in the data stop
// the program: checkRuleBook.ts. Shown by checkRuleBook.test.ts.
// Does not guarantee: that a rule is law. Articles rest on press and practitioners (csr.md §1): a lawyer reads them before any claim.
import type { Day, Rupiah } from '@simpul/kernel'

/** C read in the source, S secondary source alone, M from memory and not confirmed, D our own design (csr.md, first lines). */
export const MARKS = ['C', 'S', 'M', 'D'] as const
export type Mark = (typeof MARKS)[number]

export interface Sentence {
  readonly id: string
  readonly en: string
}

export interface Cited {
  readonly cite: string
  readonly mark: Mark
  /** Somebody must read the text before this may be called law. */
  readonly needsLegalSignoff: boolean
  /** What of it nobody here could confirm. */
  readonly notConfirmed?: Sentence
}

export interface Version<Bound> extends Cited {
  readonly id: string
  /** First and last day on which it holds, inclusive; `to: null` is open. */
  readonly from: Day
  readonly to: Day | null
  readonly bound: Bound
}

export const KINDS = ['grant', 'pumk'] as const
/** `pumk`: a loan to a micro or small business (pendanaan UMK); `grant`: everything that is not paid back. */
export type Kind = (typeof KINDS)[number]

export const PILLARS = ['sosial', 'ekonomi', 'lingkungan', 'tata-kelola'] as const
export type Pillar = (typeof PILLARS)[number]

/** The bound stands in the published version of the program, not in the book. */
export type OfTheProgram = null

/** What each rule can say. A new rule is a line here, a check (checks/) and its data (book/); the compiler asks for the three. */
export interface Bounds {
  E_WINDOW: OfTheProgram
  E_TYPE: OfTheProgram
  E_REGION: OfTheProgram
  E_PILLAR: { readonly sdgs: Readonly<Record<Pillar, readonly number[]>> }
  E_SDG: OfTheProgram
  E_ASK_BELOW_MIN: OfTheProgram
  /** The cap of the law beside the bound of the program; null: the program's alone. */
  E_ASK_ABOVE_MAX: { readonly capIdr: Rupiah | null }
  E_NPWP: OfTheProgram
  /** The paper that shows that a recipient exists, by its type. */
  E_LEGAL: { readonly papers: Readonly<Record<string, Sentence>>; readonly otherwise: Sentence }
  E_BANK_NAME_MISMATCH: OfTheProgram
  E_AFFILIATED: OfTheProgram
  E_ALREADY_MITRA: OfTheProgram
  /** Sales of a year; assets, without land and building, where there are no sales yet. */
  E_NOT_UMK: { readonly maxSalesIdr: Rupiah; readonly maxAssetsIdr: Rupiah }
  E_TENOR: { readonly maxMonths: number }
  E_LPJ_OVERDUE: OfTheProgram
  E_POLITICAL: OfTheProgram
  E_PERSONAL_USE: OfTheProgram
  E_DUPLICATE: OfTheProgram
}
export type RuleId = keyof Bounds

export interface Rule<Id extends RuleId> {
  readonly rule: Id
  readonly kinds: readonly Kind[]
  readonly versions: readonly Version<Bounds[Id]>[]
}
export type AnyRule = { [Id in RuleId]: Rule<Id> }[RuleId]

/** A fact that is older is no longer known: it is asked for again, and weighs neither for nor against. */
export interface Freshness extends Cited {
  readonly maxDays: number
}

export interface RuleBook {
  readonly edition: string
  readonly rules: readonly AnyRule[]
  readonly freshness: Freshness
}

export const versionAt = <Bound>(versions: readonly Version<Bound>[], on: Day): Version<Bound> | undefined =>
  versions.find(({ from, to }) => from <= on && (to === null || on <= to))
