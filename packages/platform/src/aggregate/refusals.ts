// The platform's own refusals: what can go wrong with any command of any service.
import { refusalCatalogue } from '@simpul/kernel'

export const { refuse, entries: platformRefusals } = refusalCatalogue({
  'platform/not-found': { status: 404, id: 'Data itu tidak ditemukan.', en: 'That could not be found.' },
  'platform/version-changed': {
    status: 412,
    id: 'Data ini sudah diubah sejak Anda membukanya (versi {version}). Muat ulang, lalu coba lagi.',
    en: 'This has changed since you opened it (version {version}). Load it again, then retry.',
  },
  'platform/key-reused': {
    status: 422,
    id: 'Kunci permintaan (Idempotency-Key) ini sudah dipakai untuk isi yang lain.',
    en: 'This Idempotency-Key was already used for a different request.',
  },
  'platform/newer-state': {
    status: 503,
    id: 'Sistem sedang diperbarui. Coba lagi sebentar lagi.',
    en: 'The system is being upgraded. Try again shortly.',
  },
  'platform/busy': { status: 503, id: 'Sedang ramai. Coba lagi sebentar lagi.', en: 'Busy right now. Try again shortly.' },
  'platform/outbox-full': {
    status: 503,
    id: 'Sistem sedang mengejar ketertinggalan. Coba lagi sebentar lagi.',
    en: 'The system is catching up. Try again shortly.',
  },
  'platform/outcome-unknown': {
    status: 503,
    id: 'Belum pasti apakah permintaan ini tersimpan. Kirim ulang dengan kunci yang sama; tidak akan tercatat dua kali.',
    en: 'It is not certain whether this was stored. Send it again with the same key; it will not be recorded twice.',
  },
  'platform/cursor-malformed': {
    status: 400,
    id: 'Penanda halaman (after) ini tidak dikenal. Mulai lagi dari halaman pertama.',
    en: 'This page marker (after) is not known. Start again from the first page.',
  },
  'platform/event-too-large': { status: 413, id: 'Isi permintaan terlalu besar.', en: 'The request is too large.' },
})
