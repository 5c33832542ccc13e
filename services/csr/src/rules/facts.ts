// What is known of a need: ids, codes and figures, nothing about who a person is; and where each of it comes from.
// Guarantees: a fact that nobody told is null or absent, never a no; one that is too old is no longer known, and says so.
// Does not guarantee: that a source is right; source, day and age go with every answer so that a person can judge.
import type { Day, Rupiah } from '@simpul/kernel'
import type { Pillar, RuleBook } from './ruleBook.ts'

/** What rules and scores look at. Null, or absent: not known yet. */
export interface Facts {
  readonly askIdr: Rupiah
  readonly submittedOn?: Day | null
  /** `sekolah`, `yayasan`, `desa`, `kelompok`, `koperasi`, `mikro`, `kecil`, … */
  readonly recipientType?: string | null
  /** The place of benefit, not the seat of the recipient: a name, or a Kemendagri code such as `35.25`. */
  readonly place?: string | null
  /** Kemendagri code, two digits. */
  readonly province?: string | null
  readonly pillar?: Pillar | null
  readonly sdgs?: readonly number[] | null
  readonly tenorMonths?: number | null
  readonly salesIdr?: Rupiah | null
  /** Without land and building. */
  readonly assetsIdr?: Rupiah | null
  readonly hasNpwp?: boolean | null
  readonly hasLegalPaper?: boolean | null
  readonly bankNameMatches?: boolean | null
  /** A special relationship with the company, as tax law has it. */
  readonly isAffiliated?: boolean | null
  readonly isMitraElsewhere?: boolean | null
  readonly hasOverdueReport?: boolean | null
  readonly isPolitical?: boolean | null
  readonly isPersonalUse?: boolean | null
  readonly isDuplicate?: boolean | null
  readonly isWomenLed?: boolean | null
  /** Terdepan, terluar, tertinggal. */
  readonly isIn3T?: boolean | null
  readonly isDisabilityInclusive?: boolean | null
  /** How much of what the program asks for is there. */
  readonly documentsPercent?: number | null
}
export type FactName = keyof Facts

export interface Origin {
  readonly source: string
  /** Null: nobody recorded the day. */
  readonly asOf: Day | null
}

export interface Stale extends Origin {
  readonly name: FactName
  readonly value: unknown
  readonly ageDays: number
}

export interface Need {
  readonly id: string
  readonly facts: Facts
  readonly origins?: Readonly<Partial<Record<FactName, Origin>>>
  /** Facts that were told too long ago to be known still: null among the facts. */
  readonly stale?: readonly Stale[]
}

/** A fact as a rule or a criterion saw it. Source and day are null when nobody recorded them. */
export interface FactSeen {
  readonly name: FactName
  readonly value: unknown
  readonly source: string | null
  readonly asOf: Day | null
  readonly ageDays: number | null
  readonly isStale: boolean
}

const DAY_MS = 86_400_000
export const ageDays = (asOf: Day, on: Day): number => (Date.parse(on) - Date.parse(asOf)) / DAY_MS

/** The need as far as it is still known on that day; doing it twice changes nothing. */
export function freshened(need: Need, on: Day, { freshness }: RuleBook): Need {
  const names = Object.keys(need.origins ?? {}) as FactName[]
  const stale = names.flatMap((name): Stale[] => {
    const origin = need.origins?.[name]
    const value = need.facts[name] ?? null
    if (!origin || origin.asOf === null || value === null || name === 'askIdr' || name === 'submittedOn') return []
    const age = ageDays(origin.asOf, on)
    return age > freshness.maxDays ? [{ ...origin, name, value, ageDays: age }] : []
  })
  if (stale.length === 0) return need
  const forgotten = Object.fromEntries(stale.map(({ name }) => [name, null]))
  return { ...need, facts: { ...need.facts, ...forgotten }, stale: [...(need.stale ?? []), ...stale] }
}

export function seen(name: FactName, { facts, origins, stale }: Need, on: Day): FactSeen {
  const old = stale?.find((each) => each.name === name)
  const origin = origins?.[name]
  const asOf = origin?.asOf ?? null
  return {
    name,
    value: old ? old.value : (facts[name] ?? null),
    source: origin?.source ?? null,
    asOf,
    ageDays: asOf === null ? null : ageDays(asOf, on),
    isStale: old !== undefined,
  }
}
