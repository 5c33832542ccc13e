// The letter as a list of headings and paragraphs, Indonesian first: what page and PDF have in common, so that they say the same.
// Guarantees: the lender's own reasons stand apart from what concerns the applicant; a figure that was not recorded is not made up.
import { formatRupiah } from '@simpul/kernel'
import { momentInWords, type Words } from '../wib.ts'
import type { Letter, LetterReason } from './letter.ts'

export interface Part {
  readonly kind: 'title' | 'heading' | 'text' | 'item' | 'small'
  readonly id: string
  readonly en: string
}

const part = (kind: Part['kind'], { id, en }: Words): Part => ({ kind, id, en })

export function partsOf(letter: Letter): readonly Part[] {
  const { applicationId, round, decidedAt, scheme, plafonIdr, tenorMonths, reasons, ways, appeal } = letter
  const at = momentInWords(decidedAt)
  const amount = formatRupiah(plafonIdr)
  const own = reasons.filter(({ side }) => side === 'applicant')
  const lenders = reasons.filter(({ side }) => side === 'lender')
  return [
    part('title', { id: 'Surat keputusan pengajuan KUR', en: 'Decision on an application for KUR' }),
    part('small', {
      id: `Nomor pengajuan ${applicationId}, putaran ${round}. Diputuskan ${at.id}.`,
      en: `Application ${applicationId}, round ${round}. Decided ${at.en}.`,
    }),
    part('text', {
      id: `Pengajuan KUR ${schemeName(scheme)} sebesar ${amount} selama ${tenorMonths} bulan belum dapat disetujui. Alasannya di bawah ini.`,
      en: `The application for KUR ${schemeName(scheme)} of ${amount} over ${tenorMonths} months could not be approved. The reasons are below.`,
    }),
    ...(own.length > 0 ? [part('heading', { id: 'Alasan', en: 'Reasons' }), ...own.flatMap(reasonParts)] : []),
    ...(lenders.length > 0
      ? [
          part('heading', {
            id: 'Alasan di pihak penyalur, bukan karena Anda',
            en: "Reasons on the lender's side, nothing you did",
          }),
          ...lenders.flatMap(reasonParts),
        ]
      : []),
    part('heading', { id: 'Apa yang dapat mengubah keputusan', en: 'What could change the decision' }),
    ...(ways.length > 0 ? ways.map((way) => part('item', way)) : [part('text', NO_WAY)]),
    part('heading', { id: 'Bila Anda tidak sependapat', en: 'If you disagree' }),
    ...(appeal ? howToAppeal(appeal.until) : [part('text', NO_APPEAL_LEFT)]),
  ]
}

function howToAppeal(until: Letter['decidedAt'] | null): Part[] {
  const at = until === null ? null : momentInWords(until)
  const when = at ? { id: ` sampai ${at.id}`, en: ` until ${at.en}` } : { id: '', en: '' }
  return [
    part('text', {
      id: `Anda dapat mengajukan keberatan${when.id}, gratis dan satu kali untuk keputusan ini.`,
      en: `You can appeal${when.en}, free of charge and once against this decision.`,
    }),
    part('text', REVIEW),
  ]
}

const NO_WAY: Words = {
  id: 'Perubahan yang pasti cukup belum dapat disebut. Tanyakan kepada penyalur apa yang membantu.',
  en: 'No change can be named that surely suffices. Ask the lender what would help.',
}

const REVIEW: Words = {
  id: 'Buka pengajuan ini di Simpul, pilih Ajukan keberatan, lalu sebutkan alasan, aturan atau data yang menurut Anda keliru dan apa yang benar; dokumen boleh disertakan. Yang memutus adalah orang di penyalur yang tidak ikut menangani berkas ini. Bila keberatan dibenarkan, pengajuan dibuka kembali dan diperiksa dengan data yang benar; riwayatnya tetap ada.',
  en: 'Open this application in Simpul, choose Appeal, and name the reason, rule or fact that you think is wrong, and what is right; a document may go with it. It is decided by somebody of the lender who took no part in this file. If you are right, the application is opened again and reviewed with the right facts; its history stays.',
}

const NO_APPEAL_LEFT: Words = {
  id: 'Pengajuan ini sudah beberapa kali dibuka kembali. Bila suatu alasan atau data masih keliru, silakan buat pengajuan baru.',
  en: 'This application was opened again several times. If a reason or a fact is still wrong, please make a new application.',
}

function reasonParts({ words, rule }: LetterReason): Part[] {
  if (!rule) return [part('item', words)]
  const { id, version, value, bound, cite, confidence, words: why } = rule
  const measured = {
    id: `${value === null ? '' : ` Nilai: ${value}.`}${bound === null ? '' : ` Batas: ${bound}.`}`,
    en: `${value === null ? '' : ` Value: ${value}.`}${bound === null ? '' : ` Bound: ${bound}.`}`,
  }
  return [
    part('item', words),
    ...(why ? [part('text', why)] : []),
    part('small', {
      id: `Aturan ${id} (${version}).${measured.id} Dasar: ${cite} (${confidence.id}).`,
      en: `Rule ${id} (${version}).${measured.en} Source: ${cite} (${confidence.en}).`,
    }),
  ]
}

const schemeName = (scheme: string) =>
  scheme
    .toLowerCase()
    .split('_')
    .map((word) => (word === 'pmi' ? 'PMI' : word.charAt(0).toUpperCase() + word.slice(1)))
    .join(' ')
