// Every expected "no" of partners, with its HTTP status and its sentence. No sentence repeats a number that someone typed.
// Guarantees: each has both languages. Does not: say when; deciders and routes do.
import { refusalCatalogue } from '@simpul/kernel'

export const { refuse, entries } = refusalCatalogue({
  'party/already-registered': { status: 409, id: 'Pihak ini sudah terdaftar.', en: 'This party is already registered.' },
  'party/not-registered': { status: 404, id: 'Pihak ini belum terdaftar.', en: 'This party is not registered.' },
  'party/withdrawn': {
    status: 410,
    id: 'Pihak ini sudah mengundurkan diri pada {since}.',
    en: 'This party withdrew at {since}.',
  },
  'party/not-withdrawn': { status: 409, id: 'Pihak ini belum mengundurkan diri.', en: 'This party has not withdrawn.' },
  'party/not-a-person': { status: 409, id: 'Ini organisasi, bukan orang.', en: 'This is an organisation, not a person.' },
  'party/not-an-organisation': { status: 409, id: 'Ini orang, bukan organisasi.', en: 'This is a person, not an organisation.' },
  'party/personal-data-incomplete': {
    status: 422,
    id: 'Data pribadi belum lengkap: {missing} belum diisi.',
    en: 'Personal data is incomplete: {missing} is missing.',
  },
  'party/npwp-is-personal': {
    status: 422,
    id: 'NPWP usaha perorangan adalah NPWP pemiliknya. Isikan pada data pribadi pemilik, bukan pada usaha.',
    en: "A sole proprietor's NPWP is the owner's. Enter it with the owner's personal data, not with the business.",
  },
  'party/started-in-the-future': {
    status: 422,
    id: 'Tanggal mulai usaha {businessStartedOn} lebih dari hari ini ({today}).',
    en: 'The business start date {businessStartedOn} is after today ({today}).',
  },
  'party/being-checked': {
    status: 409,
    id: 'Pemeriksaan sedang berjalan. Tunggu hasilnya.',
    en: 'A check is already under way. Wait for its result.',
  },
  'party/already-verified': { status: 409, id: 'Pihak ini sudah terverifikasi.', en: 'This party is already verified.' },
  'party/case-is-open': {
    status: 409,
    id: 'Petugas sedang memeriksa kasus ini ({status}). Tunggu keputusannya.',
    en: 'An officer is looking into this case ({status}). Wait for the decision.',
  },
  'party/no-open-case': {
    status: 409,
    id: 'Tidak ada kasus yang menunggu keputusan petugas (status {status}).',
    en: 'No case awaits an officer’s decision (status {status}).',
  },
  'party/duplicate-cannot-be-accepted': {
    status: 409,
    id: 'Nomor ini sudah dipakai pihak lain yang terverifikasi ({takenBy}). Lepaskan dari pihak itu dahulu, lalu periksa ulang.',
    en: 'Another verified party ({takenBy}) holds this number. Have it released there first, then check again.',
  },
  'party/too-many-checks': {
    status: 429,
    id: 'Sudah {max} kali diperiksa. Hubungi petugas.',
    en: 'Checked {max} times already. Ask an officer.',
  },
  'party/check-is-over': {
    status: 409,
    id: 'Pemeriksaan ke-{round} sudah selesai atau diganti (sekarang ke-{current}, status {status}).',
    en: 'Check {round} is over or was replaced (now {current}, status {status}).',
  },
  'party/not-accepted-by-officer': {
    status: 409,
    id: 'Belum ada petugas yang menerima pihak ini pada pemeriksaan ini.',
    en: 'No officer has accepted this party in this check.',
  },
  'party/not-a-manager': {
    status: 403,
    id: 'Hanya pemilik atau pengelola organisasi ini yang boleh mengubah peran.',
    en: 'Only an owner or manager of this organisation may change roles.',
  },
  'party/role-does-not-fit': {
    status: 422,
    id: 'Peran {role} tidak ada pada organisasi jenis {kind}. Yang ada: {allowed}.',
    en: 'An organisation of kind {kind} has no role {role}. It has: {allowed}.',
  },
  'party/too-many-members': {
    status: 409,
    id: 'Organisasi ini sudah memiliki {max} anggota.',
    en: 'This organisation has {max} members already.',
  },
  'party/role-not-held': {
    status: 409,
    id: 'Orang ini tidak memegang peran {role} di organisasi ini.',
    en: 'This person does not hold the role {role} in this organisation.',
  },
  'party/last-manager': {
    status: 409,
    id: 'Ini pengelola terakhir. Tunjuk pengelola lain dahulu.',
    en: 'This is the last manager. Appoint another one first.',
  },
  'party/not-yours-to-delegate': {
    status: 403,
    id: 'Peran dilimpahkan oleh pemegangnya atau pengelola organisasi; pelimpahan diakhiri oleh mereka atau penerimanya.',
    en: 'A role is delegated by its holder or a manager of the organisation; they or the receiver end it.',
  },
  'party/delegation-to-oneself': {
    status: 422,
    id: 'Pelimpahan harus kepada orang lain.',
    en: 'A delegation must go to another person.',
  },
  'party/delegation-dates': {
    status: 422,
    id: 'Pelimpahan mulai paling cepat sekarang, berakhir sesudah mulai, dan paling lama {days} hari dari sekarang.',
    en: 'A delegation begins now or later, ends after it begins, and at most {days} days from now.',
  },
  'party/too-many-delegations': {
    status: 409,
    id: 'Organisasi ini sudah memiliki {max} pelimpahan yang masih diperhitungkan.',
    en: 'This organisation has {max} delegations that still count.',
  },
  'party/acts-for-too-many': {
    status: 409,
    id: 'Dengan pelimpahan ini seseorang akan bertindak untuk lebih dari {max} orang. Pilih penerima lain.',
    en: 'With this delegation somebody would act for more than {max} people. Choose another receiver.',
  },
  'party/no-such-delegation': {
    status: 404,
    id: 'Pelimpahan {n} tidak ada atau sudah berakhir.',
    en: 'There is no delegation {n}, or it is over.',
  },
  'party/no-person': {
    status: 409,
    id: 'Daftarkan diri Anda sebagai orang dahulu, lalu masuk lagi.',
    en: 'Register yourself as a person first, then sign in again.',
  },
  'party/erased': {
    status: 410,
    id: 'Data pribadi ini sudah dihapus. Daftar lagi dengan kunci permintaan (Idempotency-Key) yang baru.',
    en: 'This personal data was erased. Register again with a new Idempotency-Key.',
  },
  'party/no-such-birth-date': {
    status: 422,
    id: 'Tanggal lahir itu tidak ada atau belum terjadi. Tulis sebagai tahun-bulan-hari, misalnya 1990-08-17.',
    en: 'That birth date does not exist or is yet to come. Write year-month-day, for example 1990-08-17.',
  },
  'party/no-such-day': {
    status: 422,
    id: 'Tanggal itu tidak ada di kalender. Tulis sebagai tahun-bulan-hari, misalnya 2024-01-15.',
    en: 'There is no such day. Write year-month-day, for example 2024-01-15.',
  },
  'disclosure/not-granted': {
    status: 403,
    id: 'Layanan {service} tidak berhak atas data orang untuk keperluan {purpose}.',
    en: 'The service {service} is granted no data of people for the purpose {purpose}.',
  },
  'evidence/already-stored': {
    status: 409,
    id: 'Berkas ini sudah tersimpan. Kirim yang lain dengan Idempotency-Key yang baru.',
    en: 'This file is stored already. Send another one with a new Idempotency-Key.',
  },
  'evidence/quarantined': {
    status: 409,
    id: 'Berkas ini sedang dipindai dari virus dan belum dapat dibuka atau dipakai. Coba lagi sebentar lagi.',
    en: 'This file is being scanned for viruses and cannot be opened or used yet. Try again shortly.',
  },
  'evidence/removed': {
    status: 409,
    id: 'Berkas ini sudah dihapus.',
    en: 'This file was removed.',
  },
  'evidence/still-kept': {
    status: 409,
    id: 'Masa simpan berkas ini belum berakhir.',
    en: 'The time for which this file is kept is not over.',
  },
  'evidence/not-a-photograph': {
    status: 422,
    id: 'Hanya foto yang dapat diberi tempat.',
    en: 'Only a photograph has a place.',
  },
  'evidence/already-placed': {
    status: 409,
    id: 'Tempat foto ini sudah dicatat.',
    en: 'The place of this photograph is recorded already.',
  },
  'evidence/outside-indonesia': {
    status: 422,
    id: 'Titik itu berada di luar Indonesia. Periksa lintang dan bujurnya.',
    en: 'That point lies outside Indonesia. Please check latitude and longitude.',
  },
  'evidence/taken-in-future': {
    status: 422,
    id: 'Waktu {takenAt} belum tiba.',
    en: 'The time {takenAt} has not come yet.',
  },
  'evidence/taken-long-ago': {
    status: 422,
    id: 'Waktu {takenAt} lebih dari {days} hari yang lalu. Ambil foto yang baru.',
    en: 'The time {takenAt} is more than {days} days ago. Please take a new photograph.',
  },
  'evidence/no-lender': {
    status: 409,
    id: 'Masuk dahulu atas nama lembaga penyalur, lalu kirim buktinya.',
    en: 'Sign in on behalf of a lender first, then send the evidence.',
  },
  'evidence/unknown': {
    status: 422,
    id: 'Bukti itu tidak ada pada pihak ini. Kirim berkasnya dahulu, lalu sebutkan nomornya.',
    en: 'There is no such evidence with this party. Send the file first, then name its number.',
  },
  'disclosure/already-asked': {
    status: 409,
    id: 'Permintaan ini sudah dicatat. Ajukan yang baru.',
    en: 'This request was recorded already. Make a new one.',
  },
  'nik/not-16-digits': {
    status: 422,
    id: 'NIK terdiri dari 16 angka tanpa spasi atau tanda lain. Cocokkan dengan KTP.',
    en: 'A NIK has 16 digits without spaces or other signs. Compare it with the identity card.',
  },
  'nik/unknown-province': {
    status: 422,
    id: 'Dua angka pertama NIK bukan kode provinsi. Cocokkan dengan KTP.',
    en: 'The first two digits of the NIK are no province. Compare it with the identity card.',
  },
  'nik/regency-out-of-range': {
    status: 422,
    id: 'Angka ke-3 dan ke-4 NIK bukan kode kabupaten atau kota. Cocokkan dengan KTP.',
    en: 'Digits 3 and 4 of the NIK are no regency or city. Compare it with the identity card.',
  },
  'nik/no-such-birth-date': {
    status: 422,
    id: 'Angka ke-7 sampai ke-12 NIK bukan tanggal lahir yang ada. Cocokkan dengan KTP.',
    en: 'Digits 7 to 12 of the NIK are no real birth date. Compare it with the identity card.',
  },
  'nik/birth-date-in-the-future': {
    status: 422,
    id: 'Tanggal lahir dalam NIK belum terjadi. Cocokkan dengan KTP.',
    en: 'The birth date in the NIK is yet to come. Compare it with the identity card.',
  },
  'nik/serial-is-zero': {
    status: 422,
    id: 'Empat angka terakhir NIK tidak mungkin 0000. Cocokkan dengan KTP.',
    en: 'The last four digits of a NIK cannot be 0000. Compare it with the identity card.',
  },
  'npwp/not-15-or-16-digits': {
    status: 422,
    id: 'NPWP terdiri dari 15 atau 16 angka. Cocokkan dengan kartu NPWP.',
    en: 'An NPWP has 15 or 16 digits. Compare it with the tax card.',
  },
  'npwp/wrong-check-digit': {
    status: 422,
    id: 'Angka pemeriksa NPWP tidak cocok; biasanya ada angka yang salah ketik. Cocokkan dengan kartu NPWP.',
    en: 'The check digit of the NPWP does not agree; usually a digit was mistyped. Compare it with the tax card.',
  },
  'npwp/not-a-nik': {
    status: 422,
    id: 'NPWP 16 angka yang tidak diawali 0 adalah NIK, tetapi angka ini bukan NIK yang benar. Cocokkan dengan kartu NPWP.',
    en: 'An NPWP of 16 digits that does not begin with 0 is a NIK, but these digits are none. Compare it with the tax card.',
  },
  'npwp/of-another-nik': {
    status: 422,
    id: 'NPWP 16 angka milik orang sama dengan NIK-nya, tetapi yang diisikan berbeda.',
    en: "A person's NPWP of 16 digits is their NIK, but these two differ.",
  },
  'nib/not-13-digits': {
    status: 422,
    id: 'NIB terdiri dari 13 angka. Cocokkan dengan dokumen dari OSS.',
    en: 'A NIB has 13 digits. Compare it with the document from OSS.',
  },
})
