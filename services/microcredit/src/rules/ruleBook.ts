// The form of the rule book: each rule has dated versions, each version says where it comes from and how sure that is.
// Guarantees: a book with a gap, an overlap, an unknown confidence or a missing citation does not load; the version in force is
// chosen by the day of the akad, as the subsidy tables are.
// Does not guarantee: that a rule is law; `conf` and `needsLegalSignoff` say how far it has been confirmed.
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

/** The schemes of the rule book so far; the others of ../scheme.ts follow with their own rules. */
export type KurScheme = 'SUPER_MIKRO' | 'MIKRO' | 'KECIL'
export type RuleId = 'R-BIZAGE' | 'R-ACCESS' | 'R-ASN' | 'R-NPWP' | 'R-COLL' | 'R-TENOR'

export interface Cited {
  readonly cite: string
  readonly conf: Confidence
  /** Somebody must read the decree before this may be called law. */
  readonly needsLegalSignoff: boolean
}

export interface Version<Bound> extends Cited {
  readonly id: string
  /** First and last day of akad, inclusive; `to: null` is open. */
  readonly from: Day
  readonly to: Day | null
  readonly bound: Bound
}

export interface Rule<Id extends RuleId, Bound> {
  readonly rule: Id
  readonly schemes: readonly KurScheme[]
  readonly versions: readonly Version<Bound>[]
}

export interface BizAgeBound {
  readonly minMonths: number
  /** Any one of these stands in for the months; empty: nothing does. */
  readonly orOneOf: readonly string[]
}
/** `null`: the cap was removed. */
export type AccessBound = { readonly maxBySector: Readonly<Record<string, number>>; readonly otherwise: number } | null
export interface AsnBound {
  readonly barred: readonly string[]
}
/** Required when the plafon is above it; 0 is always, null is never. */
export interface NpwpBound {
  readonly requiredAboveIdr: Rupiah | null
}
export interface CollateralBound {
  readonly noneUpToIdr: Rupiah
  /** The plafons just above the limit that the press found written there so that collateral becomes lawful. */
  readonly kritingUpToIdr: Rupiah
  readonly sanction: Cited
}
export interface TenorBound {
  readonly maxMonths: Readonly<Record<LoanType, number>>
}

export type AnyRule =
  | Rule<'R-BIZAGE', BizAgeBound>
  | Rule<'R-ACCESS', AccessBound>
  | Rule<'R-ASN', AsnBound>
  | Rule<'R-NPWP', NpwpBound>
  | Rule<'R-COLL', CollateralBound>
  | Rule<'R-TENOR', TenorBound>

export interface RateRow extends Cited {
  /** By access: the first KUR of the scheme, the second, …; the last entry does not repeat. */
  readonly byAccess: readonly Ppm[]
}
export interface Terms {
  /** Two published rates that exclude each other stay two: nobody here picks one. */
  readonly rates: readonly RateRow[]
  readonly subsidy: RateRow | null
}
export interface SchemeEntry {
  readonly scheme: KurScheme
  readonly aboveIdr: Rupiah
  readonly upToIdr: Rupiah
  /** Borrower rate + subsidy, the same in every row of KMK 317/2023. */
  readonly yieldPpm: Ppm
  readonly versions: readonly Version<Terms>[]
}

export interface RuleBook {
  readonly edition: string
  readonly rules: readonly AnyRule[]
  readonly schemes: readonly SchemeEntry[]
}

export const versionAt = <Bound>(versions: readonly Version<Bound>[], akadOn: Day): Version<Bound> | undefined =>
  versions.find(({ from, to }) => from <= akadOn && (to === null || akadOn <= to))

/** The book as it is, or an Error that lists every fault: a wrong rule book must not decide about anybody. */
export function loadRuleBook(book: RuleBook): RuleBook {
  const faults = [...book.rules.flatMap(ruleFaults), ...doubles(book.rules), ...book.schemes.flatMap(schemeFaults)]
  if (faults.length > 0) throw new Error(`the rule book is wrong:\n${faults.join('\n')}`)
  return book
}

const ruleFaults = (rule: AnyRule): string[] => versionFaults(`${rule.rule} ${rule.schemes.join('+')}`, rule.versions)

function schemeFaults({ scheme, versions, aboveIdr, upToIdr }: SchemeEntry): string[] {
  const faults = versionFaults(scheme, versions)
  if (aboveIdr >= upToIdr) faults.push(`${scheme}: no plafon lies between ${aboveIdr} and ${upToIdr}`)
  for (const { id, bound } of versions) {
    if (bound.rates.length === 0) faults.push(`${scheme} ${id}: no rate`)
    for (const row of [...bound.rates, ...(bound.subsidy ? [bound.subsidy] : [])])
      faults.push(...citedFaults(`${scheme} ${id}`, row))
  }
  return faults
}

function versionFaults(name: string, versions: readonly Version<unknown>[]): string[] {
  if (versions.length === 0) return [`${name}: no version`]
  return versions.flatMap((version, index) => {
    const faults = citedFaults(`${name} ${version.id}`, version)
    const next = versions[index + 1]
    if (version.to !== null && version.to < version.from) faults.push(`${name} ${version.id}: ends before it begins`)
    if (next && version.to === null) faults.push(`${name} ${version.id}: open, yet ${next.id} follows`)
    if (next && version.to !== null) {
      const due = dayAfter(version.to)
      if (next.from > due) faults.push(`${name}: gap between ${version.id} and ${next.id}`)
      if (next.from < due) faults.push(`${name}: ${version.id} and ${next.id} overlap`)
    }
    return faults
  })
}

function citedFaults(name: string, { cite, conf }: Cited): string[] {
  const faults: string[] = []
  if (cite.trim() === '') faults.push(`${name}: no citation`)
  if (!CONFIDENCES.includes(conf)) faults.push(`${name}: unknown confidence ${conf}`)
  return faults
}

function doubles(rules: readonly AnyRule[]): string[] {
  const keys = rules.flatMap(({ rule, schemes }) => schemes.map((scheme) => `${rule} ${scheme}`))
  return keys.filter((key, index) => keys.indexOf(key) !== index).map((key) => `${key}: written twice`)
}

const dayAfter = (day: Day): Day => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
