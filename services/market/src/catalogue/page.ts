// The catalogue as pages for a cheap phone: one column that fits 360 px, a form that needs no script, Bahasa Indonesia first.
// Guarantees: whatever a seller wrote is escaped; a page of 20 products with the longest names, or of 50 offers, stays below 50 kB.
// Does not: show a picture. Shown by page.test.ts.
import { formatRupiah } from '@simpul/kernel'
import { escaped } from '@simpul/platform/http'
import { CATEGORIES } from '../product/product.ts'
import { decimal, text } from '../units/exact.ts'
import { scaled, symbolOf } from '../units/unit.ts'
import type { CataloguePage, OpenOffer } from './published.ts'
import { catalogueItem, openOfferView, type StockLevel } from './view.ts'

export const PRODUCTS_A_PAGE = 20

const STYLE = `:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere}
h1{font-size:1.35rem;line-height:1.25}h2{font-size:1.05rem;margin:0}ul{list-style:none;padding:0}li{border-bottom:1px solid #8884;padding:.7rem 0}p{margin:.2rem 0}
input,select,button,.go{font:inherit;min-height:44px;padding:.3rem .8rem;max-width:100%;box-sizing:border-box;margin:.2rem 0}.go,h2 a{display:inline-block;padding:.6rem 0}
.price{font-weight:600}.warn{border-left:4px solid #c60;padding-left:.6rem}[lang=en]{opacity:.75;font-size:.9em}`

/** Rupiah text as Indonesians write it: `Rp14.500`, `Rp3.333,33`. */
function rupiahText(exact: string): string {
  const [whole = '0', cents] = exact.split('.')
  return `${formatRupiah(Number(whole))}${cents === undefined ? '' : `,${cents.padEnd(2, '0')}`}`
}

const CATEGORY_NAMES: Readonly<Record<string, string>> = Object.fromEntries(
  CATEGORIES.map((code) => [code, code.replace('-', ' ').replace(/^\w/, (letter) => letter.toUpperCase())]),
)

const STOCK_WORDS: Readonly<Record<StockLevel, string>> = {
  plenty: 'Stok tersedia <span lang="en">in stock</span>',
  low: 'Stok terbatas <span lang="en">few left</span>',
  out: 'Stok habis <span lang="en">out of stock</span>',
  unknown: 'Tanyakan stok <span lang="en">ask for stock</span>',
}

const page = (title: string, body: string) =>
  `<!doctype html><html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">` +
  `<title>${escaped(title)} · Simpul</title><style>${STYLE}</style></head><body><main>${body}</main></body></html>`

export interface Search {
  readonly q: string
  readonly category: string
}

export function cataloguePage({ rows, next }: CataloguePage, search: Search): string {
  const items = rows.map((row) => {
    const { id, name, offers, fromPerBaseIdr, baseUnit } = catalogueItem(row)
    const price =
      fromPerBaseIdr === null || baseUnit === null
        ? 'Belum ada penawaran <span lang="en">no offer yet</span>'
        : `<span class="price">mulai ${rupiahText(fromPerBaseIdr)} per ${symbolOf(baseUnit)}</span> · ${offers} penjual <span lang="en">sellers</span>`
    return `<li><h2><a href="/market/katalog/${encodeURIComponent(id)}">${escaped(name)}</a></h2><p>${price}</p></li>`
  })
  const none = `<p>Tidak ada produk yang cocok. Coba kata lain. <span lang="en">Nothing found. Try another word.</span></p>`
  return page(
    'Katalog koperasi',
    `<h1>Katalog koperasi <span lang="en">Cooperatives’ catalogue</span></h1>${form(search)}` +
      `${items.length === 0 ? none : `<ul>${items.join('')}</ul>`}${next === null ? '' : further(search, next)}`,
  )
}

function form({ q, category }: Search): string {
  const choices = CATEGORIES.map((code) => {
    const chosen = code === category ? ' selected' : ''
    return `<option value="${code}"${chosen}>${CATEGORY_NAMES[code] ?? code}</option>`
  })
  return (
    `<form action="/market/katalog"><p><label for="q">Cari <span lang="en">search</span></label><br>` +
    `<input id="q" name="q" maxlength="80" value="${escaped(q)}"></p><p><label for="category">Jenis <span lang="en">kind</span></label><br>` +
    `<select id="category" name="category"><option value="">Semua / all</option>${choices.join('')}</select> ` +
    `<button>Cari</button></p></form>`
  )
}

function further({ q, category }: Search, next: string): string {
  const query = new URLSearchParams({ q, category, after: next }).toString()
  return `<p><a class="go" href="/market/katalog?${escaped(query)}">Berikutnya <span lang="en">next</span></a></p>`
}

export function productPage(
  product: { name: string; category: string; description: string },
  offers: readonly OpenOffer[],
): string {
  const { name, category, description } = product
  const items = offers.map(offerItem)
  const none = `<p>Belum ada penawaran. <span lang="en">No offer yet.</span></p>`
  return page(
    name,
    `<p><a class="go" href="/market/katalog">Katalog <span lang="en">catalogue</span></a></p><h1>${escaped(name)}</h1>` +
      `<p>${escaped(CATEGORY_NAMES[category] ?? category)}</p><p>${escaped(description)}</p>` +
      (items.length === 0 ? none : `<ul>${items.join('')}</ul>`),
  )
}

function offerItem(open: OpenOffer): string {
  const offer = openOfferView(open)
  const base = symbolOf(offer.baseUnit)
  const tiers = offer.tiers.map(
    ({ from, priceIdr }) => `<br>${written(from)} atau lebih <span lang="en">or more</span>: ${formatRupiah(priceIdr)}`,
  )
  const unverified = `<p class="warn">Belum terverifikasi (data per ${offer.sellerAsOf.slice(0, 10)}) <span lang="en">not verified</span></p>`
  return (
    `<li><h2>${escaped(offer.sellerName)}</h2>${offer.sellerVerified ? '' : unverified}` +
    `<p><span class="price">${formatRupiah(offer.priceIdr)}</span> per ${escaped(offer.unitName)} · ${rupiahText(offer.perBaseIdr)} per ${base}${tiers.join('')}</p>` +
    `<p>Minimum ${written(offer.terms.moq)} ${escaped(offer.unitName)} (${largest(offer.moqInBase, offer.baseUnit)}), kelipatan ${written(offer.terms.multiple)} ` +
    `<span lang="en">minimum, steps</span></p><p>${STOCK_WORDS[offer.stock]}${harvestWords(offer.months)}</p></li>`
  )
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'Mei', 'Jun', 'Jul', 'Agu', 'Sep', 'Okt', 'Nov', 'Des']

const harvestWords = (months: readonly number[]) =>
  months.length === 0
    ? ''
    : `<br>Panen <span lang="en">harvest</span>: ${months.map((month) => MONTHS[month - 1] ?? '').join(', ')}`

const written = (quantity: string) => quantity.replace('.', ',')

function largest(quantity: string, unit: Parameters<typeof scaled>[1]): string {
  const exact = decimal(quantity)
  if (!exact) return `${written(quantity)} ${symbolOf(unit)}` // beyond nine digits
  const shown = scaled(exact, unit)
  return `${written(text(shown.quantity, 3))} ${symbolOf(shown.unit)}`
}
