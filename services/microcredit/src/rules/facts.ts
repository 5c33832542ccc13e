// What the rules look at, and where each of it comes from: ids, codes and figures, nothing about who the person is.
// Guarantees: the order in which facts are told changes nothing: of two that differ the stronger source counts, then the newer one,
// and the difference is kept to be seen. A fact that nobody told is null or absent, never a no.
// Does not guarantee: that a source is right; age and source go with every answer so that a person can judge.
import type { Day, Rupiah } from '@simpul/kernel'
import type { LoanType } from '../scheme.ts'
import { canonical, compare } from './canonical.ts'
import type { KurScheme } from './ruleBook.ts'

/** A credit that SIKP or SLIK shows, or the applicant names. */
export interface Credit {
  /** The last five run beside a KUR, or do not: R-CONCURRENT. The others are history: R-CREDITHIST. */
  readonly kind:
    | 'commercial'
    | 'household'
    | 'ultra-micro'
    | 'p2p'
    | 'consumer-miscoded'
    | 'government-programme'
    | 'kur-here'
    | 'kur-elsewhere'
    | 'kpr'
    | 'motorcycle'
    | 'decree-secured'
    | 'vehicle'
    | 'credit-card'
  readonly plafonIdr: Rupiah | null
  /** `settled-not-shown`: paid off, and the register does not show it yet. */
  readonly standing: 'running' | 'settled' | 'settled-not-shown'
  /** Of a payoff that does not show yet: the day on which the register is asked again; absent: by the rule book (freshness.ts). */
  readonly recheckOn?: Day | null
  /** The agreement was shown (for a consumer credit that SLIK has as productive). */
  readonly isProven?: boolean
}

/** A fact that is null, or absent, is not known yet. */
export interface FactValues {
  readonly plafonIdr: Rupiah
  readonly tenorMonths: number
  readonly loanType: LoanType
  /** Absent: the one of Super Mikro, Mikro and Kecil that has this plafon. */
  readonly scheme?: KurScheme | null
  /** `pertanian`, `perkebunan`, `perikanan`, `peternakan`, `perdagangan`, … */
  readonly sector: string | null
  readonly businessAgeMonths: number | null
  /** `mentoring`, `training`, `group`, `family`. */
  readonly substitutes: readonly string[] | null
  readonly turnoverIdr?: Rupiah | null
  /** How many KUR were received before, by scheme, as SIKP tells; a scheme that is not named: none. */
  readonly earlierAccesses: Readonly<Partial<Record<KurScheme, number>>> | null
  readonly outstandingMikroIdr?: Rupiah | null
  /** Mikro plafon already received in this planting season or production cycle. */
  readonly seasonMikroIdr?: Rupiah | null
  readonly accumulatedKecilIdr?: Rupiah | null
  readonly credits?: readonly Credit[] | null
  /** The worst kolektibilitas (1 to 5) of what is running; 0 without any. */
  readonly worstKol?: number | null
  /** `asn`, `tni`, `polri` while in service; anything else (`other`, `retired`, `pre-retirement`, `laid-off`) is no hindrance. */
  readonly occupation: string | null
  readonly ageMonths?: number | null
  readonly hasParentalPermission?: boolean | null
  readonly spouse: { readonly occupation: string | null; readonly hasKurOrApplication: boolean } | null
  /** KTP-el, or the letter that one is being made. */
  readonly hasIdentityDocument?: boolean | null
  readonly hasFamilyCard?: boolean | null
  /** False when the applicant is married or divorced and the certificate is missing. */
  readonly hasMarriageDocument?: boolean | null
  readonly hasNib?: boolean | null
  /** Surat Keterangan Usaha. */
  readonly hasBusinessLetter?: boolean | null
  readonly hasNpwp: boolean | null
  readonly hasBpjsTk?: boolean | null
  /** An officer recorded that the lender asks for additional collateral. */
  readonly collateralDemanded: boolean | null
  /** `business`, `cluster-member`, `group`, `migrant-worker`, `developer`, `contractor`, `material-trader`, `housing`. */
  readonly recipient?: string | null
  readonly workContractMonths?: number | null
  readonly placementCostIdr?: Rupiah | null
  /** What R-GROUP asks of a group and its offtaker, by the names in the rule. */
  readonly group?: Readonly<Record<string, boolean | null>> | null
  /** Relaxations of Pasal 38A that the lender applies for: `business-age`, `access`, `never-commercial`. */
  readonly relaxations?: readonly string[] | null
  readonly hasOtherGovernmentCredit?: boolean | null
  /** Kemendagri code of the province of the business, two digits. */
  readonly province?: string | null
  /** The lender's own rate, where the borrower pays it minus the subsidy. */
  readonly lenderRatePpm?: number | null
  readonly isInSikp?: boolean | null
  readonly slikWasAsked?: boolean | null
  readonly costsWereDisclosed?: boolean | null
  readonly guaranteePpm?: number | null
  /** The lender's unit: NPL of its last months in ppm, oldest first; null: not told. */
  readonly unitNplPpm?: readonly number[] | null
  readonly quotaLeftIdr?: Rupiah | null
  readonly productionSharePpm?: number | null
}
export type FactName = keyof FactValues

/** From weak to strong. A register outweighs what an officer saw, and that what was declared. */
export const SOURCES = ['applicant', 'lender', 'survey', 'partners', 'oss', 'slik', 'sikp', 'dukcapil'] as const
export type Source = (typeof SOURCES)[number]

export interface Origin {
  readonly source: Source
  /** Null: nobody recorded the day. */
  readonly asOf: Day | null
}

/** A fact as it was told, too long ago. */
export interface Stale extends Origin {
  readonly name: FactName
  readonly value: unknown
  readonly ageDays: number
  readonly maxDays: number
  /** The day from which it is to be asked again. */
  readonly askAgainOn: Day
}

export interface ApplicantFacts extends FactValues {
  readonly origins?: Readonly<Partial<Record<FactName, Origin>>>
  /** The day on which they were put together, when the akad is asked about for another one; absent: the day of the akad. */
  readonly gatheredOn?: Day
  /** Facts that were told too long ago to be known still: null among the values (freshness.ts). */
  readonly stale?: readonly Stale[]
  /** Facts that two sources told differently. */
  readonly contradicted?: readonly FactName[]
}

/** What one source told on one day. */
export interface Statement extends Origin {
  readonly facts: Readonly<Partial<FactValues>>
}

/** What nobody told: each of these is weighed as unknown. */
export const NOTHING_KNOWN = {
  sector: null,
  businessAgeMonths: null,
  substitutes: null,
  earlierAccesses: null,
  occupation: null,
  hasNpwp: null,
  collateralDemanded: null,
  spouse: null,
} as const

/** One set of facts from everything that was told about a wish for a loan, whatever the order. */
export function gather(
  wish: Pick<FactValues, 'plafonIdr' | 'tenorMonths' | 'loanType'>,
  told: readonly Statement[],
): ApplicantFacts {
  const values: Record<string, unknown> = { ...NOTHING_KNOWN, ...wish }
  const origins: Partial<Record<FactName, Origin>> = {}
  const contradicted = new Set<FactName>()
  const inOrder = told.flatMap(({ source, asOf, facts }) =>
    Object.entries(facts).flatMap(([name, value]) =>
      value === null || value === undefined ? [] : [{ name: name as FactName, value, text: canonical(value), source, asOf }],
    ),
  )
  inOrder.sort(
    (a, b) => strength(a.source) - strength(b.source) || compare(a.asOf ?? '', b.asOf ?? '') || compare(a.text, b.text),
  )
  const last = new Map<FactName, string>()
  for (const { name, value, text, source, asOf } of inOrder) {
    if (last.has(name) && last.get(name) !== text) contradicted.add(name)
    last.set(name, text)
    values[name] = value
    origins[name] = { source, asOf }
  }
  const names = [...contradicted].sort()
  return { ...(values as unknown as FactValues), origins, ...(names.length > 0 ? { contradicted: names } : {}) }
}

const strength = (source: Source) => SOURCES.indexOf(source)
