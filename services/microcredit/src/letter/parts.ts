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
  const { applicationId, round, decidedAt, scheme, plafonIdr, tenorMonths, reasons, ways } = letter
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
    part('text', REVIEW),
  ]
}

const NO_WAY: Words = {
  id: 'Perubahan yang pasti cukup belum dapat disebut. Tanyakan kepada penyalur apa yang membantu.',
  en: 'No change can be named that surely suffices. Ask the lender what would help.',
}

const REVIEW: Words = {
  id: 'Bila suatu alasan atau data keliru, mintalah pimpinan penyalur meninjaunya kembali, gratis. Sebutkan alasan atau datanya. Pimpinan dapat membuka kembali pengajuan ini; riwayatnya tetap ada.',
  en: "If a reason or a fact is wrong, ask the lender's manager to look at it again, free of charge. Name the reason or the fact. The manager can open this application again; its history stays.",
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
