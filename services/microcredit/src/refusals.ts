// Every expected "no" of microcredit, in words for the person who reads it: what is the matter, what can be done, nobody's blame.
// Reservation refusals come from the kernel's pool and have their own sentences there.
// Guarantees: each has both languages. Does not: name a rule's reasons; the verdict does.
import { refusalCatalogue } from '@simpul/kernel'
import { rulebookRefusals } from './rulebook/refusals.ts'

const catalogue = refusalCatalogue({
  'actor/no-person': {
    status: 403,
    id: 'Akun Anda belum terhubung dengan data diri. Hubungkan dulu, lalu coba lagi.',
    en: 'Your account is not linked to a person yet. Link it, then retry.',
  },
  'actor/no-organisation': {
    status: 403,
    id: 'Akun Anda belum terhubung dengan lembaga. Hubungkan dulu, lalu coba lagi.',
    en: 'Your account is not linked to an organisation yet. Link it, then retry.',
  },
  'actor/other-branch': {
    status: 403,
    id: 'Unit {unit} bukan unit Anda.',
    en: 'Unit {unit} is not yours.',
  },
  'lender/unknown': {
    status: 409,
    id: 'Penyalur ini belum dikenal. Periksa pilihannya; bila baru terdaftar, coba lagi sebentar lagi.',
    en: 'This lender is not known here yet. Check the choice; if it has just registered, try again shortly.',
  },
  'lender/not-a-penyalur': {
    status: 422,
    id: 'Lembaga ini bukan penyalur KUR. Pilih penyalur dari direktori.',
    en: 'This organisation does not lend KUR. Choose a lender from the directory.',
  },
  'applicant/identity-open': {
    status: 409,
    id: 'Data diri Anda belum dapat dipakai untuk mengajukan (hasil pemeriksaan: {standing}). Selesaikan dulu di halaman data diri.',
    en: 'Your personal data cannot be used to apply yet (result of the check: {standing}). Settle that on your profile first.',
  },
  'application/reason-unknown': {
    status: 422,
    id: 'Alasan {code} tidak ada dalam daftar. Pilih alasan dari daftar.',
    en: 'The reason {code} is not on the list. Choose one from the list.',
  },
  'quota/already-open': {
    status: 409,
    id: 'Kuota {scheme} tahun {year} untuk unit {unit} sudah dibuka. Ubah batasnya bila perlu.',
    en: 'The {scheme} quota of {year} for unit {unit} is open already. Change its limit if needed.',
  },
  'quota/not-open': {
    status: 409,
    id: 'Penyalur belum membuka kuota untuk skema, tahun, dan unit ini.',
    en: 'The lender has not opened a quota for this scheme, year and unit yet.',
  },
  'quota/limit-invalid': {
    status: 422,
    id: 'Batas kuota {limitIdr} tidak sah. Isi rupiah bulat dari 0 sampai {maxIdr}.',
    en: 'The quota limit {limitIdr} is not valid. Enter whole rupiah from 0 to {maxIdr}.',
  },
  'quota/below-committed': {
    status: 409,
    id: 'Kuota tidak dapat diturunkan ke {limitIdr}: Rp{committedIdr} sudah terikat (ditahan {heldIdr}, disetujui {promisedIdr}, dicairkan {disbursedIdr}).',
    en: 'The quota cannot go down to {limitIdr}: IDR {committedIdr} is committed (held {heldIdr}, approved {promisedIdr}, disbursed {disbursedIdr}).',
  },
  'worklist/too-many-filters': {
    status: 422,
    id: 'Gabungan saringan ini akan membaca seluruh daftar. Pakai satu rentang saja (plafon, tanggal kirim, atau tenggat), atau satu dari status, skema dan giliran; atau batasi pada satu petugas.',
    en: 'These filters together would read the whole list. Use one range only (amount, day of submission, or deadline), or one of status, scheme and turn; or ask for one officer.',
  },
  'application/unknown': { status: 404, id: 'Pengajuan ini tidak ditemukan.', en: 'There is no such application.' },
  'application/already-started': {
    status: 409,
    id: 'Pengajuan ini sudah dibuat. Lanjutkan mengisinya.',
    en: 'This application exists already. Go on filling it in.',
  },
  'application/closed': {
    status: 409,
    id: 'Pengajuan ini sudah selesai, jadi tidak dapat diubah lagi.',
    en: 'This application is over, so it cannot be changed any more.',
  },
  'application/not-draft': {
    status: 409,
    id: 'Pengajuan ini sudah dikirim, jadi isinya tidak dapat diubah. Petugas akan bertanya bila ada yang kurang.',
    en: 'This application was sent already, so its form cannot be changed. The officer asks if something is missing.',
  },
  'application/draft-expired': {
    status: 409,
    id: 'Isian ini tidak disentuh lebih dari 90 hari, jadi tidak berlaku lagi. Silakan mulai pengajuan baru.',
    en: 'This draft was not touched for more than 90 days, so it is no longer valid. Please start a new one.',
  },
  'application/still-draft': {
    status: 409,
    id: 'Pengajuan ini belum dikirim oleh pemohon.',
    en: 'The applicant has not sent this application yet.',
  },
  'application/incomplete': {
    status: 422,
    id: 'Pengajuan belum lengkap. Yang masih kosong: {missing}.',
    en: 'The application is not complete yet. Still empty: {missing}.',
  },
  'evidence/unknown': {
    status: 422,
    id: 'Bukti itu tidak ada pada pemohon ini. Kirim berkasnya dahulu, lalu sebutkan nomornya.',
    en: 'There is no such evidence about this applicant. Send the file first, then name its number.',
  },
  'evidence/unconfirmed': {
    status: 503,
    id: 'Berkas bukti sedang tidak dapat diperiksa. Coba lagi sebentar lagi.',
    en: 'The evidence cannot be looked up right now. Try again shortly.',
  },
  'application/figure-invalid': {
    status: 422,
    id: 'Isian {field} bernilai {value} tidak sah. Isi bilangan bulat dari {min} sampai {max}.',
    en: 'The value {value} of {field} is not valid. Enter a whole number from {min} to {max}.',
  },
  'application/too-many': {
    status: 422,
    id: 'Isian {field} terlalu banyak: {count}, paling banyak {max}.',
    en: 'There are too many entries in {field}: {count}, at most {max}.',
  },
  'application/not-in-checks': {
    status: 409,
    id: 'Pemeriksaan data sudah selesai, jadi hasil baru tidak dicatat.',
    en: 'The checks are finished, so no new result is recorded.',
  },
  'application/checked-by-hand': {
    status: 409,
    id: 'Petugas sudah memeriksa ini dengan bukti, jadi jawaban sistem yang terlambat tidak dicatat.',
    en: 'An officer has checked this with evidence, so the late answer of the system is not recorded.',
  },
  'application/not-in-survey': {
    status: 409,
    id: 'Pengajuan ini tidak sedang menunggu hasil survei.',
    en: 'This application does not wait for a survey now.',
  },
  'application/not-in-analysis': {
    status: 409,
    id: 'Pengajuan ini tidak sedang dianalisis.',
    en: 'This application is not being analysed now.',
  },
  'application/not-in-review': {
    status: 409,
    id: 'Pengajuan ini tidak sedang diperiksa, jadi langkah ini belum atau tidak lagi bisa.',
    en: 'This application is not under review, so this step is not possible now.',
  },
  'application/not-proposed': {
    status: 409,
    id: 'Belum ada usulan petugas yang dapat diputuskan.',
    en: 'There is no proposal of the officer to decide on yet.',
  },
  'application/rejection-proposed': {
    status: 409,
    id: 'Petugas mengusulkan penolakan. Kembalikan ke analisis bila tidak sependapat.',
    en: 'The officer proposed to reject. Send it back to analysis if you disagree.',
  },
  'application/no-verdict': {
    status: 409,
    id: 'Hasil pemeriksaan aturan KUR belum ada, jadi persetujuan belum dapat diusulkan.',
    en: 'The KUR rules were not checked yet, so an approval cannot be proposed.',
  },
  'application/verdict-ineligible': {
    status: 409,
    id: 'Menurut aturan KUR permohonan ini belum memenuhi syarat ({rules}), jadi persetujuan tidak dapat diusulkan.',
    en: 'By the KUR rules this application does not qualify yet ({rules}), so an approval cannot be proposed.',
  },
  'application/above-asked': {
    status: 422,
    id: 'Plafon yang diusulkan ({plafonIdr}) lebih besar dari yang diminta ({askedIdr}).',
    en: 'The proposed amount ({plafonIdr}) is more than was asked for ({askedIdr}).',
  },
  'application/four-eyes': {
    status: 403,
    id: 'Usulan dan keputusan harus dibuat orang yang berbeda, juga bila lewat pelimpahan wewenang. Mintalah pemutus lain.',
    en: 'Proposal and decision must come from different people, also when one acts for another. Ask another approver.',
  },
  'application/assigns-another': {
    status: 403,
    id: 'Petugas hanya dapat mengambil berkas untuk dirinya sendiri. Menugaskan orang lain dilakukan oleh pimpinan penyalur.',
    en: 'An officer takes a file for themselves only. Assigning somebody else is done by the manager of the lender.',
  },
  'application/delegates-another': {
    status: 403,
    id: 'Berkas ini tidak sedang Anda pegang, jadi tidak dapat Anda limpahkan. Petugasnya sendiri yang melimpahkannya.',
    en: 'You do not hold this file now, so you cannot delegate it. Its own officer does that.',
  },
  'application/own-application': {
    status: 403,
    id: 'Anda pemohonnya, jadi langkah ini harus dilakukan petugas lain.',
    en: 'You are the applicant, so another officer has to take this step.',
  },
  'application/no-reason': {
    status: 422,
    id: 'Penolakan harus menyebut sedikitnya satu alasan.',
    en: 'A rejection must give at least one reason.',
  },
  'application/no-question': {
    status: 422,
    id: 'Tuliskan sedikitnya satu pertanyaan untuk pemohon.',
    en: 'Ask the applicant at least one question.',
  },
  'application/questions-open': {
    status: 422,
    id: 'Masih ada pertanyaan yang belum dijawab: {missing}.',
    en: 'Some questions have no answer yet: {missing}.',
  },
  'application/not-waiting-for-info': {
    status: 409,
    id: 'Pengajuan ini tidak sedang menunggu jawaban pemohon.',
    en: 'This application does not wait for an answer of the applicant.',
  },
  'application/waits-for-info': {
    status: 409,
    id: 'Pengajuan ini masih menunggu jawaban pemohon.',
    en: 'This application still waits for an answer of the applicant.',
  },
  'application/waits-for-quota': {
    status: 409,
    id: 'Persetujuan sedang menunggu kuota penyalur. Coba lagi sebentar.',
    en: 'The approval waits for the lender’s quota. Try again in a moment.',
  },
  'application/not-waiting-for-quota': {
    status: 409,
    id: 'Pengajuan ini tidak sedang menunggu kuota {rid}.',
    en: 'This application does not wait for the quota {rid}.',
  },
  'application/reservation-still-valid': {
    status: 409,
    id: 'Permintaan kuota ini masih berlaku sampai {validUntil}.',
    en: 'This request for quota is valid until {validUntil}.',
  },
  'application/reservation-unknown': {
    status: 409,
    id: 'Pengajuan ini tidak pernah meminta kuota {rid}; petugas sistem perlu memeriksa.',
    en: 'This application never asked for the quota {rid}; an operator has to look.',
  },
  'application/already-decided': {
    status: 409,
    id: 'Pengajuan ini sudah disetujui.',
    en: 'This application is approved already.',
  },
  'application/akad-awaited': {
    status: 409,
    id: 'Pengajuan ini sudah disetujui dan batas waktu akadnya belum lewat. Tunggu sampai lewat, atau pemohon membatalkannya.',
    en: 'This application is approved and the deadline of its akad is not over. Wait for it, or the applicant withdraws.',
  },
  'application/not-approved': {
    status: 409,
    id: 'Akad baru dapat dicatat setelah pengajuan disetujui.',
    en: 'The akad can be recorded once the application is approved.',
  },
  'application/akad-signed': {
    status: 409,
    id: 'Akad sudah ditandatangani, jadi pengajuan tidak dapat ditarik. Bicarakan dengan penyalur.',
    en: 'The akad is signed, so the application cannot be withdrawn. Please talk to the lender.',
  },
  'application/akad-differs': {
    status: 422,
    id: 'Akad (Rp{plafonIdr}, {tenorMonths} bulan) berbeda dari persetujuan (Rp{approvedIdr}, {approvedMonths} bulan).',
    en: 'The akad (IDR {plafonIdr}, {tenorMonths} months) differs from the approval (IDR {approvedIdr}, {approvedMonths} months).',
  },
  'application/date-in-future': {
    status: 422,
    id: 'Tanggal {day} belum tiba. Yang dicatat hanya yang sudah terjadi.',
    en: 'The day {day} has not come yet. Only what has happened is recorded.',
  },
  'application/before-akad': {
    status: 422,
    id: 'Pencairan tanggal {day} mendahului akad tanggal {akadOn}.',
    en: 'The disbursement on {day} comes before the akad of {akadOn}.',
  },
  'application/no-akad': {
    status: 409,
    id: 'Belum ada akad yang ditandatangani.',
    en: 'No akad has been signed yet.',
  },
  'application/akad-not-registered': {
    status: 409,
    id: 'Akad belum tercatat di SIKP, jadi dana belum dapat dicairkan.',
    en: 'The akad is not registered at SIKP yet, so the money cannot be paid out.',
  },
  'application/registered-otherwise': {
    status: 409,
    id: 'Akad ini sudah tercatat di SIKP dengan nomor {sikpRef}.',
    en: 'This akad is registered at SIKP under the number {sikpRef} already.',
  },
  'application/other-round': {
    status: 409,
    id: 'Langkah ini milik putaran {of}; pengajuan sudah di putaran {round}.',
    en: 'This step belongs to round {of}; the application is in round {round}.',
  },
  'application/not-rejected': {
    status: 409,
    id: 'Hanya pengajuan yang ditolak yang dapat dibuka kembali.',
    en: 'Only a rejected application can be opened again.',
  },
  'application/rounds-used-up': {
    status: 409,
    id: 'Pengajuan ini sudah diperiksa {rounds} kali. Silakan buat pengajuan baru.',
    en: 'This application was reviewed {rounds} times. Please make a new one.',
  },
  'application/too-many-delegations': {
    status: 409,
    id: 'Pelimpahan pada pengajuan ini sudah {max} kali. Tugaskan petugas lain.',
    en: 'This application was delegated {max} times already. Assign another officer.',
  },
  'application/delegation-invalid': {
    status: 422,
    id: 'Pelimpahan harus kepada orang lain dan berakhir di waktu yang akan datang.',
    en: 'A delegation goes to another person and ends in the future.',
  },
  'application/step-over': {
    status: 409,
    id: 'Langkah {step} tidak sedang berjalan pada pengajuan ini.',
    en: 'The step {step} is not the current one of this application.',
  },
  'application/holidays-end': {
    status: 409,
    id: 'Tabel hari libur {tableVersion} berakhir sebelum tenggat langkah {step}; tenggat dicatat setelah tabel diperpanjang.',
    en: 'The holiday table {tableVersion} ends before the deadline of step {step}; it is set once the table is extended.',
  },
  'application/clock-moved': {
    status: 409,
    id: 'Tenggat langkah {step} bukan {dueAt} lagi.',
    en: 'The deadline of step {step} is not {dueAt} any more.',
  },
  'application/clock-not-due': {
    status: 409,
    id: 'Tenggat {dueAt} belum lewat.',
    en: 'The deadline {dueAt} has not passed.',
  },
  ...rulebookRefusals,
  'loan/already-open': { status: 409, id: 'Pinjaman ini sudah dibuka.', en: 'This loan is open already.' },
  'loan/schedule-wrong': {
    status: 422,
    id: 'Jadwal angsuran tidak sesuai dengan plafon dan tenor: pokok Rp{principalIdr} dalam {instalments} angsuran.',
    en: 'The schedule does not fit amount and tenor: principal of IDR {principalIdr} in {instalments} instalments.',
  },
})

export const { refuse, entries } = catalogue
