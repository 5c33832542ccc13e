// What an applicant can change: amount, tenor, scheme, a paper, months of waiting. Each lever knows the settings worth trying.
// Guarantees: a figure lies on a bound of the rules or beside it, and between two bounds no answer turns; waiting makes business and
// person older and moves the akad. Does not guarantee: that a setting helps; counterfactual.ts tries it by the verdict itself.
import { formatRupiah, type Day, type Rupiah } from '@simpul/kernel'
import type { ApplicantFacts, Credit } from './facts.ts'
import { versionAt, type AnyRule, type KurScheme, type RuleBook, type RuleId, type Sentence } from './ruleBook.ts'

export interface Case {
  readonly facts: ApplicantFacts
  readonly akadOn: Day
}

export type LeverName =
  | 'plafonIdr'
  | 'tenorMonths'
  | 'scheme'
  | 'hasNpwp'
  | 'hasBpjsTk'
  | 'businessPaper'
  | 'identityPapers'
  | 'parentalPermission'
  | 'training'
  | 'creditAgreement'
  | 'groupPapers'
  | 'waitMonths'

/** One lever set one way. */
export interface Change {
  readonly lever: LeverName
  readonly from: string | number | boolean | null
  readonly to: string | number | boolean
  /** Relative size: |to − from| / from for figures, months / 12 for waiting, 1 for everything else. */
  readonly size: number
  readonly sentence: Sentence
}

export interface Setting {
  readonly change: Change
  readonly apply: (before: Case) => Case
}

export const WAIT_MONTHS_MAX = 24

/** What is brought is new: it has neither the day nor the source of what was told before. */
export const withFacts =
  (change: Partial<ApplicantFacts>) =>
  ({ facts, akadOn }: Case): Case => {
    const { origins, stale, ...values } = facts
    const isOld = (name: string) => !Object.hasOwn(change, name)
    return {
      akadOn,
      facts: {
        ...values,
        ...change,
        ...(origins && { origins: Object.fromEntries(Object.entries(origins).filter(([name]) => isOld(name))) }),
        ...(stale && { stale: stale.filter(({ name }) => isOld(name)) }),
      },
    }
  }

/** The bounds of all versions: waiting may bring another one. */
function boundsOf<Id extends AnyRule['rule']>(book: RuleBook, id: Id) {
  return book.rules.flatMap((rule) =>
    rule.rule === id
      ? rule.versions.map(({ bound }) => bound as Extract<AnyRule, { rule: Id }>['versions'][number]['bound'])
      : [],
  )
}

/** Amounts on a bound of the rules, or one rupiah beside it. */
export function amountsOf({ facts }: Case, book: RuleBook): readonly Setting[] {
  const edges = new Set<Rupiah>()
  for (const { aboveIdr, upToIdr } of boundsOf(book, 'R-PLAFON')) for (const edge of [aboveIdr, upToIdr]) edges.add(edge)
  for (const id of ['R-NPWP', 'R-BPJS'] as const)
    for (const { requiredAboveIdr } of boundsOf(book, id)) if (requiredAboveIdr !== null) edges.add(requiredAboveIdr)
  for (const bound of boundsOf(book, 'R-ACCUM-MIKRO'))
    for (const before of [facts.outstandingMikroIdr, facts.seasonMikroIdr]) if (bound) edges.add(bound.maxIdr - (before ?? 0))
  for (const bound of boundsOf(book, 'R-ACCUM-KECIL')) if (bound) edges.add(bound.maxIdr - (facts.accumulatedKecilIdr ?? 0))
  if (facts.placementCostIdr) edges.add(facts.placementCostIdr)
  // On a bound, one above it, and one below it where the bound itself may be outside.
  const amountsToTry = [...new Set([...edges].flatMap((edge) => [edge - 1, edge, edge + 1]))]
  return amountsToTry
    .filter((idr) => idr > 0 && idr !== facts.plafonIdr)
    .map((idr) => ({
      change: {
        lever: 'plafonIdr',
        from: facts.plafonIdr,
        to: idr,
        size: Math.abs(idr - facts.plafonIdr) / facts.plafonIdr,
        sentence: amountSentence(facts.plafonIdr, idr),
      },
      apply: withFacts({ plafonIdr: idr }),
    }))
}

const amountSentence = (before: Rupiah, after: Rupiah): Sentence =>
  after < before
    ? {
        id: `Ajukan ${formatRupiah(after)}, bukan ${formatRupiah(before)}.`,
        en: `Ask for ${formatRupiah(after)} instead of ${formatRupiah(before)}.`,
      }
    : {
        id: `Ajukan ${formatRupiah(after)}, bila usaha memang memerlukannya dan angsurannya terjangkau.`,
        en: `Ask for ${formatRupiah(after)}, if the business does need it and can carry the instalments.`,
      }

export const tenorOf = ({ facts }: Case, months: number): Setting => ({
  change: {
    lever: 'tenorMonths',
    from: facts.tenorMonths,
    to: months,
    size: Math.abs(months - facts.tenorMonths) / facts.tenorMonths,
    sentence: {
      id: `Pilih tenor ${months} bulan, bukan ${facts.tenorMonths}.`,
      en: `Choose ${months} months instead of ${facts.tenorMonths}.`,
    },
  },
  apply: withFacts({ tenorMonths: months }),
})

/** The schemes for a business, and those for which the applicant is who they are for: nobody chooses to be a migrant worker. */
export function schemesOf({ facts, akadOn }: Case, book: RuleBook): readonly Setting[] {
  const fits = (scheme: KurScheme) =>
    book.rules.every(
      (rule) =>
        rule.rule !== 'R-RECIPIENT' ||
        !rule.schemes.includes(scheme) ||
        versionAt(rule.versions, akadOn)?.bound.kinds.includes(facts.recipient ?? '') === true,
    )
  return book.schemes.flatMap(({ scheme, name }) =>
    scheme === facts.scheme || !fits(scheme)
      ? []
      : {
          change: {
            lever: 'scheme',
            from: facts.scheme ?? null,
            to: scheme,
            size: 1,
            sentence: { id: `Ajukan ${name.id}.`, en: `Apply for ${name.en}.` },
          },
          apply: withFacts({ scheme }),
        },
  )
}

/** What the applicant can bring so that this rule no longer stands in the way; null: nothing. */
export function bringFor(rule: RuleId, { facts }: Case, book: RuleBook): Setting | null {
  switch (rule) {
    case 'R-NPWP':
      return bring('hasNpwp', facts.hasNpwp, { hasNpwp: true }, 'NPWP', 'an NPWP')
    case 'R-BPJS':
      return bring(
        'hasBpjsTk',
        facts.hasBpjsTk,
        { hasBpjsTk: true },
        'kepesertaan BPJS Ketenagakerjaan',
        'membership of BPJS Ketenagakerjaan',
      )
    case 'R-BIZDOC':
      return bring('businessPaper', facts.hasNib, { hasNib: true }, 'NIB (dibuat di OSS)', 'a NIB (made at OSS)')
    case 'R-ID':
      return bring(
        'identityPapers',
        facts.hasIdentityDocument,
        { hasIdentityDocument: true, hasFamilyCard: true, hasMarriageDocument: true },
        'KTP-el, Kartu Keluarga, dan akta nikah bila ada',
        'KTP-el, family card, and the marriage certificate if there is one',
      )
    case 'R-AGE':
      return bring(
        'parentalPermission',
        facts.hasParentalPermission,
        { hasParentalPermission: true },
        'izin orang tua',
        "the parents' permission",
      )
    case 'R-BIZAGE':
      return bring(
        'training',
        false,
        { substitutes: [...(facts.substitutes ?? []), 'training'] },
        'surat pelatihan kewirausahaan',
        'the certificate of an entrepreneurship training',
      )
    case 'R-CREDITHIST':
      // An agreement proves a credit that is there. It says nothing about a history that nobody has told.
      return facts.credits?.some(isUnproven)
        ? bring(
            'creditAgreement',
            false,
            { credits: facts.credits.map((each) => (isUnproven(each) ? { ...each, isProven: true } : each)) },
            'perjanjian kredit konsumtif',
            'the agreement of the consumer credit',
          )
        : null
    case 'R-GROUP':
      return bring(
        'groupPapers',
        false,
        { group: completed(facts.group ?? {}, book) },
        'kelengkapan kelompok',
        'what the group lacks',
      )
    default:
      return null
  }
}

const bring = (
  lever: LeverName,
  from: boolean | null | undefined,
  change: Partial<ApplicantFacts>,
  id: string,
  en: string,
): Setting => ({
  change: { lever, from: from ?? null, to: true, size: 1, sentence: { id: `Siapkan ${id}.`, en: `Bring ${en}.` } },
  apply: withFacts(change),
})

const isUnproven = ({ kind, isProven }: Credit): boolean => kind === 'consumer-miscoded' && isProven !== true

/** What a group does itself. What its offtaker is, it cannot change. */
const completed = (group: Readonly<Record<string, boolean | null>>, book: RuleBook) => ({
  ...group,
  ...Object.fromEntries(boundsOf(book, 'R-GROUP').flatMap((bound) => bound?.bring.map((key) => [key, true]) ?? [])),
})

/** Until the business or the person is old enough, or other rules hold. */
export function waitsOf({ facts, akadOn }: Case, book: RuleBook): readonly Setting[] {
  const months = new Set<number>()
  if (facts.businessAgeMonths !== null)
    for (const { minMonths } of boundsOf(book, 'R-BIZAGE')) months.add(minMonths - facts.businessAgeMonths)
  if (facts.ageMonths !== null && facts.ageMonths !== undefined)
    for (const { minYears, withPermissionYears } of boundsOf(book, 'R-AGE'))
      for (const years of [minYears, withPermissionYears]) if (years !== null) months.add(years * 12 - facts.ageMonths)
  for (const day of newVersionsAfter(akadOn, book)) months.add(monthsUntil(akadOn, day))
  return [...months]
    .filter((each) => each > 0 && each <= WAIT_MONTHS_MAX)
    .sort((a, b) => a - b)
    .map((each) => ({
      change: {
        lever: 'waitMonths',
        from: 0,
        to: each,
        size: each / 12,
        sentence: { id: `Ajukan lagi ${each} bulan kemudian.`, en: `Apply again ${each} months later.` },
      },
      apply: (before) => waited(before, each),
    }))
}

function newVersionsAfter(akadOn: Day, book: RuleBook): ReadonlySet<Day> {
  const days = new Set<Day>()
  for (const { versions } of [...book.rules, ...book.schemes]) for (const { from } of versions) if (from > akadOn) days.add(from)
  for (const { from } of book.reliefs) if (from > akadOn) days.add(from)
  return days
}

/** The fewest whole months after which the akad is on that day or later. */
function monthsUntil(from: Day, to: Day): number {
  const whole = (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7))
  return later(from, whole) >= to ? whole : whole + 1
}

export function waited({ facts, akadOn }: Case, months: number): Case {
  const older = (age: number | null | undefined) => (age === null || age === undefined ? null : age + months)
  return {
    akadOn: later(akadOn, months),
    // What registers say then is not known; the search supposes that they say the same.
    facts: {
      ...facts,
      gatheredOn: facts.gatheredOn ?? akadOn,
      businessAgeMonths: older(facts.businessAgeMonths),
      ageMonths: older(facts.ageMonths),
    },
  }
}

/** The same day some months later, or the last one of a shorter month. */
function later(day: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0))
  const wanted = Math.min(date, last.getUTCDate())
  return `${last.toISOString().slice(0, 8)}${String(wanted).padStart(2, '0')}`
}
