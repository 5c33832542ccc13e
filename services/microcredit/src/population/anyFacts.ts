// Facts at random, near the bounds of the rules: what properties are checked with.
// Guarantees: each fact is sometimes missing. Does not: look like the people of a region.
import fc from 'fast-check'
import type { ApplicantFacts, Credit } from '../rules/facts.ts'
import { KUR_SCHEMES } from '../rules/ruleBook.ts'

const jt = 1_000_000
const around = (...bounds: number[]) =>
  fc.oneof(...bounds.map((bound) => fc.constantFrom(bound - 1, bound, bound + 1)), fc.integer({ min: 1 * jt, max: 600 * jt }))
const maybe = <Value>(of: fc.Arbitrary<Value>) => fc.option(of, { freq: 5 })
const yesNo = maybe(fc.boolean())

const credit: fc.Arbitrary<Credit> = fc.record({
  kind: fc.constantFrom(
    'commercial' as const,
    'household' as const,
    'ultra-micro' as const,
    'consumer-miscoded' as const,
    'government-programme' as const,
    'kur-elsewhere' as const,
    'kpr' as const,
    'vehicle' as const,
  ),
  plafonIdr: maybe(around(20 * jt, 500 * jt)),
  standing: fc.constantFrom('running' as const, 'settled' as const, 'settled-not-shown' as const),
  isProven: fc.boolean(),
})

export const anyFacts: fc.Arbitrary<ApplicantFacts> = fc.record({
  plafonIdr: around(10 * jt, 50 * jt, 100 * jt, 500 * jt),
  tenorMonths: fc.integer({ min: 1, max: 84 }),
  loanType: fc.constantFrom('KMK', 'KI'),
  scheme: fc.constantFrom(null, null, null, ...KUR_SCHEMES),
  sector: fc.constantFrom(null, 'pertanian', 'perdagangan'),
  businessAgeMonths: maybe(fc.integer({ min: 0, max: 24 })),
  substitutes: fc.constantFrom(null, [], ['training']),
  turnoverIdr: maybe(fc.constantFrom(180 * jt, 4_800 * jt, 4_800 * jt + 1)),
  earlierAccesses: fc.constantFrom(null, {}, {}, { MIKRO: 1 }, { MIKRO: 2, KECIL: 4 }, { MIKRO: 5 }),
  outstandingMikroIdr: maybe(fc.constantFrom(0, 30 * jt, 90 * jt)),
  seasonMikroIdr: maybe(fc.constantFrom(0, 30 * jt, 90 * jt)),
  accumulatedKecilIdr: maybe(fc.constantFrom(0, 300 * jt)),
  credits: fc.oneof(fc.constantFrom(null, [], []), fc.array(credit, { maxLength: 2 })),
  worstKol: fc.constantFrom(null, 0, 1, 1, 2),
  occupation: fc.constantFrom(null, 'other', 'other', 'other', 'asn', 'retired'),
  ageMonths: maybe(fc.integer({ min: 200, max: 300 })),
  hasParentalPermission: yesNo,
  spouse: fc.constantFrom(null, { occupation: 'asn', hasKurOrApplication: false }),
  hasIdentityDocument: fc.constantFrom(null, true, true, false),
  hasFamilyCard: yesNo,
  hasNib: yesNo,
  hasBusinessLetter: yesNo,
  hasNpwp: yesNo,
  hasBpjsTk: yesNo,
  collateralDemanded: yesNo,
  recipient: fc.constantFrom(null, 'business', 'group', 'cluster-member', 'migrant-worker', 'contractor', 'housing'),
  workContractMonths: maybe(fc.integer({ min: 6, max: 40 })),
  placementCostIdr: maybe(fc.integer({ min: 10 * jt, max: 120 * jt })),
  hasOtherGovernmentCredit: yesNo,
  province: fc.constantFrom(null, '11', '31'),
  lenderRatePpm: maybe(fc.integer({ min: 40_000, max: 200_000 })),
})

/** Days of akad at the edges of the versions. */
export const anyAkad: fc.Arbitrary<string> = fc.constantFrom(
  '2022-01-01',
  '2023-01-27',
  '2024-08-01',
  '2025-06-02',
  '2025-12-20',
  '2026-01-05',
  '2026-11-24',
)
