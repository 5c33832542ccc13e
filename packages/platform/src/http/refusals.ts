// What can be wrong with a request before any service sees it. Each code has a page at /problems/<code>.
// Guarantees: each says in Indonesian and English what is wrong and what can be done. Does not: know a service's own.
// Shown by tests/api/pages.test.ts.
import { refusalCatalogue } from '@simpul/kernel'

export const { refuse, entries: httpRefusals } = refusalCatalogue({
  'http/malformed': {
    status: 400,
    id: 'Permintaan ini tidak dapat dibaca: bukan JSON yang benar dalam UTF-8.',
    en: 'This request cannot be read: it is not valid JSON in UTF-8.',
  },
  'http/hostile-body': {
    status: 400,
    id: 'Isi permintaan memuat nama atau bentuk yang tidak diterima.',
    en: 'The body has a name or a shape that is not accepted.',
  },
  'http/invalid': {
    status: 400,
    id: 'Ada isian yang perlu diperbaiki; lihat daftar di bawah.',
    en: 'Some fields need correction; see the list below.',
  },
  'http/bad-request': {
    status: 400,
    id: 'Permintaan ini tidak sesuai aturan HTTP.',
    en: 'This request breaks the rules of HTTP.',
  },
  'http/key-missing': {
    status: 400,
    id: 'Kepala Idempotency-Key wajib ada: 1–128 huruf, angka atau tanda ASCII tanpa spasi, baru untuk tiap maksud.',
    en: 'The header Idempotency-Key is required: 1–128 visible ASCII characters, a new one for each intention.',
  },
  'http/cut-off': {
    status: 400,
    id: 'Pengiriman berkas terputus. Kirim lagi dengan Idempotency-Key yang sama.',
    en: 'The file was cut off on its way. Send it again with the same Idempotency-Key.',
  },
  'http/if-match-malformed': {
    status: 400,
    id: 'If-Match harus berisi satu ETag kuat seperti "7".',
    en: 'If-Match must hold one strong ETag such as "7".',
  },
  'http/after-malformed': {
    status: 400,
    id: 'Simpul-After harus berbentuk id:versi, seperti yang diberikan sesudah menulis.',
    en: 'Simpul-After must be id:version, as a write answered it.',
  },
  'http/not-signed-in': {
    status: 401,
    id: 'Anda belum masuk, atau sesi Anda sudah berakhir. Silakan masuk lagi.',
    en: 'You are not signed in, or your session has ended. Please sign in again.',
  },
  'http/forbidden': { status: 403, id: 'Peran Anda tidak boleh melakukan ini.', en: 'Your role may not do this.' },
  'http/no-such-path': { status: 404, id: 'Alamat ini tidak ada.', en: 'There is nothing at this address.' },
  'http/method-not-allowed': {
    status: 405,
    id: 'Alamat ini tidak menerima cara {method}; yang diterima: {allowed}.',
    en: 'This address does not take {method}; it takes {allowed}.',
  },
  'http/too-slow': {
    status: 408,
    id: 'Permintaan datang terlalu lambat. Coba lagi dengan sambungan yang lebih baik.',
    en: 'The request arrived too slowly. Try again on a better connection.',
  },
  'http/body-too-large': {
    status: 413,
    id: 'Isi permintaan lebih besar daripada yang diterima.',
    en: 'The body is larger than what is accepted.',
  },
  'http/media-type': { status: 415, id: 'Kirimlah isi sebagai application/json.', en: 'Send the body as application/json.' },
  'http/if-match-required': {
    status: 428,
    id: 'Perubahan ini memerlukan If-Match dengan versi yang Anda lihat.',
    en: 'This change needs If-Match with the version that you saw.',
  },
  'http/headers-too-large': { status: 431, id: 'Kepala permintaan terlalu besar.', en: 'The request headers are too large.' },
  'http/unexpected': {
    status: 500,
    id: 'Terjadi kesalahan di pihak kami dan sudah tercatat. Sebutkan nomor jejak di bawah bila menghubungi kami.',
    en: 'Something went wrong on our side and was recorded. Tell us the trace number below if you contact us.',
  },
  'http/issuer-unreachable': {
    status: 503,
    id: 'Layanan masuk sedang tidak dapat dihubungi. Coba lagi sebentar lagi.',
    en: 'The sign-in service cannot be reached. Try again shortly.',
  },
  'http/right-withdrawn': {
    status: 403,
    id: 'Wewenang Anda di lembaga ini sudah tidak berlaku. Belum ada yang dicatat; tanyakan kepada pengelola lembaga Anda.',
    en: 'Your right to do this for your organisation no longer holds. Nothing was recorded; ask whoever manages your organisation.',
  },
  'http/rights-unconfirmed': {
    status: 503,
    id: 'Wewenang Anda belum dapat dipastikan, jadi belum ada yang dicatat. Coba lagi sebentar lagi.',
    en: 'Your right to do this cannot be confirmed at present, so nothing was recorded. Try again shortly.',
  },
  'http/closing': {
    status: 503,
    id: 'Layanan ini sedang berhenti atau terlalu sibuk. Coba lagi sebentar lagi.',
    en: 'This service is stopping or too busy. Try again shortly.',
  },
  'http/too-busy': {
    status: 503,
    id: 'Terlalu banyak permintaan bersamaan. Coba lagi sebentar lagi.',
    en: 'Too many requests at once. Try again shortly.',
  },
})
