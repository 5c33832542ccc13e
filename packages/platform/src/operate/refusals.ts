// What can be wrong with an operator's request.
import { refusalCatalogue } from '@simpul/kernel'

export const { refuse, entries: operatorRefusals } = refusalCatalogue({
  'operator/already-requested': {
    status: 409,
    id: 'Permintaan ini sudah tercatat.',
    en: 'This request is already recorded.',
  },
  'operator/no-such-task': {
    status: 422,
    id: 'Tidak ada tugas terbuka dengan nomor itu; mungkin sudah selesai dengan sendirinya.',
    en: 'No open task has that id; it may have been done meanwhile.',
  },
  'operator/not-blocked': {
    status: 422,
    id: 'Kunci itu tidak tertahan di kelompok itu; mungkin sudah berjalan lagi.',
    en: 'That key is not blocked in that group; it may be moving again.',
  },
  'operator/relay-retries': {
    status: 422,
    id: 'Relai mencoba lagi sendiri, paling lama tiap 60 detik. Perbaiki penyebabnya saja.',
    en: 'The relay tries again by itself, at least every 60 s. Mend the cause.',
  },
  'operator/no-such-projection': {
    status: 422,
    id: 'Layanan ini tidak punya proyeksi dengan nama itu.',
    en: 'This service has no projection of that name.',
  },
})
