// The rule book of CSR: every reason code of csr.md §1.3 as data, put together and checked when it is loaded.
// Guarantees: marks are those of that page, never more; faults stop the program (checkRuleBook.ts).
// Does not guarantee: law. Nobody here has read the regulations themselves; entries marked S and M ask for a lawyer's signature.
import { always, fromMemory, NOT_READ, ours, pumkVersions, secondary } from './book/citing.ts'
import { loadRuleBook } from './checkRuleBook.ts'
import { KINDS, type AnyRule, type Bounds, type RuleBook } from './ruleBook.ts'

const OWN = ours('csr.md §1.3: the bound stands in the published version of the program')
const PUMK = 'PER-6/MBU/09/2022 art. 12, in two agreeing press reports (idxchannel.com, wahananews.co)'

const programRules: readonly AnyRule[] = [
  { rule: 'E_WINDOW', kinds: KINDS, versions: always(OWN, null) },
  { rule: 'E_TYPE', kinds: KINDS, versions: always(OWN, null) },
  { rule: 'E_REGION', kinds: KINDS, versions: always(OWN, null) },
  {
    rule: 'E_PILLAR',
    kinds: KINDS,
    versions: always<Bounds['E_PILLAR']>(
      fromMemory('Bappenas: TPB 1-5 sosial (lestari.kompas.com 2023-05-27, S); the other pillars from memory', {
        id: 'Hanya pilar sosial (TPB 1–5) yang ditemukan di sumber.',
        en: 'Only the social pillar (SDG 1 to 5) was found in a source.',
      }),
      { sdgs: { sosial: [1, 2, 3, 4, 5], ekonomi: [7, 8, 9, 10, 17], lingkungan: [6, 11, 12, 13, 14, 15], 'tata-kelola': [16] } },
    ),
  },
  { rule: 'E_SDG', kinds: KINDS, versions: always(OWN, null) },
  { rule: 'E_ASK_BELOW_MIN', kinds: KINDS, versions: always(OWN, null) },
  { rule: 'E_ASK_ABOVE_MAX', kinds: ['grant'], versions: always<Bounds['E_ASK_ABOVE_MAX']>(OWN, { capIdr: null }) },
  {
    rule: 'E_ASK_ABOVE_MAX',
    kinds: ['pumk'],
    versions: pumkVersions<Bounds['E_ASK_ABOVE_MAX']>(
      { capIdr: 75_000_000 },
      { capIdr: 250_000_000 },
      { old: 'PER-09/2015 (invelex-biz.com/program-kemitraan-bumn)', now: PUMK },
    ),
  },
]

const DONATION = 'PP 93/2010 and PMK 76/2011 (slideshare pp-nomor-93-tahun-2010; pratamainstitute.com/biaya-csr)'

const recipientRules: readonly AnyRule[] = [
  { rule: 'E_NPWP', kinds: ['grant'], versions: always(secondary(`${DONATION}: the recipient has an NPWP`), null) },
  {
    rule: 'E_LEGAL',
    kinds: KINDS,
    versions: always<Bounds['E_LEGAL']>(ours('csr.md §1.3: akta, AD-ART, NIB or registration of the cooperative'), {
      papers: {
        yayasan: { id: 'akta yayasan', en: 'the deed of the foundation' },
        sekolah: { id: 'izin operasional sekolah', en: 'the licence of the school' },
        desa: { id: 'surat kepala desa', en: 'a letter of the village head' },
        kelompok: { id: 'AD-ART atau surat pengukuhan kelompok', en: 'the statutes of the group or a letter that confirms it' },
        koperasi: { id: 'pengesahan badan hukum koperasi', en: 'the registration of the cooperative' },
        mikro: { id: 'NIB', en: 'an NIB' },
        kecil: { id: 'NIB', en: 'an NIB' },
      },
      otherwise: { id: 'bukti badan hukum', en: 'proof of legal standing' },
    }),
  },
  { rule: 'E_BANK_NAME_MISMATCH', kinds: KINDS, versions: always(ours('csr.md §1.3'), null) },
  { rule: 'E_AFFILIATED', kinds: ['grant'], versions: always(secondary(`${DONATION}: no special relationship`), null) },
  {
    rule: 'E_AFFILIATED',
    kinds: ['pumk'],
    versions: always(ours('the source speaks of donations alone; for loans the same is asked by our own choice'), null),
  },
  {
    rule: 'E_ALREADY_MITRA',
    kinds: ['pumk'],
    versions: always(secondary('one funder at a time, as KAI asks (evaluasi.or.id/2019/08)'), null),
  },
  {
    rule: 'E_NOT_UMK',
    kinds: ['pumk'],
    versions: [
      {
        id: 'V2015',
        from: '2012-04-04',
        to: '2021-02-01',
        ...secondary('PER-09/2015 (invelex-biz.com/program-kemitraan-bumn)', NOT_READ),
        bound: { maxSalesIdr: 2_500_000_000, maxAssetsIdr: 500_000_000 },
      },
      {
        id: 'V2021',
        from: '2021-02-02',
        to: null,
        cite: 'PP 7/2021 art. 35 (scribd 649831600, text read; izinusaha.id)',
        mark: 'C',
        needsLegalSignoff: false,
        bound: { maxSalesIdr: 15_000_000_000, maxAssetsIdr: 5_000_000_000 },
      },
    ],
  },
  {
    rule: 'E_TENOR',
    kinds: ['pumk'],
    versions: pumkVersions<Bounds['E_TENOR']>(null, { maxMonths: 36 }, { old: '', now: PUMK }),
  },
  {
    rule: 'E_LPJ_OVERDUE',
    kinds: KINDS,
    versions: always(ours('csr.md §1.3, §1.5: a final report closes each grant (Kementan, S)'), null),
  },
  { rule: 'E_POLITICAL', kinds: KINDS, versions: always(usage(), null) },
  { rule: 'E_PERSONAL_USE', kinds: KINDS, versions: always(usage(), null) },
  { rule: 'E_DUPLICATE', kinds: KINDS, versions: always(ours('csr.md §1.3'), null) },
]

function usage() {
  return fromMemory('csr.md §1.3: no political or personal use', {
    id: 'Aturan yang melarangnya tidak ditemukan; petugas memutuskan.',
    en: 'No rule that forbids it was found; a person decides.',
  })
}

/** The first edition; it came with the program and nobody signed it. */
export const csrRules: RuleBook = loadRuleBook({
  edition: '2026-11-24',
  rules: [...programRules, ...recipientRules],
  freshness: { maxDays: 365, ...ours('no source names a limit; a year is the cycle of a TJSL plan') },
})
