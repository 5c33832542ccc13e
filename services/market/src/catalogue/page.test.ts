// The catalogue's pages: small, without script, and whatever a seller wrote is text.
import { expect, test } from 'vitest'
import type { OfferRow } from '../projections/offers.ts'
import { OFFERS_SHOWN_MAX, type OpenOffer } from './published.ts'
import { cataloguePage, productPage, PRODUCTS_A_PAGE } from './page.ts'
import { stockLevel } from './view.ts'

const at = '2026-03-10T03:00:00.000Z'
const hostile = `<script>"&'`
const row = (name: string) => ({
  id: '11111111-2222-5333-8444-555555555555',
  seq: 1,
  seller: 'kop',
  dimension: 'mass' as const,
  name,
  category: 'perkebunan',
  status: 'published' as const,
  stage: null,
  published: { name, category: 'perkebunan' as const, description: '', words: [] },
  waitingSince: null,
  since: at,
})
const offer: OfferRow = {
  seller: 'kop',
  product: 'kopi',
  sku: 'A',
  saleUnit: { kind: 'pack', name: 'karung', content: { quantity: '60', unit: 'KGM' } },
  priceIdr: 5_400_000,
  tiers: [{ from: '20.5', priceIdr: 5_100_000 }],
  terms: { moq: '10', multiple: '5', orderMinimumIdr: 0 },
  perBaseHundredths: 9_000_000,
  pause: null,
  harvests: [{ fromMonth: 11, toMonth: 2, expected: '500' }],
  since: at,
}
const cooperative = { name: `KSU ${hostile}`, region: '11.04', verified: true, asOf: at }
const open = (available: number | null, more: Partial<OfferRow> = {}): OpenOffer => ({
  offer: { ...offer, ...more, id: 'kop.A' },
  cooperative,
  available,
})
const search = { q: hostile, category: 'perkebunan' }
const fits = (html: string) => {
  expect(Buffer.byteLength(html)).toBeLessThan(50 * 1_024)
  expect(html).toMatch(
    /^<!doctype html><html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width/,
  )
  expect(html).not.toMatch(/<script|<img|<iframe|\son\w+=|(src|href)="(https?:)?\/\/|\bwidth:\s*\d+px/i)
}

test('a full page of the longest names, and of the most offers, stays small and safe', () => {
  const rows = Array.from({ length: PRODUCTS_A_PAGE }, () => ({ product: row('"'.repeat(120)), offers: [open(1)] }))
  fits(cataloguePage({ rows, next: 'x'.repeat(512) }, { ...search, q: '"'.repeat(80) }))
  const tiers = Array.from({ length: 3 }, (_, n) => ({ from: String(20 + n), priceIdr: 5_000_000 - n }))
  fits(
    productPage(
      { name: '"'.repeat(120), category: 'x', description: '&'.repeat(2_000) },
      Array.from({ length: OFFERS_SHOWN_MAX }, () => open(1, { tiers })),
    ),
  )
})

test('the list says from which price a kilogram, and what was searched for', () => {
  const html = cataloguePage({ rows: [{ product: row('Kopi Gayo'), offers: [open(1), open(2)] }], next: 'abc' }, search)
  expect(html).toContain('mulai Rp90.000 per kg</span> · 2 penjual')
  expect(html).toContain('value="&lt;script&gt;&quot;&amp;&#39;"')
  expect(html).toContain('<option value="perkebunan" selected>Perkebunan</option>')
  expect(html).toContain('category=perkebunan&amp;after=abc')
  expect(html).toContain('href="/market/katalog/11111111-2222-5333-8444-555555555555"')
})

test('the product says what one costs, what a kilogram costs, the tiers, the least quantity and who sells', () => {
  const html = productPage({ name: 'Kopi', category: 'perkebunan', description: 'Petik merah' }, [open(10_000_000)])
  expect(html).toContain('<span class="price">Rp5.400.000</span> per karung 60 kg · Rp90.000 per kg<br>20,5 atau lebih')
  expect(html).toContain('Rp5.100.000')
  expect(html).toContain('Minimum 10 karung 60 kg (600 kg), kelipatan 5')
  expect(html).toContain('Panen <span lang="en">harvest</span>: Jan, Feb, Nov, Des')
  expect(html).toContain('KSU &lt;script&gt;')
  expect(html).not.toContain('Belum terverifikasi')
  const unknown = { ...open(0), cooperative: { ...cooperative, verified: false } }
  expect(productPage({ name: 'Kopi', category: 'perkebunan', description: '' }, [unknown])).toContain(
    'Belum terverifikasi (data per 2026-03-10)',
  )
})

test('a price that is no whole rupiah a base unit is shown to the hundredth', () => {
  const three = { kind: 'pack', name: 'dus', content: { quantity: '3', unit: 'H87' } } as const
  const html = productPage({ name: 'Kue', category: 'lainnya', description: '' }, [
    open(1, { saleUnit: three, priceIdr: 10_000, tiers: [] }),
  ])
  expect(html).toContain('Rp3.333,33 per buah')
})

test('where nothing is, it says so', () => {
  expect(cataloguePage({ rows: [], next: null }, search)).toContain('Tidak ada produk yang cocok')
  expect(cataloguePage({ rows: [{ product: row('Kopi'), offers: [] }], next: null }, search)).toContain('Belum ada penawaran')
  expect(productPage({ name: 'Kopi', category: 'lainnya', description: '' }, [])).toContain('Belum ada penawaran')
})

test.each([
  [null, 'unknown'],
  [0, 'out'],
  [599_999, 'out'],
  [600_000, 'low'],
  [5_999_999, 'low'],
  [6_000_000, 'plenty'],
])('of 600 kg an order at least, %s g are %s', (available, level) => expect(stockLevel(open(available))).toBe(level))
