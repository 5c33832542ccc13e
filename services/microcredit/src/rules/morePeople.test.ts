// More of the kind of microcredit.md §6, read anew from its §1 to §4: who applies, with which papers and credits, and the other schemes.
// Guarantees: each bound is asked on both sides. Does not: repeat the numbered scenarios.
import { contractor, growers, laidOff, migrant, trader, workshop } from './example.ts'
import type { ApplicantFacts, Credit } from './facts.ts'
import { tryRows, type Row } from '../population/scenarioRows.ts'

const jt = 1_000_000
const had = (MIKRO: number) => ({ earlierAccesses: { MIKRO }, outstandingMikroIdr: 0, seasonMikroIdr: 0 })
const credit = (kind: Credit['kind'], more: Partial<Credit> = {}, worstKol = 1): Partial<ApplicantFacts> => ({
  credits: [{ kind, plafonIdr: null, standing: 'running', ...more }],
  worstKol,
})
const cluster = { ...growers, recipient: 'cluster-member', hasBpjsTk: true }
const housing: ApplicantFacts = { ...workshop, scheme: 'KPP_DEMAND', recipient: 'housing' }
const byPerson: readonly Row[] = [
  ...(['retired', 'pre-retirement', 'laid-off', 'housewife', 'ex-pmi'] as const).map((occupation): Row => [
    `${occupation} may apply`,
    trader,
    { occupation },
    '2025-06-02',
    'E',
  ]),
  ['a soldier in service may not', trader, { occupation: 'tni' }, '2025-06-02', 'I R-ASN'],
  ['in 2026 the regrouping was not read, so a person decides', trader, { occupation: 'polri' }, '2026-02-02', 'R/I R-ASN'],
  [
    'a soldier’s wife with a business of her own',
    trader,
    { spouse: { occupation: 'tni', hasKurOrApplication: false } },
    '2025-06-02',
    'E',
  ],
  ['a day before 21, by bank practice', trader, { ageMonths: 21 * 12 - 1 }, '2025-06-02', 'R/I R-AGE'],
  ['21 years old', trader, { ageMonths: 21 * 12 }, '2025-06-02', 'E'],
  ['18 and going abroad, with permission', migrant, { ageMonths: 18 * 12, hasParentalPermission: true }, '2025-06-02', 'E'],
  ['without it yet', migrant, { ageMonths: 18 * 12, hasParentalPermission: false }, '2025-06-02', 'C R-AGE'],
  ['17 and going abroad', migrant, { ageMonths: 18 * 12 - 1, hasParentalPermission: true }, '2025-06-02', 'R/I R-AGE'],
  ['five months in business', trader, { businessAgeMonths: 5 }, '2025-06-02', 'R/I R-BIZAGE'],
  ['six', trader, { businessAgeMonths: 6 }, '2025-06-02', 'E'],
  ['five, in a cluster: statute was read', cluster, { businessAgeMonths: 5 }, '2025-06-02', 'I R-BIZAGE'],
  ...(['mentoring', 'training', 'group', 'family'] as const).map((substitute): Row => [
    `${substitute} stands in for months, in Super Mikro`,
    laidOff,
    { businessAgeMonths: 0, substitutes: [substitute] },
    '2025-06-02',
    'E',
  ]),
  ['something else does not', laidOff, { substitutes: ['savings'] }, '2025-06-02', 'R/I R-BIZAGE'],
  ['neither NIB nor letter', trader, { hasNib: false, hasBusinessLetter: false }, '2025-06-02', 'C R-BIZDOC'],
  ['the letter alone', trader, { hasNib: false, hasBusinessLetter: true }, '2025-06-02', 'E'],
  ['housing supply wants the NIB', contractor, { hasNib: false, hasBusinessLetter: true }, '2025-09-01', 'C R-BIZDOC'],
  ['a cluster above 100 million wants BPJS', cluster, { plafonIdr: 100 * jt + 1, hasBpjsTk: false }, '2024-06-03', 'C R-BPJS'],
  ['and not at 100', cluster, { plafonIdr: 100 * jt, hasBpjsTk: false }, '2024-06-03', 'E'],
]

const byCredit: readonly Row[] = [
  ['a commercial KMK that is paid off', trader, credit('commercial', { standing: 'settled' }, 0), '2025-06-02', 'I R-CREDITHIST'],
  ['the same in 2026, not read', trader, credit('commercial', { standing: 'settled' }, 0), '2026-02-02', 'R/I R-CREDITHIST'],
  ['ultra-micro of 20 million', trader, credit('ultra-micro', { plafonIdr: 20 * jt }), '2025-06-02', 'E'],
  ['a rupiah more', trader, credit('ultra-micro', { plafonIdr: 20 * jt + 1 }), '2025-06-02', 'I R-CREDITHIST'],
  [
    'a consumer credit of 500 million that SLIK has as productive, proven',
    trader,
    credit('consumer-miscoded', { plafonIdr: 500 * jt, isProven: true }),
    '2025-06-02',
    'E',
  ],
  ['not proven yet', trader, credit('consumer-miscoded', { plafonIdr: 500 * jt }), '2025-06-02', 'C R-CREDITHIST'],
  [
    'a rupiah more',
    trader,
    credit('consumer-miscoded', { plafonIdr: 500 * jt + 1, isProven: true }),
    '2025-06-02',
    'I R-CREDITHIST',
  ],
  ['a P2P loan', trader, credit('p2p'), '2025-06-02', 'E'],
  ['another government programme, running', trader, credit('government-programme'), '2025-06-02', 'I R-CREDITHIST'],
  ['the same, paid off', trader, credit('government-programme', { standing: 'settled' }, 0), '2025-06-02', 'E'],
  ...(['kpr', 'motorcycle', 'decree-secured'] as const).map((kind): Row => [
    `${kind}, paid on time`,
    trader,
    credit(kind),
    '2025-06-02',
    'E',
  ]),
  ['a day late', trader, credit('kpr', {}, 2), '2025-06-02', 'I R-CONCURRENT'],
  ['a car: only older lists of banks name it', trader, credit('vehicle'), '2025-06-02', 'R/E R-CONCURRENT'],
  ['a KUR at the same lender', trader, { ...had(1), ...credit('kur-here') }, '2025-06-02', 'E'],
  [
    'a KUR elsewhere: the list was read in part',
    trader,
    { ...had(1), ...credit('kur-elsewhere') },
    '2025-06-02',
    'R/I R-CONCURRENT',
  ],
]

const otherSchemes: readonly Row[] = [
  [
    '100 million for a worker abroad',
    migrant,
    { plafonIdr: 100 * jt, tenorMonths: 36, workContractMonths: 36, placementCostIdr: 100 * jt, hasNpwp: true },
    '2025-06-02',
    'E',
    { instalmentIdr: 3_042_194 },
  ],
  [
    'a rupiah more',
    migrant,
    { plafonIdr: 100 * jt + 1, placementCostIdr: 200 * jt, hasNpwp: true },
    '2025-06-02',
    'R/I R-PLAFON',
  ],
  ['a rupiah above the cost of the placement', migrant, { placementCostIdr: 30 * jt - 1 }, '2025-06-02', 'R/I R-PMI-COST'],
  [
    'a worker abroad above 50 million without NPWP',
    migrant,
    { plafonIdr: 50 * jt + 1, placementCostIdr: 60 * jt },
    '2026-02-02',
    'C R-NPWP',
  ],
  [
    '5 million for a member of a cluster: 12 %',
    cluster,
    { plafonIdr: 5 * jt },
    '2024-06-03',
    'E',
    { subsidyPercent: 12, instalmentIdr: 117_425 },
  ],
  ['a group before Permenko 12/2025', growers, { group: {} }, '2024-12-31', 'E'],
  ['some day of 2025 it held', growers, { group: { ...growers.group, legalEntity: false } }, '2025-08-07', 'R/I R-GROUP'],
  ['from 8 August it surely did', growers, { group: { ...growers.group, legalEntity: false } }, '2025-08-08', 'I R-GROUP'],
  ['a group that has not told anything', growers, { group: {} }, '2025-08-08', 'C R-GROUP'],
  ['houses: the day before it held', housing, {}, '2025-08-07', 'R'],
  ['the first day', housing, {}, '2025-08-08', 'E', { ratePercent: 6, subsidyPercent: 5.5 }],
  ['houses, a rupiah below 500 million', housing, { plafonIdr: 500 * jt - 1 }, '2025-09-01', 'E', { instalmentIdr: 11_742_515 }],
  ['houses at 10 million: is the bound inside?', housing, { plafonIdr: 10 * jt }, '2025-09-01', 'R/E R-PLAFON'],
  ['a builder with another programme running', contractor, { hasOtherGovernmentCredit: true }, '2025-09-01', 'R/I R-KPP'],
  ['a builder without NPWP', contractor, { hasNpwp: false }, '2025-09-01', 'C R-NPWP'],
  ['a builder above 5 billion', contractor, { plafonIdr: 5_000 * jt + 1 }, '2025-09-01', 'I R-PLAFON'],
  ['Aceh before the relief', trader, { province: '11' }, '2025-12-31', 'E', { ratePercent: 6 }],
  ['Aceh in 2026', trader, { province: '11' }, '2026-01-05', 'R/E', { ratePercent: 0 }],
  ['Riau in 2026', trader, { province: '14' }, '2026-01-05', 'E', { ratePercent: 6 }],
  ['West Sumatra in 2028', trader, { province: '13' }, '2028-01-05', 'R/E', { ratePercent: 6 }],
]

tryRows([...byPerson, ...byCredit, ...otherSchemes])
