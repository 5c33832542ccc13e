// What the rules about earlier KUR say: how many, and how much of it.
// Guarantees: who never received any KUR owes none, without asking again. Does not: guess a history that SIKP has not told.
import { formatRupiah, type Rupiah } from '@simpul/kernel'
import type { ApplicantFacts } from '../facts.ts'
import type { Bounds } from '../ruleBook.ts'
import { failed, notApplicable, passed, unknown, type Check } from './answer.ts'

export const access: Check<Bounds['R-ACCESS']> = {
  looksAt: ['earlierAccesses', 'sector'],
  answer(bound, { sector, earlierAccesses }, scheme) {
    const asked = earlierAccesses === null ? null : (earlierAccesses[scheme] ?? 0) + 1
    if (bound === null)
      return passed(
        asked,
        null,
        'Batas berapa kali menerima KUR dikabarkan sudah dihapus.',
        'The limit on how many times one may receive KUR is reported to be removed.',
      )
    if (asked === null)
      return unknown(null, bound.otherwise, 'Riwayat KUR dari SIKP belum ada.', 'The history of KUR from SIKP is not here yet.')
    const own = sector === null ? undefined : capOf(bound, sector)
    const most = own ?? bound.otherwise
    // Without the sector the lower cap is enough for a yes, and the higher one for a no; between them nobody knows.
    const highest = own ?? Math.max(bound.otherwise, ...Object.values(bound.maxBySector))
    if (asked <= most)
      return passed(
        asked,
        most,
        `Ini KUR ke-${asked} di skema ini; batasnya ${most}.`,
        `This is KUR number ${asked} in this scheme; the limit is ${most}.`,
      )
    if (asked <= highest)
      return unknown(
        asked,
        most,
        'Sektor usaha belum tercatat; batasnya tergantung sektor.',
        'The sector is not recorded yet; the limit depends on it.',
      )
    return failed(
      asked,
      highest,
      `Ini KUR ke-${asked} di skema ini; batasnya ${highest}. Skema KUR yang lebih besar mulai dari hitungan pertama.`,
      `This is KUR number ${asked} in this scheme; the limit is ${highest}. A larger KUR scheme starts counting at one.`,
    )
  },
}

/** Of its own entries alone: a sector is a word of the applicant's, and `__proto__` is none of the book's. */
const capOf = ({ maxBySector, otherwise }: NonNullable<Bounds['R-ACCESS']>, sector: string): number =>
  Object.hasOwn(maxBySector, sector) ? (maxBySector[sector] ?? otherwise) : otherwise

export const firstKur: Check<Bounds['R-FIRSTKUR']> = {
  looksAt: ['earlierAccesses'],
  answer({ earlierMax }, { earlierAccesses }) {
    if (earlierAccesses === null)
      return unknown(null, earlierMax, 'Riwayat KUR dari SIKP belum ada.', 'The history of KUR from SIKP is not here yet.')
    const earlier = Object.values(earlierAccesses).reduce((sum, count) => sum + count, 0)
    if (earlier <= earlierMax) return passed(earlier, earlierMax, 'Belum pernah menerima KUR.', 'Has not received a KUR before.')
    return failed(
      earlier,
      earlierMax,
      `Super Mikro untuk yang belum pernah menerima KUR; di SIKP tercatat ${earlier}. KUR Mikro dapat diajukan.`,
      `Super Mikro is for those who have not received a KUR; SIKP shows ${earlier}. KUR Mikro can be asked for.`,
    )
  },
}

export const accumulatedMikro: Check<Bounds['R-ACCUM-MIKRO']> = {
  looksAt: ['outstandingMikroIdr', 'seasonMikroIdr', 'sector', 'plafonIdr', 'earlierAccesses'],
  answer(bound, facts) {
    if (bound === null) return removed(facts.plafonIdr)
    const running = within(bound.maxIdr, mikroBefore(facts, false), facts.plafonIdr, STILL_RUNNING)
    if (facts.sector !== null && !bound.bySeason.includes(facts.sector)) return running
    const season = within(bound.maxIdr, mikroBefore(facts, true), facts.plafonIdr, THIS_SEASON)
    if (facts.sector !== null) return season
    // Without the sector nobody knows which of the two counts; when they agree, it does not matter.
    if (running.result === season.result) return running
    return unknown(
      facts.plafonIdr,
      bound.maxIdr,
      'Sektor usaha belum tercatat; untuk pertanian dihitung per musim.',
      'The sector is not recorded yet; for farming it is counted by season.',
    )
  },
}

const STILL_RUNNING = { id: 'yang masih berjalan', en: 'that is still running' }
const THIS_SEASON = { id: 'musim ini', en: 'this season' }

export const accumulatedKecil: Check<Bounds['R-ACCUM-KECIL']> = {
  looksAt: ['accumulatedKecilIdr', 'plafonIdr', 'earlierAccesses'],
  answer(bound, { plafonIdr, accumulatedKecilIdr, earlierAccesses }) {
    if (bound === null) return removed(plafonIdr)
    const before = accumulatedKecilIdr ?? noneOf(earlierAccesses?.KECIL, earlierAccesses)
    return within(bound.maxIdr, before, plafonIdr, { id: 'yang pernah diterima', en: 'received so far' })
  },
}

/** Without a figure of the season, what is still running is what this season has financed. */
function mikroBefore({ seasonMikroIdr, outstandingMikroIdr, earlierAccesses }: ApplicantFacts, bySeason: boolean): Rupiah | null {
  const told = bySeason ? (seasonMikroIdr ?? outstandingMikroIdr) : outstandingMikroIdr
  return told ?? noneOf(earlierAccesses?.MIKRO, earlierAccesses)
}

/** Who never received any owes nothing of it. */
const noneOf = (count: number | undefined, told: unknown): Rupiah | null => (told !== null && (count ?? 0) === 0 ? 0 : null)

const removed = (plafonIdr: Rupiah) =>
  notApplicable(plafonIdr, null, 'Dihitung per akad, tidak dijumlahkan.', 'Counted by akad, not added up.')

function within(maxIdr: Rupiah, before: Rupiah | null, plafonIdr: Rupiah, what: { id: string; en: string }) {
  const limit = formatRupiah(maxIdr)
  if (before === null)
    return unknown(
      null,
      maxIdr,
      `Jumlah KUR ${what.id} belum tercatat; batasnya ${limit} bersama pengajuan ini.`,
      `The sum of KUR ${what.en} is not recorded yet; with this one the limit is ${limit}.`,
    )
  const total = before + plafonIdr
  const sum = `${formatRupiah(before)} + ${formatRupiah(plafonIdr)} = ${formatRupiah(total)}`
  if (total <= maxIdr)
    return passed(
      total,
      maxIdr,
      `KUR ${what.id} dan pengajuan ini: ${sum}; batasnya ${limit}.`,
      `KUR ${what.en} and this one: ${sum}; the limit is ${limit}.`,
    )
  if (before === 0)
    return notApplicable(
      plafonIdr,
      maxIdr,
      'Tidak ada yang dijumlahkan; plafonnya sendiri dinilai R-PLAFON.',
      'There is nothing to add up; the plafon itself is for R-PLAFON.',
    )
  const left = Math.max(0, maxIdr - before)
  return failed(
    total,
    maxIdr,
    `KUR ${what.id} dan pengajuan ini: ${sum}, di atas ${limit}. Masih dapat diajukan ${formatRupiah(left)}.`,
    `KUR ${what.en} and this one: ${sum}, above ${limit}. ${formatRupiah(left)} can still be asked for.`,
  )
}
