// What a cooperative may do with a product of the catalogue, and what a moderator answers.
import { fold, Refusal } from '@simpul/kernel'
import { behaviour, scenario } from '@simpul/testkit'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { productDecider, type ProductCommand } from './decide.ts'
import type { ProductEvent, ProductText } from './product.ts'

const now = '2026-03-10T03:00:00.000Z'
const by = 'p-manager'
const kopi = { name: 'Kopi arabika', category: 'perkebunan', description: 'Biji hijau' } as const
const drafted = { type: 'ProductDrafted', seller: 'kop', dimension: 'mass', text: kopi, by, at: now } as const
const draft = { type: 'DraftProduct', seller: 'kop', dimension: 'mass', text: kopi, by, now } as const
const edit = (text: { name: string; category: 'perkebunan' | 'rempah'; description: string }) =>
  ({ type: 'EditProduct', text, by, now }) as const

const better = { ...kopi, description: 'Kadar air 12%' } as const
const propose = (isTrusted = false) => ({ type: 'ProposeProduct', isTrusted, by, now }) as const
const proposed = (n: number) => ({ type: 'ProductProposed', n, by, at: now }) as const
const answer = (type: 'PublishProduct', n: number) => ({ type, n, by, now }) as const
const published = (n: number, before: ProductText | null, after: ProductText, decidedBy: 'moderator' | 'trusted' = 'moderator') =>
  ({ type: 'ProductPublished', n, before, after, decidedBy, by, at: now }) as const
const edited = (n: number, before: ProductText, after: ProductText) =>
  ({ type: 'ProductEdited', n, before, after, by, at: now }) as const
const onSale = [drafted, proposed(1), published(1, null, kopi)] as const
const reject = (n: number, reason: string) => ({ type: 'RejectProduct', n, reason, by, now }) as const
const rejected = { type: 'ProductRejected', n: 1, reason: 'Bukan kopi Gayo', by, at: now } as const
const revise = (n: number, note: string) => ({ type: 'RequestRevision', n, note, by, now }) as const
const revision = { type: 'RevisionRequested', n: 1, note: 'Sebut daerahnya', by, at: now } as const
const withdraw = (side: 'seller' | 'moderator') => ({ type: 'WithdrawProduct', side, reason: 'Panen gagal', by, now }) as const
const withdrawn = (side: 'seller' | 'moderator') =>
  ({ type: 'ProductWithdrawn', side, reason: 'Panen gagal', by, at: now }) as const

behaviour('a product', productDecider, [
  scenario('is drafted').when(draft).then(drafted),
  scenario('once').given(drafted).when(draft).refused('product/already-drafted'),
  scenario('has its name in one line')
    .when({ ...draft, text: { ...kopi, name: '  Kopi \n arabika ', description: ' Biji hijau\n' } })
    .then(drafted),
  scenario('has a name of letters or digits')
    .when({ ...draft, text: { ...kopi, name: '— ab —' } })
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
  scenario('is proposed and waits').given(drafted).when(propose()).then(proposed(1)),
  scenario('of a trusted cooperative is published at once, by policy')
    .given(drafted)
    .when(propose(true))
    .then(proposed(1), published(1, null, kopi, 'trusted')),
  scenario('of processed food is looked at by a person, whoever proposes it')
    .given({ ...drafted, text: { ...kopi, category: 'pangan-olahan' } })
    .when(propose(true))
    .then(proposed(1)),
  scenario('is proposed once').given(drafted, proposed(1)).when(propose()).refused('product/change-pending'),
  scenario('is not edited while it waits').given(drafted, proposed(1)).when(edit(better)).refused('product/change-pending'),
  scenario('what stands published has nothing to propose')
    .given(...onSale)
    .when(propose())
    .refused('product/nothing-to-propose'),
  scenario('what was never drafted is not proposed').when(propose()).refused('product/not-drafted'),
  scenario('is published')
    .given(drafted, proposed(1))
    .when(answer('PublishProduct', 1))
    .then(published(1, null, kopi)),
  scenario('is published as it was looked at, or not at all')
    .given(...onSale, edited(2, kopi, better), proposed(2))
    .when(answer('PublishProduct', 1))
    .refused('product/changed-meanwhile', { field: 'n', n: 2 }),
  scenario('that does not wait is not published').given(drafted).when(answer('PublishProduct', 1)).refused('product/not-waiting'),
  scenario('a change replaces what the public saw, and says what that was')
    .given(...onSale, edited(2, kopi, better), proposed(2))
    .when(answer('PublishProduct', 2))
    .then(published(2, kopi, better)),
  scenario('is rejected with a reason').given(drafted, proposed(1)).when(reject(1, ' Bukan kopi Gayo ')).then(rejected),
  scenario('is not rejected without one')
    .given(drafted, proposed(1))
    .when(reject(1, ' ... '))
    .refused('moderation/reason-empty', { field: 'reason' }),
  scenario('that does not wait is not rejected').given(drafted).when(reject(1, 'Bukan kopi Gayo')).refused('product/not-waiting'),
  scenario('is to be revised, with a note').given(drafted, proposed(1)).when(revise(1, 'Sebut daerahnya')).then(revision),
  scenario('not without one')
    .given(drafted, proposed(1))
    .when(revise(1, '    !'))
    .refused('moderation/reason-empty', { field: 'note' }),
  scenario('that is to be revised is edited before it is proposed again')
    .given(drafted, proposed(1), revision)
    .when(propose())
    .refused('product/edit-first', { note: 'Sebut daerahnya' }),
  scenario('so is one that was rejected').given(drafted, proposed(1), rejected).when(propose()).refused('product/edit-first'),
  scenario('edited, it is proposed again')
    .given(drafted, proposed(1), revision, edited(2, kopi, better))
    .when(propose())
    .then(proposed(2)),
  scenario('an edit of what is on sale begins with what is on sale')
    .given(...onSale)
    .when(edit(better))
    .then(edited(2, kopi, better)),
  scenario('the next edit with what was edited last')
    .given(...onSale, edited(2, kopi, better))
    .when(edit({ ...better, category: 'rempah' }))
    .then(edited(3, better, { ...better, category: 'rempah' })),
  scenario('is withdrawn by its cooperative')
    .given(...onSale)
    .when(withdraw('seller'))
    .then(withdrawn('seller')),
  scenario('is taken down by a moderator')
    .given(...onSale)
    .when(withdraw('moderator'))
    .then(withdrawn('moderator')),
  scenario('not without a reason')
    .given(...onSale)
    .when({ ...withdraw('seller'), reason: '     ' })
    .refused('moderation/reason-empty'),
  scenario('is withdrawn once')
    .given(...onSale, withdrawn('seller'))
    .when(withdraw('moderator'))
    .then(),
  scenario('comes back through a moderator: it can be proposed as it was')
    .given(...onSale, withdrawn('seller'))
    .when(propose())
    .then(proposed(1)),
  scenario('and published again, to a public that saw nothing meanwhile')
    .given(...onSale, withdrawn('seller'), proposed(1))
    .when(answer('PublishProduct', 1))
    .then(published(1, null, kopi)),
])

const stateAfter = (...events: readonly ProductEvent[]) => fold(productDecider, events)

it('what the public sees stands while a change waits, is rejected or revised', () => {
  const change = [edited(2, kopi, better), proposed(2)]
  for (const later of [
    [],
    [{ ...rejected, n: 2 }],
    [{ ...revision, n: 2 }],
    [{ ...revision, n: 2 }, edited(3, better, kopi)],
  ] as const)
    expect(stateAfter(...onSale, ...change, ...later)).toMatchObject({ status: 'published', published: kopi })
})

it('a rejected change of what is on sale keeps its reason beside what is on sale', () => {
  const state = stateAfter(...onSale, edited(2, kopi, better), proposed(2), { ...rejected, n: 2 })
  expect(state).toMatchObject({ status: 'published', change: { stage: 'rejected', note: 'Bukan kopi Gayo', text: better } })
})

it('a withdrawn product keeps its words for its cooperative', () => {
  const state = stateAfter(...onSale, withdrawn('seller'))
  expect(state).toMatchObject({ status: 'withdrawn', reason: 'Panen gagal', change: { stage: 'editing', text: kopi } })
})

it('at most one change is open, whatever is asked in whatever order; the public sees only what was decided', () => {
  const asked = fc.constantFrom<ProductCommand>(
    edit(better),
    edit(kopi),
    propose(),
    propose(true),
    answer('PublishProduct', 1),
    answer('PublishProduct', 2),
    answer('PublishProduct', 3),
    reject(1, 'Bukan kopi'),
    reject(2, 'Bukan kopi'),
    revise(1, 'Sebut daerah'),
    revise(2, 'Sebut daerah'),
    withdraw('seller'),
  )
  fc.assert(
    fc.property(fc.array(asked, { maxLength: 30 }), (commands) => {
      const told: ProductEvent[] = [drafted]
      let shown: unknown = null
      for (const command of commands) {
        try {
          const events = productDecider.decide(stateAfter(...told), command)
          told.push(...events)
          for (const event of events) {
            if (event.type === 'ProductPublished') {
              expect(event.before).toEqual(shown)
              expect(told.some((each) => each.type === 'ProductProposed' && each.n === event.n)).toBe(true)
              shown = event.after
            }
            if (event.type === 'ProductWithdrawn') shown = null
          }
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
        }
        const state = stateAfter(...told)
        expect(state.status === 'published' ? state.published : null).toEqual(shown)
      }
    }),
  )
})
