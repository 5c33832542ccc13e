// The expected "no" of a lender's policy and of its committees, in words for the person who reads it.
// Guarantees: each has both languages. Does not: blame anybody.
import { refusalCatalogue } from '@simpul/kernel'

const catalogue = refusalCatalogue({
  'policy/tiers-open': {
    status: 422,
    id: 'Jenjang keputusan terakhir harus tanpa batas atas, supaya setiap plafon ada pemutusnya.',
    en: 'The last tier must be without an upper bound, so that every amount has somebody who decides.',
  },
  'policy/tiers-unordered': {
    status: 422,
    id: 'Batas atas {field} harus lebih besar daripada jenjang sebelumnya.',
    en: 'The upper bound of {field} must be above the tier before it.',
  },
  'policy/committee-invalid': {
    status: 422,
    id: 'Komite {field} tidak sah: {members} anggota berbeda, kuorum {quorum}. Kuorum paling sedikit 2, tidak melebihi anggota, dan ketua adalah anggota.',
    en: 'The committee {field} is not valid: {members} different members, quorum {quorum}. A quorum is at least 2 and at most the members, and the chair is one of them.',
  },
  'policy/scorecard-incomplete': {
    status: 422,
    id: 'Kartu skor memuat tepat sebelas variabel, masing-masing sekali. Belum ada: {missing}.',
    en: 'A scorecard has exactly eleven variables, each once. Missing: {missing}.',
  },
  'policy/weights-wrong': {
    status: 422,
    id: 'Jumlah bobot {sum} ppm, seharusnya {whole} ppm.',
    en: 'The weights add up to {sum} ppm instead of {whole} ppm.',
  },
  'policy/bands-invalid': {
    status: 422,
    id: 'Pita nilai {field} harus ada, naik, dan bobotnya kelipatan 100 ppm.',
    en: 'The bands of {field} must be there and rise, and the weight be a multiple of 100 ppm.',
  },
  'committee/conflict-reserved': {
    status: 422,
    id: 'Alasan {code} dicatat sistem bila peran sudah berakhir. Pilih alasan benturan kepentingan yang lain.',
    en: 'The reason {code} is recorded by the system when a role has ended. Choose another reason for the conflict.',
  },
  'policy/too-many-versions': {
    status: 409,
    id: 'Kebijakan ini sudah {max} versi.',
    en: 'This policy has {max} versions already.',
  },
  'policy/not-proposed': {
    status: 409,
    id: 'Versi {version} tidak sedang diusulkan.',
    en: 'Version {version} is not proposed now.',
  },
  'policy/four-eyes': {
    status: 403,
    id: 'Yang mengusulkan kebijakan tidak boleh menetapkannya. Minta orang lain.',
    en: 'Whoever proposed a policy does not adopt it. Ask somebody else.',
  },
  'committee/none': {
    status: 409,
    id: 'Usulan ini diputus oleh satu pemutus, bukan komite.',
    en: 'A single approver decides this proposal, not a committee.',
  },
  'committee/decides': {
    status: 409,
    id: 'Usulan ini diputus oleh komite. Berikan suara, bukan keputusan sendiri.',
    en: 'A committee decides this proposal. Vote instead of deciding alone.',
  },
  'committee/decided': {
    status: 409,
    id: 'Komite sudah memutus usulan ini.',
    en: 'The committee has decided this proposal already.',
  },
  'committee/not-a-member': {
    status: 403,
    id: 'Anda bukan anggota komite untuk usulan ini.',
    en: 'You are not a member of the committee for this proposal.',
  },
  'committee/recused': {
    status: 403,
    id: 'Anda tidak ikut memutus usulan ini ({code}).',
    en: 'You take no part in this decision ({code}).',
  },
  'committee/not-in-favour': {
    status: 403,
    id: 'Kuota hanya dapat diminta lagi oleh anggota komite yang menyetujui usulan ini.',
    en: 'Only a member of the committee who voted for this proposal can ask for the quota again.',
  },
  'committee/too-small': {
    status: 409,
    id: 'Dari komite hanya {voters} orang yang boleh memutus usulan ini, kuorumnya {quorum}. Tetapkan kebijakan dengan anggota lain dahulu.',
    en: 'Only {voters} people of the committee may decide this proposal, and its quorum is {quorum}. Adopt a policy with other members first.',
  },
  'committee/rights-unconfirmed': {
    status: 503,
    id: 'Wewenang anggota komite sedang tidak dapat diperiksa. Coba lagi sebentar lagi.',
    en: 'The rights of the committee cannot be confirmed right now. Try again shortly.',
  },
})

export const { refuse, entries } = catalogue
