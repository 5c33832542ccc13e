// The expected "no" about an appeal, in words for the person who reads it.
// Guarantees: each has both languages. Does not: blame anybody.
import { refusalCatalogue } from '@simpul/kernel'

const catalogue = refusalCatalogue({
  'appeal/nothing-to-contest': {
    status: 409,
    id: 'Pengajuan ini tidak sedang ditolak, jadi tidak ada keputusan yang dapat dibanding.',
    en: 'This application does not stand refused, so there is no decision to appeal against.',
  },
  'appeal/already-filed': {
    status: 409,
    id: 'Keberatan atas keputusan ini sudah diterima dan sedang ditinjau.',
    en: 'An appeal against this decision is here already and is being looked at.',
  },
  'appeal/used': {
    status: 409,
    id: 'Keberatan atas keputusan ini sudah pernah diajukan ({outcome}). Satu keputusan satu keberatan; Anda dapat membuat pengajuan baru.',
    en: 'There was an appeal against this decision ({outcome}). One decision, one appeal; you can make a new application.',
  },
  'appeal/too-late': {
    status: 409,
    id: 'Keberatan dapat diajukan sampai {until}. Anda dapat membuat pengajuan baru.',
    en: 'An appeal could be made until {until}. You can make a new application.',
  },
  'appeal/nothing-contested': {
    status: 422,
    id: 'Sebutkan paling sedikit satu alasan, aturan atau data yang menurut Anda keliru.',
    en: 'Name at least one reason, rule or fact that you think is wrong.',
  },
  'appeal/contested-twice': {
    status: 422,
    id: '{name} disebut dua kali. Sebutkan sekali saja.',
    en: '{name} is named twice. Name it once.',
  },
  'appeal/rule-not-in-verdict': {
    status: 422,
    id: 'Aturan {rule} tidak menjadi dasar keputusan ini. Pilih aturan dari surat keputusan.',
    en: 'The rule {rule} is no ground of this decision. Choose a rule of the letter.',
  },
  'appeal/reason-not-given': {
    status: 422,
    id: 'Alasan {code} tidak ada di surat keputusan. Pilih alasan dari surat itu.',
    en: 'The reason {code} is not in the letter. Choose one that is.',
  },
  'appeal/fact-unknown': {
    status: 422,
    id: 'Data {fact} tidak dikenal. Pilih data dari daftar.',
    en: 'There is no fact {fact}. Choose one of the list.',
  },
  'appeal/value-unfit': {
    status: 422,
    id: 'Nilai {value} tidak mungkin untuk data {fact}. Tulis nilai yang menurut Anda benar.',
    en: '{value} cannot be the value of {fact}. Write the value that you think is right.',
  },
  'appeal/none': {
    status: 409,
    id: 'Tidak ada keberatan pada pengajuan ini.',
    en: 'There is no appeal on this application.',
  },
  'appeal/over': {
    status: 409,
    id: 'Keberatan ini sudah selesai ({outcome}).',
    en: 'This appeal is over ({outcome}).',
  },
  'appeal/pending': {
    status: 409,
    id: 'Keberatan atas keputusan ini sedang ditinjau. Selesaikan dulu keberatannya.',
    en: 'An appeal against this decision is being looked at. Settle the appeal first.',
  },
  'appeal/took-part': {
    status: 403,
    id: 'Keberatan diputus oleh orang yang tidak ikut menangani berkas ini. Minta rekan lain.',
    en: 'An appeal is decided by somebody who took no part in this file. Ask a colleague.',
  },
  'appeal/conflict': {
    status: 403,
    id: 'Anda atau yang Anda wakili menyatakan benturan kepentingan pada berkas ini ({code}). Minta rekan lain.',
    en: 'You or whom you act for declared a conflict of interest on this file ({code}). Ask a colleague.',
  },
  'appeal/not-assigned': {
    status: 403,
    id: 'Keberatan ini belum Anda pegang. Ambil dulu, atau minta pimpinan menugaskan Anda.',
    en: 'You do not hold this appeal. Take it first, or ask the manager to assign you.',
  },
  'appeal/assigns-another': {
    status: 403,
    id: 'Peninjau lain ditugaskan oleh pimpinan penyalur.',
    en: "Another reviewer is named by the lender's manager.",
  },
  'appeal/no-reason': {
    status: 422,
    id: 'Putusan atas keberatan harus beralasan.',
    en: 'A decision on an appeal needs a reason.',
  },
  'appeal/reason-unknown': {
    status: 422,
    id: 'Alasan {code} tidak ada dalam daftar untuk putusan ini. Pilih dari daftar.',
    en: 'The reason {code} is not in the list for this decision. Choose one of the list.',
  },
  'appeal/not-contested': {
    status: 422,
    id: '{name} tidak disebut dalam keberatan ini.',
    en: '{name} is not named in this appeal.',
  },
  'appeal/nothing-granted': {
    status: 422,
    id: 'Sebutkan apa dari keberatan ini yang dibenarkan.',
    en: 'Say what of this appeal is right.',
  },
  'appeal/correction-missing': {
    status: 422,
    id: 'Data {fact} dibenarkan, tetapi nilai yang benar belum ditulis.',
    en: 'The fact {fact} is granted, but its right value is not given.',
  },
  'appeal/survey-not-written': {
    status: 422,
    id: 'Hasil survei ({fact}) tidak diubah di meja; usaha disurvei lagi. Hapus perbaikan ini.',
    en: 'What the survey found ({fact}) is not changed at a desk; the business is surveyed again. Leave this correction out.',
  },
  'appeal/correction-without-evidence': {
    status: 422,
    id: 'Perbaikan {fact} memerlukan bukti, karena mengubah catatan SIKP atau SLIK pada berkas.',
    en: 'Correcting {fact} needs evidence, for it changes what SIKP or SLIK said in this file.',
  },
  'appeal/rule-still-fails': {
    status: 422,
    id: 'Dengan data ini aturan {rules} masih belum terpenuhi. Perbaiki datanya, atau pertahankan keputusannya.',
    en: 'With these facts {rules} is still not met. Correct the facts, or uphold the decision.',
  },
})

export const { refuse, entries } = catalogue
