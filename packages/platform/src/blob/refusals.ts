// What can be wrong with a file that someone sends or asks for.
import { refusalCatalogue } from '@simpul/kernel'

export const { refuse, entries: blobRefusals } = refusalCatalogue({
  'blob/too-large': {
    status: 413,
    id: 'Berkas terlalu besar (paling banyak {maxBytes} bita).',
    en: 'The file is too large (at most {maxBytes} bytes).',
  },
  'blob/type-not-allowed': {
    status: 415,
    id: 'Jenis berkas ini tidak diterima. Yang diterima: {contentTypes}.',
    en: 'This kind of file is not accepted. Accepted: {contentTypes}.',
  },
  'blob/not-found': { status: 404, id: 'Berkas itu tidak ada.', en: 'There is no such file.' },
  'blob/erased': {
    status: 410,
    id: 'Berkas itu sudah dihapus bersama data pribadi.',
    en: 'That file was erased with the personal data.',
  },
})
