// Every expected "no" of partners, with its HTTP status and its sentence.
import { refusalCatalogue } from '@simpul/kernel'

export const { refuse, entries } = refusalCatalogue({
  'party/already-registered': { status: 409, id: 'Pihak ini sudah terdaftar.', en: 'This party is already registered.' },
  'party/not-registered': { status: 404, id: 'Pihak ini belum terdaftar.', en: 'This party is not registered.' },
  'party/withdrawn': {
    status: 410,
    id: 'Pihak ini sudah mengundurkan diri pada {since}.',
    en: 'This party withdrew at {since}.',
  },
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
})
