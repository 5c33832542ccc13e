// The expected "no" of messages, letters and of how one wants to be told, in words for the person who reads it.
// Guarantees: each has both languages. Does not: blame anybody.
import { refusalCatalogue } from '@simpul/kernel'

const catalogue = refusalCatalogue({
  'letter/busy': {
    status: 503,
    id: 'Banyak surat sedang dibuat. Coba lagi sebentar lagi.',
    en: 'Many letters are being made. Try again shortly.',
  },
  'contact/channel-unavailable': {
    status: 409,
    id: 'Kabar lewat {channel} belum tersedia di sini. Pilih cara lain.',
    en: 'Messages by {channel} are not available here yet. Choose another way.',
  },
  'notification/over': {
    status: 409,
    id: 'Kabar ini sudah dikirim atau dihentikan.',
    en: 'This message was sent or given up already.',
  },
  'notification/attempt-used': {
    status: 409,
    id: 'Percobaan kirim ke-{attempt} sudah pernah dimulai.',
    en: 'Attempt {attempt} at sending this message was begun before.',
  },
})

export const { refuse, entries } = catalogue
