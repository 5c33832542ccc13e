// How an order asks for its stock, hears the answer, and ends; and what each event asks of the stock.
import { fold, Refusal } from '@simpul/kernel'
import { behaviour, scenario } from '@simpul/testkit'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { refuse } from '../refusals.ts'
import { stockDecider } from '../stock/decide.ts'
import { decide, orderDecider, type OrderCommand } from './decide.ts'
import type { OrderEvent } from './order.ts'
import { answerOf, stockOrder } from './stockOrder.ts'

const now = '2026-03-10T03:00:00.000Z'
const validUntil = '2026-03-10T04:00:00.000Z'
const by = 'p-buyer'
const what = {
  buyer: by,
  buyerOrg: null,
  seller: 'kop',
  offer: 'kop.A',
  quantity: '10',
  priceIdr: 90_000,
  totalIdr: 900_000,
  isEstimate: false,
}
const reservation = { rid: 'o:1', stock: 'kop.A', amount: 10_000, validUntil } as const
const request = { type: 'RequestOrder', id: 'o', amount: 10_000, ...what, by, now } as const
const requested = { type: 'OrderRequested', ...what, ...reservation, by, at: now } as const
const placed = { type: 'OrderPlaced', ...reservation, at: now } as const
const refusedEvent = {
  type: 'StockRefused',
  ...reservation,
  code: 'reservation/not-enough',
  facts: { available: 0 },
  at: now,
} as const
const complete = { type: 'CompleteOrder', rid: 'o:1', now } as const
const refuseIt = { type: 'RecordStockRefusal', rid: 'o:1', code: 'reservation/not-enough', facts: { available: 0 }, now } as const
const cancel = { type: 'CancelOrder', side: 'buyer', reason: 'Berubah rencana', by, now } as const
const cancelled = (standing: 'asked' | 'confirmed') =>
  ({ type: 'OrderCancelled', side: 'buyer', reason: 'Berubah rencana', standing, ...reservation, by, at: now }) as const

behaviour('an order', orderDecider, [
  scenario('asks for its stock, for an hour').when(request).then(requested),
  scenario('is made once').given(requested).when(request).refused('order/already-there'),
  scenario('stands once its stock is held').given(requested).when(complete).then(placed),
  scenario('is refused with the reason of the stock').given(requested).when(refuseIt).then(refusedEvent),
  scenario('hears no answer twice')
    .given(requested, placed)
    .when(complete)
    .refused('order/not-waiting-for-stock', { status: 'placed' }),
  scenario('hears no refusal after it stands').given(requested, placed).when(refuseIt).refused('order/not-waiting-for-stock'),
  scenario('hears no answer to what it did not ask')
    .given(requested)
    .when({ ...complete, rid: 'o:2' })
    .refused('order/not-waiting-for-stock'),
  scenario('hears no answer once it is cancelled')
    .given(requested, cancelled('asked'))
    .when(complete)
    .refused('order/not-waiting-for-stock', { status: 'cancelled' }),
  scenario('is cancelled while it waits').given(requested).when(cancel).then(cancelled('asked')),
  scenario('is cancelled when it stands').given(requested, placed).when(cancel).then(cancelled('confirmed')),
  scenario('is not cancelled without a reason')
    .given(requested)
    .when({ ...cancel, reason: '....' })
    .refused('moderation/reason-empty', { field: 'reason' }),
  scenario('is cancelled once').given(requested, cancelled('asked')).when(cancel).refused('order/over', { status: 'cancelled' }),
  scenario('that was refused is not cancelled')
    .given(requested, refusedEvent)
    .when(cancel)
    .refused('order/over', { status: 'refused' }),
  scenario('that was never made hears nothing').when(complete).refused('order/not-there'),
])

describe('what an event asks of the stock', () => {
  test.each<[OrderEvent, string, string]>([
    [requested, 'reserve:o:1', 'Reserve'],
    [placed, 'confirm:o:1', 'Confirm'],
    [refusedEvent, 'release:o:1', 'Release'],
    [cancelled('asked'), 'release:o:1', 'Release'],
    [cancelled('confirmed'), 'reverse:o:1', 'Reverse'],
  ])('$type', (event, commandId, type) =>
    expect(stockOrder(event)).toMatchObject({ stock: 'kop.A', commandId, command: { type, rid: 'o:1' } }),
  )

  it('is answered when it was to reserve, and asked again while the pool is full', () => {
    const reserve = stockOrder(requested)
    expect(answerOf(reserve, null)).toEqual({ commandId: 'place:o:1', command: { type: 'CompleteOrder', rid: 'o:1' } })
    const notKept = refuse('stock/not-kept', { wanted: 5, long: 'x'.repeat(201), odd: { a: 1 } })
    expect(answerOf(reserve, notKept)?.valueOf()).toEqual({
      commandId: 'refuse:o:1',
      command: { type: 'RecordStockRefusal', rid: 'o:1', code: 'stock/not-kept', facts: { wanted: 5 } },
    })
    expect(answerOf(reserve, new Refusal('reservation/too-many-open', { status: 503, id: '', en: '' }, {}))).toBe('again')
    expect(answerOf(stockOrder(placed), null)).toBeNull()
  })
})

/** Orders and one stock, their messages carried in any order a reaction may see them: per order in sequence, doubled at will. */
it('stock is never given out twice, whoever orders, cancels, repeats or comes late', () => {
  const step = fc.record({
    who: fc.integer({ min: 0, max: 5 }),
    what: fc.constantFrom('order', 'cancel', 'carry', 'carry', 'again'),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const told = Array.from({ length: 6 }, (): OrderEvent[] => [])
      const carried = told.map(() => 0)
      const done = new Set<string>()
      let stock = fold(stockDecider, [{ type: 'StockSet', seller: 'kop', onHand: 25_000, fromOnHand: 0, by, at: now }])
      const say = (who: number, command: OrderCommand) => {
        try {
          told[who]?.push(...decide(fold(orderDecider, told[who]), command))
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
        }
      }
      const carry = (who: number, event: OrderEvent) => {
        const asked = stockOrder(event)
        let refusal: Refusal | null = null
        // A command that acted is answered from the record.
        if (!done.has(asked.commandId))
          try {
            stock = stockDecider.decide(stock, { ...asked.command, now }).reduce(stockDecider.evolve, stock)
            done.add(asked.commandId)
          } catch (error) {
            if (!(error instanceof Refusal)) throw error
            expect(error.code).not.toMatch(/alarm/)
            refusal = error
          }
        const answer = answerOf(asked, refusal)
        if (answer && answer !== 'again' && !done.has(answer.commandId)) {
          const before = told[who]?.length
          say(who, { ...answer.command, now })
          if (told[who]?.length !== before) done.add(answer.commandId)
        }
      }
      for (const { who, what: act } of steps) {
        const events = told[who] ?? []
        const at = carried[who] ?? 0
        if (act === 'order') say(who, { ...request, id: `o${who}` })
        else if (act === 'cancel') say(who, cancel)
        else if (act === 'again' && at > 0) carry(who, events[at - 1] as OrderEvent)
        else if (act === 'carry' && at < events.length) {
          carry(who, events[at] as OrderEvent)
          carried[who] = at + 1
        }
        if (stock.status !== 'kept') throw new Error('it is kept')
        expect(stock.pool.held + stock.pool.confirmed).toBeLessThanOrEqual(25_000)
      }
      for (const [who, events] of told.entries()) for (const event of events.slice(carried[who])) carry(who, event)
      for (const [who, events] of told.entries()) for (const event of events) carry(who, event) // also what the last answers told
      const standing = told.map((events) => fold(orderDecider, events)).filter(({ status }) => status === 'placed').length
      expect(stock).toMatchObject({ pool: { held: 0, confirmed: standing * 10_000 } })
    }),
  )
})
