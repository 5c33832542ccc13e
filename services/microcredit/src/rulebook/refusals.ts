// Every expected "no" around editions of the rule book, in words for the people who publish them.
// Guarantees: each says what can be done. Does not: reach anybody by itself; the service's catalogue (../refusals.ts) holds them.
import type { RefusalEntry } from '@simpul/kernel'

export const rulebookRefusals = {
  'rulebook/full': {
    status: 409,
    id: 'Sudah ada {max} usulan edisi buku aturan; batasnya harus dinaikkan dulu.',
    en: 'There are {max} proposed editions of the rule book; that limit has to be raised first.',
  },
  'rulebook/proposal-open': {
    status: 409,
    id: 'Usulan nomor {n} (edisi {edition}) belum diputus. Setujui atau tarik dulu.',
    en: 'Proposal {n} (edition {edition}) is not decided yet. Approve or withdraw it first.',
  },
  'rulebook/edition-not-newer': {
    status: 409,
    id: 'Edisi {edition} tidak lebih baru daripada {latest}, yang sudah terbit.',
    en: 'Edition {edition} is not newer than {latest}, which is published already.',
  },
  'rulebook/edition-unknown': {
    status: 422,
    id: 'Program ini tidak punya data edisi {edition}. Pasang program yang memuatnya, lalu coba lagi.',
    en: 'This program does not have the data of edition {edition}. Install one that does, then retry.',
  },
  'rulebook/data-differs': {
    status: 409,
    id: 'Data edisi {edition} di program ini berbeda dari yang ditandatangani; sidiknya di sini {dataDigest}.',
    en: 'The data of edition {edition} in this program differ from what is signed; the digest here is {dataDigest}.',
  },
  'rulebook/data-missing': {
    status: 503,
    id: 'Edisi {edition} berlaku, tetapi program ini tidak punya data yang ditandatangani. Perbarui program; belum ada putusan yang diberikan.',
    en: 'Edition {edition} is in force, but this program does not have the data that were signed. Update it; no verdict was given.',
  },
  'rulebook/day-passed': {
    status: 422,
    id: 'Edisi berlaku paling cepat besok; {effectiveFrom} tidak sesudah {today}.',
    en: 'An edition holds from tomorrow at the earliest; {effectiveFrom} is not after {today}.',
  },
  'rulebook/day-taken': {
    status: 409,
    id: 'Edisi yang sudah terbit berlaku mulai {taken}; pilih hari sesudahnya, bukan {effectiveFrom}.',
    en: 'The edition published before holds from {taken}; choose a day after it, not {effectiveFrom}.',
  },
  'rulebook/unknown-release': {
    status: 404,
    id: 'Tidak ada usulan edisi nomor {n}.',
    en: 'There is no proposed edition with number {n}.',
  },
  'rulebook/not-proposed': {
    status: 409,
    id: 'Usulan nomor {n} tidak menunggu keputusan lagi ({standing}).',
    en: 'Proposal {n} does not wait for a decision any more ({standing}).',
  },
  'rulebook/four-eyes': {
    status: 403,
    id: 'Yang mengusulkan tidak dapat menyetujui. Mintalah ahli hukum lain.',
    en: 'Whoever proposed it cannot approve it. Ask another jurist.',
  },
  'rulebook/other-data': {
    status: 409,
    id: 'Sidik yang disetujui bukan sidik usulan edisi {edition}. Baca ulang usulannya.',
    en: 'The digest that is approved is not that of the proposed edition {edition}. Read the proposal again.',
  },
  'rulebook/in-force': {
    status: 409,
    id: 'Edisi {edition} sudah berlaku sejak {effectiveFrom}. Perbaiki dengan edisi yang lebih baru.',
    en: 'Edition {edition} is in force since {effectiveFrom}. Mend it with a newer edition.',
  },
} as const satisfies Readonly<Record<string, RefusalEntry>>
