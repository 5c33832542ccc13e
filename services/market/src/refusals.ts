// Every expected "no" of the market, with its HTTP status and its sentence: what is the matter, and what would do.
// Guarantees: each has both languages. Does not: say when; deciders and routes do.
import { refusalCatalogue } from '@simpul/kernel'

export const { refuse, entries } = refusalCatalogue({
  'seller/no-organisation': {
    status: 403,
    id: 'Akun ini belum terhubung ke koperasi. Masuk atas nama koperasi Anda.',
    en: 'This account is not linked to a cooperative. Sign in on behalf of yours.',
  },
  'seller/no-person': {
    status: 403,
    id: 'Akun ini belum terhubung ke data diri. Hubungi pengurus Simpul.',
    en: 'This account is not linked to a person. Contact the operators of Simpul.',
  },
  'seller/unknown': {
    status: 409,
    id: 'Pasar belum mengenal organisasi ini sebagai koperasi. Bila baru didaftarkan, coba lagi beberapa saat lagi.',
    en: 'The market does not know this organisation as a cooperative. If it has just been registered, try again in a moment.',
  },
  'seller/not-verified': {
    status: 409,
    id: 'Koperasi ini belum terverifikasi (data per {asOf}). Ajukan verifikasi dulu; produk dapat disiapkan sambil menunggu.',
    en: 'This cooperative is not verified yet (as of {asOf}). Ask for verification first; products can be prepared meanwhile.',
  },
  'seller/suspended': {
    status: 409,
    id: 'Penjualan koperasi ini sedang dihentikan moderator. Hubungi moderator pasar.',
    en: 'A moderator has suspended the sales of this cooperative. Contact the moderators of the market.',
  },
  'seller/nothing-decided': {
    status: 409,
    id: 'Tentang koperasi ini belum pernah diputuskan apa pun, jadi tidak ada yang dibatalkan.',
    en: 'Nothing was ever decided about this cooperative, so there is nothing to take back.',
  },
  'producer/already-registered': {
    status: 409,
    id: 'Nomor anggota {memberNo} sudah terdaftar sebagai produsen.',
    en: 'Member number {memberNo} is registered as a producer already.',
  },
  'producer/not-registered': {
    status: 404,
    id: 'Produsen ini belum terdaftar.',
    en: 'This producer is not registered.',
  },
  'producer/not-of-seller': {
    status: 409,
    id: 'Produsen {producer} bukan anggota aktif koperasi ini. Daftarkan dulu, atau hapus dari penawaran.',
    en: 'Producer {producer} is no active member of this cooperative. Register them first, or leave them out of the offer.',
  },
  'product/already-drafted': { status: 409, id: 'Produk ini sudah dibuat.', en: 'This product has been drafted already.' },
  'product/not-drafted': { status: 404, id: 'Produk ini tidak ada.', en: 'There is no such product.' },
  'product/name-empty': {
    status: 422,
    id: 'Nama produk perlu paling sedikit tiga huruf atau angka.',
    en: 'The name of a product needs at least three letters or digits.',
  },
  'product/nothing-changed': {
    status: 409,
    id: 'Tidak ada yang berubah dari produk ini.',
    en: 'Nothing about this product would change.',
  },
  'product/change-pending': {
    status: 409,
    id: 'Perubahan sebelumnya masih menunggu moderator. Tunggu jawabannya; versi yang tayang tetap dijual.',
    en: 'An earlier change still waits for a moderator. Wait for the answer; the published version stays on sale.',
  },
  'product/nothing-to-propose': {
    status: 409,
    id: 'Tidak ada perubahan yang dapat diajukan.',
    en: 'There is no change to propose.',
  },
  'product/edit-first': {
    status: 409,
    id: 'Moderator meminta perbaikan: {note} Ubah dulu, lalu ajukan lagi.',
    en: 'The moderator asked for changes: {note} Edit it first, then propose it again.',
  },
  'product/not-waiting': {
    status: 409,
    id: 'Tidak ada perubahan produk ini yang menunggu moderator.',
    en: 'No change of this product waits for a moderator.',
  },
  'product/changed-meanwhile': {
    status: 409,
    id: 'Yang menunggu sekarang perubahan nomor {n}. Lihat dulu, lalu putuskan.',
    en: 'What waits now is change number {n}. Look at it first, then decide.',
  },
  'product/not-published': {
    status: 409,
    id: 'Produk ini belum tayang. Hanya koperasi yang mengajukannya dapat menawarkannya.',
    en: 'This product is not published. Only the cooperative that brought it can offer it.',
  },
  'moderation/own-organisation': {
    status: 403,
    id: 'Moderator tidak memutuskan koperasinya sendiri. Minta moderator lain.',
    en: 'A moderator decides nothing about their own cooperative. Ask another one.',
  },
  'moderation/reason-empty': {
    status: 422,
    id: 'Alasan wajib diisi dengan kata-kata yang dapat dipahami penerimanya.',
    en: 'A reason is required, in words that its reader can understand.',
  },
  'offer/sku-taken': {
    status: 409,
    id: 'SKU {sku} sudah dipakai penawaran lain dari koperasi ini. Pakai SKU lain, atau ubah penawaran itu.',
    en: 'SKU {sku} is used by another offer of this cooperative. Use another one, or change that offer.',
  },
  'offer/not-listed': { status: 404, id: 'Penawaran ini tidak ada.', en: 'There is no such offer.' },
  'offer/other-dimension': {
    status: 422,
    id: 'Satuan ini mengukur {sold}, sedangkan produknya dijual menurut {dimension}. Pilih satuan yang sejenis.',
    en: 'This unit measures {sold}, but the product is sold by {dimension}. Choose a unit of that kind.',
  },
  'offer/quantity-not-positive': {
    status: 422,
    id: 'Jumlah harus angka lebih dari nol, misalnya 12 atau 0.5.',
    en: 'The quantity must be a number above zero, such as 12 or 0.5.',
  },
  'offer/not-whole': {
    status: 422,
    id: 'Satu {name} tidak dapat dijual sebagian. Isikan bilangan bulat.',
    en: 'A {name} is not sold in parts. Give a whole number.',
  },
  'offer/step-too-fine': {
    status: 422,
    id: 'Kelipatan {multiple} terlalu halus: stok dihitung sampai gram, mililiter, atau seperseribu satuan.',
    en: 'Steps of {multiple} are too fine: stock is counted to the gram, the millilitre or a thousandth of the unit.',
  },
  'offer/moq-not-a-multiple': {
    status: 422,
    id: 'Pesanan minimum {moq} bukan kelipatan {multiple}. Samakan keduanya, misalnya minimum 48 dengan kelipatan 24.',
    en: 'The minimum quantity {moq} is no multiple of {multiple}. Make them fit, such as a minimum of 48 in steps of 24.',
  },
  'offer/price-invalid': {
    status: 422,
    id: 'Harga harus rupiah bulat lebih dari nol dan paling banyak {maxIdr}.',
    en: 'The price must be whole rupiah above zero and at most {maxIdr}.',
  },
  'offer/tiers-not-ascending': {
    status: 422,
    id: 'Jumlah pada harga bertingkat harus naik dari atas ke bawah.',
    en: 'The quantities of price tiers must rise from one to the next.',
  },
  'offer/tier-not-cheaper': {
    status: 422,
    id: 'Harga bertingkat harus lebih dari nol dan di bawah harga sebelumnya ({belowIdr} rupiah).',
    en: 'The price of a tier must be above zero and below the one before it ({belowIdr} rupiah).',
  },
  'offer/too-many-price-changes': {
    status: 409,
    id: 'Harga sudah diubah {max} kali dalam 30 hari. Tunggu dulu, atau jual melalui penawaran khusus.',
    en: 'The price was changed {max} times in 30 days. Wait, or sell by quotation.',
  },
  'offer/pause-backwards': {
    status: 422,
    id: 'Jeda berakhir ({to}) sebelum mulai ({from}).',
    en: 'The pause ends ({to}) before it begins ({from}).',
  },
  'offer/pause-is-over': {
    status: 422,
    id: 'Jeda ini sudah berakhir pada {to}; hari ini {today}.',
    en: 'This pause ended on {to}; today is {today}.',
  },
  'offer/below-moq': {
    status: 422,
    id: 'Jumlah {quantity} di bawah pesanan minimum {moq}.',
    en: 'The quantity {quantity} is below the minimum of {moq}.',
  },
  'offer/not-a-multiple': {
    status: 422,
    id: 'Jumlah {quantity} bukan kelipatan {multiple}. Yang terdekat: {lower} atau {upper}.',
    en: 'The quantity {quantity} is no multiple of {multiple}. The nearest are {lower} and {upper}.',
  },
  'offer/below-order-minimum': {
    status: 422,
    id: 'Nilai pesanan {totalIdr} rupiah di bawah minimum {minimumIdr} rupiah.',
    en: 'The order is worth {totalIdr} rupiah, below the minimum of {minimumIdr} rupiah.',
  },
  'offer/total-too-large': {
    status: 422,
    id: 'Nilai pesanan melebihi {maxIdr} rupiah. Bagi menjadi beberapa pesanan.',
    en: 'The order is worth more than {maxIdr} rupiah. Divide it into several.',
  },
  'offer/not-weighed': {
    status: 422,
    id: 'Penawaran ini tidak dijual menurut timbangan, jadi tidak ada berat untuk disesuaikan.',
    en: 'This offer is not sold by the scales, so there is no weight to adjust by.',
  },
  'offer/weight-off': {
    status: 422,
    id: 'Berat timbangan berbeda {offPercent}% dari rata-rata, lebih dari toleransi {tolerancePercent}%. Sepakati dulu dengan pembeli.',
    en: 'The scales differ by {offPercent}% from the average, more than the tolerance of {tolerancePercent}%. Agree with the buyer first.',
  },
  'offer/weight-incomplete': {
    status: 400,
    id: 'Berat timbangan perlu angka dan satuannya.',
    en: 'The weight by the scales needs a figure and its unit.',
  },
  'offer/not-open': {
    status: 409,
    id: 'Penawaran ini sedang tidak dibuka. Lihat katalog untuk penawaran lain.',
    en: 'This offer is not open at the moment. See the catalogue for others.',
  },
  'order/already-there': { status: 409, id: 'Pesanan ini sudah dibuat.', en: 'This order has been made already.' },
  'order/not-there': { status: 404, id: 'Pesanan ini tidak ada.', en: 'There is no such order.' },
  'order/over': {
    status: 409,
    id: 'Pesanan ini sudah selesai ({status}), jadi tidak dapat dibatalkan.',
    en: 'This order is over ({status}), so it cannot be cancelled.',
  },
  'order/not-waiting-for-stock': {
    status: 409,
    id: 'Pesanan ini tidak sedang menunggu stok ({status}).',
    en: 'This order does not wait for stock ({status}).',
  },
  'stock/below-ordered': {
    status: 409,
    id: 'Stok {onHand} di bawah yang sudah dipesan ({ordered}, dalam seperseribu satuan dasar). Tolak dulu pesanan yang tidak dapat dipenuhi.',
    en: 'A stock of {onHand} is below what is ordered ({ordered}, in thousandths of the base unit). First refuse the orders that cannot be met.',
  },
  'stock/invalid': {
    status: 422,
    id: 'Jumlah stok tidak dapat dihitung tepat dalam satuan penawaran ini.',
    en: 'This stock cannot be counted exactly in the unit of this offer.',
  },
  'stock/not-kept': { status: 404, id: 'Stok penawaran ini belum diisi.', en: 'No stock was entered for this offer.' },
})
