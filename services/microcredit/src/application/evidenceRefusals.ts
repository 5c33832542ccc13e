// Why a file of evidence cannot be referred to yet.
import { refusalCatalogue } from '@simpul/kernel'

export const { refuse, entries } = refusalCatalogue({
  'evidence/quarantined': {
    status: 409,
    id: 'Berkas bukti sedang dipindai dari virus. Coba lagi sebentar lagi.',
    en: 'The evidence is being scanned for viruses. Try again shortly.',
  },
  'evidence/not-a-placed-photograph': {
    status: 422,
    id: 'Foto survei harus berupa foto yang tempat dan waktunya sudah dicatat. Catat dahulu tempat foto itu.',
    en: 'A photograph of a survey is one whose place and time are recorded. Record the place of that photograph first.',
  },
})
