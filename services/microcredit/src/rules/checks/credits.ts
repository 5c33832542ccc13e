// What the rules about other credits say: commercial ones before, and what may run beside a KUR.
// Guarantees: a payoff that the register does not show yet is asked again, never held against anybody.
import { formatRupiah } from '@simpul/kernel'
import type { Credit } from '../facts.ts'
import { dayInWords } from '../freshness.ts'
import type { Bounds } from '../ruleBook.ts'
import { condition, failed, passed, unknown, type Answer, type Check } from './answer.ts'

type Histories = Bounds['R-CREDITHIST']

const notShown = ({ recheckOn }: Credit) => {
  const on = recheckOn && { id: ` pada ${dayInWords(recheckOn, 'id')}`, en: ` on ${dayInWords(recheckOn, 'en')}` }
  return [
    `Pelunasan belum tampak di SIKP atau SLIK. Ditanyakan lagi${on?.id ?? ''}; ini bukan penolakan. Simpan bukti lunas.`,
    `The payoff does not show in SIKP or SLIK yet. It is asked again${on?.en ?? ''}; this is no refusal. Keep the proof of payment.`,
  ] as const
}

export const creditHistory: Check<Histories> = {
  looksAt: ['credits'],
  answer(bound, { credits }) {
    if (credits === null || credits === undefined)
      return unknown(
        null,
        null,
        'Riwayat kredit dari SIKP dan SLIK belum ada.',
        'The credit history from SIKP and SLIK is not here yet.',
      )
    const answers = credits.flatMap((credit) => ofHistory(bound, credit) ?? [])
    return (
      answers.find(({ result, whenFailed }) => result === 'failed' && whenFailed === 'no') ??
      answers.find(({ result }) => result === 'failed') ??
      answers[0] ??
      passed('none', null, 'Tidak ada kredit usaha komersial sebelumnya.', 'No commercial business credit before.')
    )
  },
}

/** Null: this credit is no hindrance. */
function ofHistory({ ultraMicroUpToIdr, consumerUpToIdr }: Histories, credit: Credit): Answer | null {
  const { kind, plafonIdr, standing, isProven } = credit
  switch (kind) {
    case 'commercial':
      return failed(
        kind,
        null,
        'Sudah pernah ada kredit usaha komersial (KMK/KI). KUR untuk yang belum pernah; kredit komersial dapat ditanyakan kepada penyalur.',
        'There was a commercial business credit (KMK/KI) before. KUR is for those without; ask the lender about commercial credit.',
      )
    case 'ultra-micro': {
      const limit = formatRupiah(ultraMicroUpToIdr)
      if (plafonIdr === null)
        return unknown(
          null,
          ultraMicroUpToIdr,
          'Plafon kredit ultra mikro belum tercatat.',
          'The plafon of the ultra-micro credit is not recorded yet.',
        )
      if (plafonIdr <= ultraMicroUpToIdr) return null
      return failed(
        plafonIdr,
        ultraMicroUpToIdr,
        `Kredit ultra mikro dikecualikan sampai ${limit}.`,
        `Ultra-micro credit is exempt up to ${limit}.`,
      )
    }
    case 'consumer-miscoded': {
      const limit = formatRupiah(consumerUpToIdr)
      if (plafonIdr !== null && plafonIdr > consumerUpToIdr)
        return failed(
          plafonIdr,
          consumerUpToIdr,
          `Kredit konsumtif dikecualikan sampai ${limit}.`,
          `Consumer credit is exempt up to ${limit}.`,
        )
      if (isProven === true) return null
      return condition(
        plafonIdr,
        consumerUpToIdr,
        'SLIK mencatat kredit konsumtif sebagai produktif. Bawa perjanjian kreditnya.',
        'SLIK has a consumer credit as productive. Bring its agreement.',
      )
    }
    case 'government-programme':
      if (standing === 'settled') return null
      if (standing === 'settled-not-shown') return unknown(kind, null, ...notShown(credit))
      return failed(
        kind,
        null,
        'Kredit program pemerintah lain belum lunas. Ajukan lagi setelah lunas.',
        'Another government-programme credit is not paid off. Apply again when it is.',
      )
    default:
      return null // household, ultra-micro, P2P: exempt; a KUR and what may run beside one: R-CONCURRENT
  }
}

export const concurrent: Check<Bounds['R-CONCURRENT']> = {
  looksAt: ['credits', 'worstKol'],
  answer({ maxKol, read, reported }, { credits, worstKol, stale }) {
    const running = credits?.filter(({ standing }) => standing === 'running') ?? []
    const isOld = stale?.some(({ name }) => name === 'worstKol') === true
    // An empty list of credits has no kolektibilitas to wait for, unless there was one that is only too old.
    const kol = worstKol ?? (credits && running.length === 0 && !isOld ? 0 : null)
    if (kol !== null && kol > maxKol)
      return failed(
        kol,
        maxKol,
        `Kolektibilitas ${kol}; KUR dapat berjalan bersama kredit lain yang lancar (Kol ${maxKol}). Ajukan lagi setelah lancar.`,
        `Kolektibilitas ${kol}; KUR may run beside other credit that is paid on time (Kol ${maxKol}). Apply again when it is.`,
      )
    if (kol === null)
      return unknown(null, maxKol, 'Kolektibilitas dari SLIK belum ada.', 'The kolektibilitas from SLIK is not here yet.')
    const paidOff = credits?.find(({ kind, standing }) => kind === 'kur-elsewhere' && standing === 'settled-not-shown')
    if (paidOff) return unknown('kur-elsewhere', maxKol, ...notShown(paidOff))
    if (running.some(({ kind }) => kind === 'kur-elsewhere'))
      return failed(
        'kur-elsewhere',
        maxKol,
        'KUR di penyalur lain masih berjalan. Ajukan di penyalur yang sama, atau setelah lunas.',
        'A KUR at another lender is still running. Apply at the same lender, or when it is paid off.',
        { lessSure: 'B' },
      )
    const unread = running.find(({ kind }) => !read.includes(kind) && !HISTORY_ONLY.includes(kind))
    if (unread)
      return passed(
        unread.kind,
        maxKol,
        `Lancar (Kol ${kol}). Jenis kredit ini ${reported.includes(unread.kind) ? 'disebut bank' : 'tidak disebut'}, tetapi daftar dalam aturan terbaca sebagian: penyalur memastikan.`,
        `Paid on time (Kol ${kol}). This kind of credit is ${reported.includes(unread.kind) ? 'named by banks' : 'not named'}, but the list in the rule was read in part: the lender makes sure.`,
        { hinges: true },
      )
    return passed(kol, maxKol, 'Kredit lain lancar, atau tidak ada.', 'Other credit is paid on time, or there is none.')
  },
}

/** R-CREDITHIST speaks about these. */
const HISTORY_ONLY: readonly Credit['kind'][] = [
  'commercial',
  'household',
  'ultra-micro',
  'p2p',
  'consumer-miscoded',
  'government-programme',
]
