// More of the kind of microcredit.md §6, each read anew from its §1 to §4: versions, accesses, amounts, tenors, and facts that nobody told.
// Guarantees: each bound is asked on both sides. Does not: repeat the numbered scenarios.
import { farmer, growers, laidOff, migrant, trader, workshop } from './example.ts'
import { NOTHING_KNOWN, type ApplicantFacts } from './facts.ts'
import { tryRows, type Row } from '../population/scenarioRows.ts'

const jt = 1_000_000
const had = (MIKRO: number) => ({ earlierAccesses: { MIKRO }, outstandingMikroIdr: 0, seasonMikroIdr: 0 })
const kecil = (KECIL: number, accumulatedKecilIdr = 0) => ({
  plafonIdr: 150 * jt,
  earlierAccesses: { KECIL },
  accumulatedKecilIdr,
})
const cluster = { ...growers, recipient: 'cluster-member', hasBpjsTk: true }
const nothing: ApplicantFacts = {
  plafonIdr: 40 * jt,
  tenorMonths: 36,
  loanType: 'KMK',
  ...NOTHING_KNOWN,
}

const byVersion: readonly Row[] = [
  ['the day before V2023 there is a rate and no rule to go by', trader, {}, '2023-01-26', 'R', { ratePercent: 6 }],
  ['the first day of V2023', trader, {}, '2023-01-27', 'E', { ratePercent: 6, subsidyPercent: 10, instalmentIdr: 1_216_877 }],
  ['the last day of V2023: turnover has no limit', trader, { turnoverIdr: 5_100 * jt }, '2026-01-04', 'E'],
  ['the first day of V2026: it has', trader, { turnoverIdr: 4_800 * jt + 1 }, '2026-01-05', 'I R-OMZET'],
  ['a turnover on the limit', trader, { turnoverIdr: 4_800 * jt }, '2026-01-05', 'E'],
  ['a business without any turnover yet is within the limit', trader, { turnoverIdr: 0 }, '2026-01-05', 'E', { ratePercent: 6 }],
  ['a turnover that nobody told', trader, { turnoverIdr: null }, '2026-01-05', 'C R-OMZET'],
  ['a third Mikro of a trader on the last day of the cap', trader, had(2), '2026-01-04', 'I R-ACCESS'],
  ['a second Kecil in 2026: 6 % at any access, by the news', workshop, kecil(1, 300 * jt), '2026-01-05', 'E', { ratePercent: 6 }],
  ['a fifth Kecil: no cap was read, a person decides', workshop, kecil(4), '2026-01-04', 'R/I R-ACCESS-KECIL'],
]

const byAccess: readonly Row[] = [
  [
    'the second Mikro costs 7 %',
    trader,
    had(1),
    '2024-05-06',
    'E',
    { ratePercent: 7, subsidyPercent: 9, instalmentIdr: 1_235_084 },
  ],
  [
    'the fourth of a farmer costs 9 %',
    farmer,
    had(3),
    '2024-05-06',
    'E',
    { ratePercent: 9, subsidyPercent: 7, instalmentIdr: 3_426_356 },
  ],
  ['a fifth there is not', farmer, had(4), '2024-05-06', 'I R-ACCESS'],
  ...['perkebunan', 'perikanan', 'peternakan'].map((sector): Row => [
    `${sector} counts to four`,
    farmer,
    { ...had(3), sector },
    '2024-05-06',
    'E',
    { ratePercent: 9 },
  ]),
  ...['kehutanan', 'industri', 'perdagangan'].map((sector): Row => [
    `${sector} counts to two`,
    farmer,
    { ...had(2), sector },
    '2024-05-06',
    'I R-ACCESS',
  ]),
  [
    'accesses are counted by scheme',
    trader,
    { earlierAccesses: { SUPER_MIKRO: 1 }, outstandingMikroIdr: 0 },
    '2024-05-06',
    'E',
    { ratePercent: 6 },
  ],
  ['the second Kecil', workshop, kecil(1), '2024-08-01', 'E', { ratePercent: 7, subsidyPercent: 4.5, instalmentIdr: 3_591_937 }],
  ['the third', workshop, kecil(2), '2024-08-01', 'E', { ratePercent: 8, subsidyPercent: 3.5, instalmentIdr: 3_661_938 }],
  ['the fourth', workshop, kecil(3), '2024-08-01', 'E', { ratePercent: 9, subsidyPercent: 2.5, instalmentIdr: 3_732_756 }],
  [
    'the sixth Khusus costs what the first did',
    cluster,
    { earlierAccesses: { KHUSUS: 5 } },
    '2024-06-03',
    'E',
    { ratePercent: 6, subsidyPercent: 10 },
  ],
]

const byAmount: readonly Row[] = [
  [
    '10,000,000 is Super Mikro at 3 %',
    laidOff,
    { plafonIdr: 10 * jt },
    '2025-06-02',
    'E',
    { ratePercent: 3, subsidyPercent: 15, instalmentIdr: 429_812 },
  ],
  [
    'a rupiah more is Mikro at 6 %',
    laidOff,
    { plafonIdr: 10 * jt + 1, businessAgeMonths: 6 },
    '2025-06-02',
    'E',
    { ratePercent: 6, subsidyPercent: 10, instalmentIdr: 443_206 },
  ],
  ['50,000,000 needs no NPWP', trader, { plafonIdr: 50 * jt }, '2025-06-02', 'E', { instalmentIdr: 1_521_097 }],
  ['a rupiah more does', trader, { plafonIdr: 50 * jt + 1 }, '2025-06-02', 'C R-NPWP'],
  ['also in 2026', trader, { plafonIdr: 50 * jt + 1 }, '2026-02-02', 'C R-NPWP'],
  [
    '100,000,000 is Mikro',
    trader,
    { plafonIdr: 100 * jt, hasNpwp: true },
    '2025-06-02',
    'E',
    { subsidyPercent: 10, instalmentIdr: 3_042_194 },
  ],
  [
    'a rupiah more is Kecil',
    workshop,
    { plafonIdr: 100 * jt + 1 },
    '2025-06-02',
    'E',
    { subsidyPercent: 5.5, instalmentIdr: 2_348_503 },
  ],
  [
    '500,000,000 as KI over 60 months',
    workshop,
    { plafonIdr: 500 * jt, tenorMonths: 60, loanType: 'KI' },
    '2025-06-02',
    'E',
    { instalmentIdr: 9_666_401 },
  ],
  ['a rupiah above every scheme', workshop, { plafonIdr: 500 * jt + 1 }, '2025-06-02', 'R/I'],
  ['one rupiah', trader, { plafonIdr: 1, tenorMonths: 1 }, '2025-06-02', 'E', { ratePercent: 3, instalmentIdr: 1 }],
  [
    '60 million still running leave 40',
    trader,
    { ...had(1), outstandingMikroIdr: 60 * jt },
    '2025-06-02',
    'E',
    { ratePercent: 7 },
  ],
  ['and not a rupiah more', trader, { ...had(1), outstandingMikroIdr: 60 * jt + 1 }, '2025-06-02', 'I R-ACCUM-MIKRO'],
  [
    'a farmer counts by season, not what runs from the last one',
    farmer,
    { ...had(1), outstandingMikroIdr: 90 * jt, seasonMikroIdr: 25 * jt },
    '2024-05-06',
    'E',
  ],
  ['and not a rupiah more in the season', farmer, { ...had(1), seasonMikroIdr: 25 * jt + 1 }, '2024-05-06', 'I R-ACCUM-MIKRO'],
  [
    'of an unknown sector nobody knows which counts',
    farmer,
    { sector: null, ...had(1), outstandingMikroIdr: 90 * jt, seasonMikroIdr: 25 * jt },
    '2024-05-06',
    'C R-ACCUM-MIKRO',
  ],
  [
    'Kecil adds up to 500 million',
    workshop,
    { plafonIdr: 250 * jt, earlierAccesses: { KECIL: 1 }, accumulatedKecilIdr: 250 * jt },
    '2024-08-01',
    'E',
  ],
  [
    'and not a rupiah more',
    workshop,
    { plafonIdr: 250 * jt, earlierAccesses: { KECIL: 1 }, accumulatedKecilIdr: 250 * jt + 1 },
    '2024-08-01',
    'I R-ACCUM-KECIL',
  ],
  [
    'in 2026 it is by akad',
    workshop,
    { plafonIdr: 250 * jt, earlierAccesses: { KECIL: 1 }, accumulatedKecilIdr: 500 * jt },
    '2026-01-05',
    'E',
  ],
]

const byTenor: readonly Row[] = [
  ['Mikro KMK ends at 36 months, by bank practice', trader, { tenorMonths: 37 }, '2025-06-02', 'R/I R-TENOR'],
  ['Mikro KI at 60', trader, { tenorMonths: 60, loanType: 'KI' }, '2025-06-02', 'E'],
  ['and not at 61', trader, { tenorMonths: 61, loanType: 'KI' }, '2025-06-02', 'R/I R-TENOR'],
  ['Kecil KMK at 48', workshop, { tenorMonths: 49 }, '2025-06-02', 'R/I R-TENOR'],
  ['Khusus KMK at 48, by statute', cluster, { tenorMonths: 49 }, '2024-06-03', 'I R-TENOR'],
  ['which was not read as amended in 2025', cluster, { tenorMonths: 49 }, '2025-09-01', 'R/I R-TENOR'],
  ['a worker abroad: not longer than the contract', migrant, { tenorMonths: 25 }, '2025-06-02', 'R/I R-TENOR'],
  ['nor than 36 months', migrant, { tenorMonths: 37, workContractMonths: 48 }, '2025-06-02', 'R/I R-TENOR'],
  [
    'with a contract of three years',
    migrant,
    { tenorMonths: 36, workContractMonths: 36 },
    '2025-06-02',
    'E',
    { ratePercent: 6, subsidyPercent: 13.5 },
  ],
]

const missing: readonly Row[] = [
  [
    'who has told nothing but the wish is refused nothing',
    nothing,
    {},
    '2024-05-06',
    'C R-ASN, R-ID, R-BIZAGE, R-BIZDOC, R-ACCESS, R-ACCUM-MIKRO, R-CREDITHIST, R-CONCURRENT',
  ],
  [
    'in 2026 the turnover as well',
    nothing,
    {},
    '2026-05-06',
    'C R-ASN, R-ID, R-BIZAGE, R-OMZET, R-BIZDOC, R-ACCESS, R-ACCUM-MIKRO, R-CREDITHIST, R-CONCURRENT',
  ],
  [
    'a second Mikro without the sector: two is within either cap',
    trader,
    { ...had(1), sector: null },
    '2024-05-06',
    'E',
    { ratePercent: 7 },
  ],
  ['a third: nobody knows', trader, { ...had(2), sector: null }, '2024-05-06', 'C R-ACCESS'],
  ['a fifth: a no of every sector', trader, { ...had(4), sector: null }, '2024-05-06', 'I R-ACCESS'],
  [
    'a third in 2026 without the sector: whether the removed cap matters depends on it',
    trader,
    { ...had(2), sector: null },
    '2026-05-06',
    'C R-ACCESS',
  ],
  [
    'a history that SIKP has not told, in 2026',
    trader,
    { earlierAccesses: null, outstandingMikroIdr: 0 },
    '2026-05-06',
    'C R-ACCESS',
  ],
]

tryRows([...byVersion, ...byAccess, ...byAmount, ...byTenor, ...missing])
