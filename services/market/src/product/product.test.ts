// What a cooperative may do with a product of the catalogue.
import { behaviour, scenario } from '@simpul/testkit'
import { productDecider } from './decide.ts'

const now = '2026-03-10T03:00:00.000Z'
const by = 'p-manager'
const kopi = { name: 'Kopi arabika', category: 'perkebunan', description: 'Biji hijau' } as const
const drafted = { type: 'ProductDrafted', seller: 'kop', dimension: 'mass', text: kopi, by, at: now } as const
const draft = { type: 'DraftProduct', seller: 'kop', dimension: 'mass', text: kopi, by, now } as const
const edit = (text: { name: string; category: 'perkebunan' | 'rempah'; description: string }) =>
  ({ type: 'EditProduct', text, by, now }) as const

behaviour('a product', productDecider, [
  scenario('is drafted').when(draft).then(drafted),
  scenario('once').given(drafted).when(draft).refused('product/already-drafted'),
  scenario('has its name in one line')
    .when({ ...draft, text: { ...kopi, name: '  Kopi \n arabika ', description: ' Biji hijau\n' } })
    .then(drafted),
  scenario('has a name of letters or digits')
    .when({ ...draft, text: { ...kopi, name: '—  — a' } })
    .refused('product/name-empty', { field: 'name' }),
  scenario('keeps what stood before an edit and what stands after it')
    .given(drafted)
    .when(edit({ ...kopi, description: 'Kadar air 12%' }))
    .then({ type: 'ProductEdited', n: 2, before: kopi, after: { ...kopi, description: 'Kadar air 12%' }, by, at: now }),
  scenario('counts its edits')
    .given(drafted, { type: 'ProductEdited', n: 2, before: kopi, after: { ...kopi, name: 'Kopi' }, by, at: now })
    .when(edit(kopi))
    .then({ type: 'ProductEdited', n: 3, before: { ...kopi, name: 'Kopi' }, after: kopi, by, at: now }),
  scenario('is not edited into itself')
    .given(drafted)
    .when(edit({ ...kopi, name: ' Kopi  arabika' }))
    .refused('product/nothing-changed'),
  scenario('an edit needs a name too')
    .given(drafted)
    .when(edit({ ...kopi, name: '...' }))
    .refused('product/name-empty'),
  scenario('another category is a change')
    .given(drafted)
    .when(edit({ ...kopi, category: 'rempah' }))
    .then({ type: 'ProductEdited', n: 2, before: kopi, after: { ...kopi, category: 'rempah' }, by, at: now }),
  scenario('what was never drafted is not edited').when(edit(kopi)).refused('product/not-drafted'),
])
