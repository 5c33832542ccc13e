// What stands with an application, in sentences that its applicant understands: who has it, until when, and what it waits for or why it stopped.
// Guarantees: Indonesian first, English second, no blame and no word about a person; times in WIB; every code of a failed check has its sentence.
import type { Instant } from '@simpul/kernel'
import { sentence } from '@simpul/kernel'
import { dayInWords, momentInWords, type Words } from '../wib.ts'
import { mayAppeal } from '../appeal/mayAppeal.ts'
import { fileOf, type Application, type CheckName } from './application.ts'
import { checksOf, turnOf, type CheckStanding, type Holder, type Turn } from './turn.ts'

export interface Notice {
  readonly code: string
  readonly id: string
  readonly en: string
}

export const SYSTEMS: Record<CheckName, Words> = {
  identity: { id: 'pencocokan data diri (Dukcapil)', en: 'the identity check (Dukcapil)' },
  sikp: { id: 'SIKP, catatan KUR pemerintah', en: "SIKP, the government's register of KUR" },
  slik: { id: 'SLIK, catatan kredit OJK', en: 'SLIK, the credit register of OJK' },
}

const HELD_BY: Record<Holder, Words> = {
  applicant: { id: 'Sekarang giliran Anda', en: 'It is your turn now' },
  officer: { id: 'Berkas Anda ada pada petugas penyalur', en: "Your file is with the lender's officer" },
  approver: { id: 'Berkas Anda ada pada pemutus di penyalur', en: "Your file is with the lender's approver" },
  reviewer: {
    id: 'Keberatan Anda ada pada peninjau di penyalur yang tidak ikut menangani berkas ini',
    en: "Your appeal is with a reviewer of the lender's who took no part in this file",
  },
  system: { id: 'Berkas Anda sedang diproses', en: 'Your file is being processed' },
}

/** By the code of the reason; what a check by hand found has no code of its own. */
export const FAILED: Readonly<Record<string, Words>> = {
  'identity/unknown': {
    id: 'Data diri Anda belum ditemukan pada pendaftaran. Petugas penyalur akan mencocokkannya dengan KTP Anda.',
    en: 'Your registration was not found. An officer of the lender will compare it with your identity card.',
  },
  'sikp/other-identity': {
    id: 'Di SIKP, NIK ini tercatat dengan data diri yang berbeda. Petugas penyalur akan memeriksanya; siapkan KTP dan KK.',
    en: 'SIKP has this NIK with other personal data. An officer will look into it; please have identity and family card ready.',
  },
  'slik/other-identity': {
    id: 'Di SLIK, NIK ini tercatat dengan data diri yang berbeda. Petugas penyalur akan memeriksanya; siapkan KTP dan KK.',
    en: 'SLIK has this NIK with other personal data. An officer will look into it; please have identity and family card ready.',
  },
  'slik/not-lancar': {
    id: 'Di SLIK masih tercatat kredit yang belum lancar. Petugas penyalur akan memeriksanya; bila sudah lunas, siapkan surat lunas.',
    en: 'SLIK still lists a credit that is not paid on time. An officer will look into it; if it is repaid, have the letter ready.',
  },
  'check/by-hand': {
    id: 'Petugas memeriksa {system} langsung dan belum dapat meloloskannya. Penyalur akan menyampaikan langkah berikutnya.',
    en: 'An officer looked at {system} and could not pass it yet. The lender will tell you the next step.',
  },
}

const UNREACHABLE: Words = {
  id: 'Menunggu jawaban {system} sejak {since}. Kami bertanya lagi dengan sendirinya; Anda tidak perlu melakukan apa pun.',
  en: 'Waiting for {system} since {since}. It is asked again by itself; there is nothing you need to do.',
}
/** Partners says only that somebody is not verified, not whether they ever asked to be. */
const UNVERIFIED: Words = {
  id: 'Data diri Anda belum terverifikasi, kami menunggu sejak {since}. Bila belum meminta verifikasi, mintalah di profil Anda; bila sudah, tunggu saja.',
  en: 'You are not verified yet, we wait since {since}. If you did not ask to be, do so in your profile; if you did, just wait.',
}
const STALE: Words = {
  id: 'Perubahan terakhir Anda, misalnya pelunasan, belum masuk di {system}. Kami bertanya lagi pada {day}.',
  en: 'Your latest change, such as a repayment, has not reached {system} yet. It is asked again on {day}.',
}
const SETBACK: Words = {
  id: 'Persetujuan belum dapat dijalankan karena kuota penyalur. Ini bukan karena Anda; pemutus dapat mencoba lagi.',
  en: "The approval could not take effect because of the lender's quota. It is nothing you did; the approver can try again.",
}
const UNDONE: Words = {
  id: 'Persetujuan sebelumnya dibatalkan oleh penyalur sebelum dana cair. Ini bukan penolakan; pengajuan Anda diperiksa lagi.',
  en: 'The lender took its approval back before the money was paid. This is no refusal; your application is being looked at again.',
}
const BY_LAW: Words = {
  id: 'Batas waktu ini dari aturan ({cite}): diputuskan paling lama lima hari kerja sejak pengajuan diterima.',
  en: 'This deadline is the law’s ({cite}): decided within five working days of the receipt.',
}
const DUE: Words = { id: '{holder}, paling lambat {dueAt}.', en: '{holder}, until {dueAt} at the latest.' }
const NOT_DUE: Words = { id: '{holder}.', en: '{holder}.' }
const OVERDUE: Words = {
  id: '{holder}. Tenggatnya {dueAt} sudah lewat dan penyalur diingatkan; pengajuan Anda tetap berjalan.',
  en: '{holder}. The deadline of {dueAt} has passed and the lender is reminded; your application goes on.',
}
const YOURS_OVERDUE: Words = {
  id: '{holder}. Tenggatnya {dueAt} sudah lewat; Anda masih dapat menjawab selama pengajuan belum ditutup.',
  en: '{holder}. The deadline of {dueAt} has passed; you can still answer as long as the application is open.',
}

const MAY_APPEAL_ANY_DAY: Words = {
  id: 'Bila suatu alasan, aturan atau data keliru, Anda dapat mengajukan keberatan, gratis.',
  en: 'If a reason, a rule or a fact is wrong, you can appeal, free of charge.',
}
const MAY_APPEAL: Words = {
  id: 'Bila suatu alasan, aturan atau data keliru, Anda dapat mengajukan keberatan sampai {until}, gratis.',
  en: 'If a reason, a rule or a fact is wrong, you can appeal until {until}, free of charge.',
}

export function noticesOf(state: Application, now: Instant): readonly Notice[] {
  if (state.status === 'rejected') return mayAppeal(state, now) ? [appealNotice(state.appealUntil ?? null)] : []
  const turn = turnOf(state, now)
  const file = fileOf(state)
  if (!turn || !file) return []
  const isChecked = state.status === 'checking' || (state.status === 'need-info' && state.back.status === 'checking')
  const setback = state.status === 'proposed' && state.setback ? [notice(state.setback.code, SETBACK)] : []
  const law = file.clock?.statutory
  const undone = file.undone && (state.status === 'analysing' || state.status === 'proposed')
  return [
    heldBy(turn),
    ...(law === undefined ? [] : [notice('clock/statutory', BY_LAW, { cite: { id: law, en: law } })]),
    ...(undone ? [notice('approval/undone', UNDONE)] : []),
    ...(isChecked ? checksOf(file).flatMap(checkNotices) : []),
    ...setback,
  ]
}

function appealNotice(until: Instant | null): Notice {
  return until === null
    ? notice('appeal/possible', MAY_APPEAL_ANY_DAY)
    : notice('appeal/possible', MAY_APPEAL, { until: momentInWords(until) })
}

function heldBy({ holder, dueAt, overdue }: Turn): Notice {
  const words = dueAt === null ? NOT_DUE : !overdue ? DUE : holder === 'applicant' ? YOURS_OVERDUE : OVERDUE
  return notice(overdue ? `turn/${holder}-overdue` : `turn/${holder}`, words, {
    holder: HELD_BY[holder],
    ...(dueAt === null ? {} : { dueAt: momentInWords(dueAt) }),
  })
}

function checkNotices({ check, standing, since, askAgainOn, reasonCodes, byHand }: CheckStanding): Notice[] {
  const system = SYSTEMS[check]
  if (standing === 'unreachable') {
    const facts = { system, since: momentInWords(since ?? '') }
    return [
      check === 'identity' ? notice('check/unverified', UNVERIFIED, facts) : notice('check/unreachable', UNREACHABLE, facts),
    ]
  }
  if (standing === 'stale' && askAgainOn) return [notice('check/stale', STALE, { system, day: dayInWords(askAgainOn) })]
  if (standing !== 'failed') return []
  const codes = byHand || reasonCodes.length === 0 ? ['check/by-hand'] : reasonCodes
  return codes.map((code) => notice(code, (Object.hasOwn(FAILED, code) && FAILED[code]) || BY_HAND, { system }))
}

const BY_HAND = FAILED['check/by-hand'] as Words

function notice(code: string, words: Words, facts: Readonly<Record<string, Words>> = {}): Notice {
  const inLanguage = (language: 'id' | 'en') =>
    sentence(words[language], Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, fact[language]])))
  return { code, id: inLanguage('id'), en: inLanguage('en') }
}
