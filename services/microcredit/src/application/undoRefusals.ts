// The expected "no" between an approval and its money: what it may cost, when it may be signed, and taking it back.
import { refusalCatalogue } from '@simpul/kernel'

const catalogue = refusalCatalogue({
  'application/akad-undone': {
    status: 409,
    id: 'Akad {akad} sudah dibatalkan sebelum tercatat di SIKP.',
    en: 'The akad {akad} was undone before SIKP registered it.',
  },
  'application/before-approval': {
    status: 422,
    id: 'Akad tertanggal {signedOn}, sebelum persetujuan pada {approvedOn}. Periksa tanggalnya.',
    en: 'The akad is dated {signedOn}, before the approval of {approvedOn}. Please check the date.',
  },
  'application/rate-above-rule': {
    status: 422,
    id: 'Suku bunga {ratePpm} ppm setahun melampaui {maxPpm} ppm, batas untuk {scheme} menurut aturan {version}.',
    en: 'A rate of {ratePpm} ppm a year is above {maxPpm} ppm, the bound of {scheme} by rule {version}.',
  },
  'application/undo-asked': {
    status: 409,
    id: 'Pembatalan persetujuan ini sedang diusulkan. Putuskan dulu: batalkan atau pertahankan.',
    en: 'Somebody asked to undo this approval. Settle that first: undo it or keep it.',
  },
  'application/no-undo-asked': {
    status: 409,
    id: 'Tidak ada usulan pembatalan persetujuan pada pengajuan ini.',
    en: 'Nobody asked to undo the approval of this application.',
  },
  'application/nothing-to-undo': {
    status: 409,
    id: 'Tidak ada persetujuan yang dapat dibatalkan; setelah dana cair, persetujuan tidak dapat dibatalkan.',
    en: 'There is no approval to undo; once the money is paid out, none can be undone.',
  },
})

export const { refuse, entries } = catalogue
