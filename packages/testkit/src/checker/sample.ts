// A small invented service whose evidence is whole, to see each violation named: orders that are placed, paid and delivered.
// Guarantees: the checker finds nothing in it, until a test spoils one thing.
import { Type } from 'typebox'
import { uuid5 } from './ids.ts'
import type { Attempt, Evidence, KafkaRecord, LoggedEvent, StoredDocument, Subject, WorkflowEvidence } from './evidence.ts'

type OrderEvent = { type: 'OrderPlaced'; idr: number } | { type: 'OrderPacked' } | { type: 'OrderPaid' }
type Order = { status: 'none' } | { status: 'placed' | 'packed' | 'paid'; idr: number }

const source = 'shop.order'
const contract = {
  source,
  types: { OrderPlaced: Type.Object({ idr: Type.Integer() }), OrderPacked: Type.Object({}), OrderPaid: Type.Object({}) },
}

function evolve(state: Order, event: OrderEvent): Order {
  if (event.type === 'OrderPlaced') return { status: 'placed', idr: event.idr }
  if (state.status === 'none') return state
  return { ...state, status: event.type === 'OrderPacked' ? 'packed' : 'paid' }
}

export const shop: Subject = {
  name: 'shop',
  aggregates: [{ contract, decider: { initial: { status: 'none' }, evolve }, copies: ({ status }: Order) => ({ status }) }],
  projections: [
    {
      name: 'orders',
      from: contract,
      fold: (row: { idr: number } | null, event: OrderEvent) => (event.type === 'OrderPlaced' ? { idr: event.idr } : row),
    },
  ],
  reactions: [{ name: 'count', from: contract }],
  processes: [{ name: 'delivery', from: contract, openRound: ({ status }: Order) => (status === 'paid' ? null : 1) }],
  sums: [
    {
      invariant: 'I8',
      says: 'the till holds what was paid',
      broken: ({ states, collections }) => {
        const orders = [...states(source).values()] as Order[]
        const paid = orders.reduce((sum, order) => sum + (order.status === 'paid' ? order.idr : 0), 0)
        const till = Number(collections['till']?.[0]?.['idr'])
        return till === paid ? [] : [`${till} rupiah in it, ${paid} were paid`]
      },
    },
  ],
}

const STEPS = ['OrderPlaced', 'OrderPacked', 'OrderPaid'] as const
const AT = 1_700_000_000_000

/** Order `n` went through this many steps. */
function order(n: number, steps: number) {
  const id = `o${n}`
  const attempts: Attempt[] = []
  const events: LoggedEvent[] = STEPS.slice(0, steps).map((type, index) => {
    const sequence = index + 1
    const commandId = uuid5('siti', `shop/${type}`, id, `key-${n}`)
    attempts.push({
      at: AT + n,
      ms: 3,
      journey: 'order',
      method: 'POST',
      path: `/shop/orders/${id}/${type}`,
      commandId,
      expects: [type],
      outcome: 'answered',
      status: 200,
      id,
      version: sequence,
    })
    const data = type === 'OrderPlaced' ? { idr: 1_000 * n } : {}
    return {
      id: `${id}:${String(sequence).padStart(12, '0')}`,
      aggregateId: id,
      sequence,
      type,
      source,
      time: '2026-01-01T00:00:00.000Z',
      data,
      commandId,
      actor: 'siti',
    }
  })
  const status = (['placed', 'packed', 'paid'] as const)[steps - 1]
  const document: StoredDocument = { _id: id, version: steps, state: { status, idr: 1_000 * n }, status, outbox: [] }
  const workflow: WorkflowEvidence = {
    workflowId: `delivery/${id}/1`,
    status: status === 'paid' ? 'COMPLETED' : 'RUNNING',
    pending: [],
    heard: events.map(({ sequence }) => sequence),
    failures: [],
  }
  return { id, attempts, events, document, workflow, seq: steps, idr: 1_000 * n }
}

export function wholeEvidence(): Evidence {
  const orders = [order(1, 1), order(2, 2), order(3, 3)]
  const kafka = orders.flatMap(({ id, events }, n) =>
    events.map((event, index): KafkaRecord => ({
      topic: `e1.${source}.v1`,
      partition: 0,
      offset: n * 10 + index,
      key: id,
      value: JSON.stringify(event.data),
      headers: { ce_id: event.id, ce_sequence: String(event.sequence).padStart(12, '0') },
    })),
  )
  const positions = orders.map(({ id, seq }) => ({ _id: id, at: { 'shop/count': seq, 'shop/delivery': seq } }))
  return {
    run: {
      seed: 7,
      plan: 'F1',
      windows: [],
      poisoned: [],
      wiped: [],
      restores: [],
      memory: [],
      unfinished: [],
      quietAfterMs: 900,
      quietWithinMs: 60_000,
    },
    requests: orders.flatMap(({ attempts }) => attempts),
    services: [
      {
        name: 'shop',
        collections: {
          order: orders.map(({ document }) => document),
          'order.events': orders.flatMap(({ events }) => events),
          'rows.orders': orders.map(({ id, seq, idr }) => ({ _id: id, seq, hidden: false, row: { idr } })),
          positions,
          till: [{ _id: 'till', idr: 3_000 }],
        },
      },
    ],
    kafka,
    offsets: [{ group: 'e1.shop.count', topic: `e1.${source}.v1`, partition: 0, committed: 30, end: 30 }],
    workflows: orders.map(({ workflow }) => workflow),
  }
}
