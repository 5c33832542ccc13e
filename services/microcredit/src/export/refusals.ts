// The expected "no" of exports and figures, in words for the person who reads it.
import { refusalCatalogue } from '@simpul/kernel'

const catalogue = refusalCatalogue({
  'export/already-asked': {
    status: 409,
    id: 'Salinan ini sudah dibuat. Buatlah yang baru.',
    en: 'This copy was made already. Make a new one.',
  },
  'export/too-large': {
    status: 422,
    id: 'Daftar ini berisi {rows} pengajuan; satu salinan memuat paling banyak {max}. Persempit saringannya, misalnya per bulan kirim atau per unit.',
    en: 'This list has {rows} applications; one copy holds at most {max}. Narrow the filters, for example by month of submission or by branch.',
  },
  'figures/period-invalid': {
    status: 422,
    id: 'Masa {from} sampai {to} tidak dapat dihitung. Pilih 1 sampai {max} bulan, dari yang lebih awal.',
    en: 'The period from {from} to {to} cannot be counted. Choose 1 to {max} months, the earlier one first.',
  },
  'figures/no-lender': {
    status: 422,
    id: 'Sebutkan penyalurnya (lender).',
    en: 'Name the lender.',
  },
  'figures/too-many': {
    status: 422,
    id: 'Lebih dari {max} pengajuan dalam masa ini. Pilih masa yang lebih pendek.',
    en: 'There are more than {max} applications in this period. Choose a shorter one.',
  },
})

export const { refuse, entries } = catalogue
