// The expected "no" of groups, each with its sentence.
// Guarantees: about a member it says who, never what: that is for that member alone. Does not: tell one cause of "not ready" from another.
import { refusalCatalogue } from '@simpul/kernel'

const catalogue = refusalCatalogue({
  'group/unknown': { status: 404, id: 'Kelompok ini tidak ditemukan.', en: 'There is no such group.' },
  'group/already-started': { status: 409, id: 'Kelompok ini sudah dibuat.', en: 'This group exists already.' },
  'group/closed': {
    status: 409,
    id: 'Pengajuan kelompok ini sudah selesai, jadi tidak dapat diubah lagi.',
    en: "This group's application is over, so it cannot be changed any more.",
  },
  'group/sent': {
    status: 409,
    id: 'Pengajuan kelompok sudah dikirim. Anggota dan isinya dapat diubah bila penyalur meminta keterangan.',
    en: 'The group was sent already. Members and form can be changed when the lender asks for information.',
  },
  'group/not-sent': {
    status: 409,
    id: 'Pengajuan kelompok ini tidak sedang pada penyalur.',
    en: 'This group is not with the lender now.',
  },
  'group/terms-sent': {
    status: 409,
    id: 'Isian {fields} sudah dikirim bersama pengajuan anggota, jadi tidak dapat diubah.',
    en: 'The fields {fields} were sent with the applications of the members, so they cannot be changed.',
  },
  'group/not-a-member': {
    status: 409,
    id: 'Orang ini bukan anggota yang sudah setuju ikut. Undang dahulu dan tunggu persetujuannya.',
    en: 'This person is not a member who agreed. Invite them first and wait for their agreement.',
  },
  'group/full': {
    status: 409,
    id: 'Kelompok sudah penuh: paling banyak {max} orang.',
    en: 'The group is full: at most {max} people.',
  },
  'group/application-sent': {
    status: 409,
    id: 'Pengajuan Anda sudah dikirim, jadi bagian Anda tidak dapat diubah di sini.',
    en: 'Your application was sent already, so your share cannot be changed here.',
  },
  'group/other-text': {
    status: 409,
    id: 'Teksnya sudah diperbarui. Baca versi {version}, lalu setujui.',
    en: 'The text has changed. Read version {version}, then agree.',
  },
  'group/agree-first': {
    status: 409,
    id: 'Isi dan setujui bagian Anda dahulu, baru tanggung renteng.',
    en: 'Fill in and agree to your own share first, then to joint liability.',
  },
  'group/liability-changed': {
    status: 409,
    id: 'Yang ditanggung bersama sudah berubah: sekarang {members} orang, Rp{sumIdr}. Lihat lagi, lalu setujui bila cocok.',
    en: 'What is answered for has changed: now {members} people, IDR {sumIdr}. Look again, then accept if it suits you.',
  },
  'group/chair-stays': {
    status: 409,
    id: 'Ketua menyerahkan jabatannya dahulu, atau membubarkan kelompok.',
    en: 'The chair hands over first, or dissolves the group.',
  },
  'group/withdraw-application': {
    status: 409,
    id: 'Pengajuan anggota ini sudah pada penyalur. Anggota itu sendiri yang menariknya di halaman pengajuannya.',
    en: 'The application of this member is with the lender. That member withdraws it, on the page of the application.',
  },
  'group/incomplete': {
    status: 422,
    id: 'Pengajuan kelompok belum lengkap. Yang masih kosong: {missing}.',
    en: 'The application of the group is not complete yet. Still empty: {missing}.',
  },
  'group/unanswered': {
    status: 409,
    id: 'Masih ada undangan yang belum dijawab: {members}. Tunggu, atau batalkan undangannya.',
    en: 'Some invitations have no answer yet: {members}. Wait, or take them back.',
  },
  'group/too-few': {
    status: 409,
    id: 'Anggota baru {members}. Akad ditandatangani ketua dan sedikitnya satu anggota lain, jadi perlu {min} orang.',
    en: 'There are {members} members. The akad is signed by the chair and at least one more member, so {min} are needed.',
  },
  'group/chair-not-in': {
    status: 409,
    id: 'Ketua belum ikut dengan bagiannya sendiri.',
    en: 'The chair has not joined with a share yet.',
  },
  'group/shares-differ': {
    status: 422,
    id: 'Jumlah bagian anggota Rp{sumIdr}, sedangkan plafon kelompok Rp{plafonIdr}. Samakan dahulu.',
    en: 'The shares of the members make IDR {sumIdr}, the plafon of the group is IDR {plafonIdr}. Make them equal first.',
  },
  'group/seat-awaited': {
    status: 409,
    id: 'Keikutsertaan anggota sedang dicatat. Coba lagi sebentar lagi.',
    en: 'The membership is being recorded. Try again in a moment.',
  },
  'group/members-not-ready': {
    status: 409,
    id: 'Anggota {members} belum dapat diajukan. Mereka melihat sebabnya di halaman masing-masing; kelompok dapat menunggu atau mengganti.',
    en: 'The members {members} cannot be sent yet. They see why on their own pages; the group can wait or replace them.',
  },
  'group/liability-open': {
    status: 409,
    id: 'Tanggung renteng untuk orang dan jumlah yang sekarang belum disetujui oleh: {members}.',
    en: 'Joint liability for the people and the sum as they are now is not accepted yet by: {members}.',
  },
  'group/no-question': { status: 422, id: 'Tuliskan sedikitnya satu pertanyaan.', en: 'Ask at least one question.' },
  'group/not-waiting-for-info': {
    status: 409,
    id: 'Kelompok ini tidak sedang ditanya.',
    en: 'This group is not asked anything now.',
  },
  'group/questions-open': {
    status: 422,
    id: 'Masih ada pertanyaan yang belum dijawab: {missing}.',
    en: 'Some questions have no answer yet: {missing}.',
  },
  'group/own-group': {
    status: 403,
    id: 'Anda anggota kelompok ini, jadi langkah ini harus dilakukan petugas lain.',
    en: 'You are a member of this group, so another officer has to take this step.',
  },
  'group/not-standing': {
    status: 409,
    id: 'Kelompok tidak sedang dapat menandatangani akad (status: {status}).',
    en: 'The group cannot sign an akad now (status: {status}).',
  },
  'group/signers-missing': {
    status: 422,
    id: 'Akad kelompok ditandatangani ketua, sedikitnya satu anggota lain, dan peminjamnya. Lengkapi siapa yang menandatangani.',
    en: 'The akad of a group is signed by its chair, at least one more member, and the borrower. Say who signed.',
  },
  'group/not-a-group': {
    status: 422,
    id: 'Pengajuan ini bukan pengajuan kelompok, jadi tidak ada penanda tangan kelompok.',
    en: 'This is not an application of a group, so there are no signers of a group.',
  },
  'seat/taken': {
    status: 409,
    id: 'Orang ini sudah ikut kelompok lain yang masih berjalan.',
    en: 'This person is in another open group already.',
  },
})

export const { refuse, entries } = catalogue
