// What a member agrees to, and what joint liability says, in numbered texts: an agreement names the version that was read.
// Guarantees: a text that was agreed to is never edited; another text is another version. Does not: stand in for the akad. The texts are
// ours, in plain words; no decree was found that words them.
import type { Words } from '../wib.ts'

export interface Statement {
  readonly version: string
  readonly words: Words
}

const versions = {
  consent: [
    {
      version: '2026-11-24',
      words: {
        id: 'Saya ikut mengajukan KUR Khusus bersama kelompok ini untuk bagian saya sendiri. Data usaha saya benar. Ketua boleh mengirim pengajuan saya bersama yang lain; ketua dan anggota tidak melihat catatan kredit saya.',
        en: 'I apply for KUR Khusus with this group, for my own share. What I say of my business is true. The chair may send my application with the others; chair and members do not see my credit records.',
      },
    },
  ],
  liability: [
    {
      version: '2026-11-24',
      words: {
        id: 'Tanggung renteng: bila seorang anggota tidak dapat membayar, saya ikut menanggungnya bersama anggota lain, paling banyak untuk jumlah dan orang yang tertulis di sini. Bila bertambah orang atau jumlahnya, saya akan diminta lagi.',
        en: 'Joint liability: if a member cannot pay, I answer for it together with the other members, at most for the sum and the people written here. If people or sum grow, I will be asked again.',
      },
    },
  ],
} as const satisfies Record<string, readonly Statement[]>

export const consentText: Statement = versions.consent[0]
export const liabilityText: Statement = versions.liability[0]
