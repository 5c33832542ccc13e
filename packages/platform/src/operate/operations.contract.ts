// What every record of operators' requests must tell. Run in memory (operator.test.ts) and on MongoDB (mongoOperations.int.test.ts).
import { describe, expect, test } from 'vitest'
import { toEnvelopes } from '../aggregate/envelope.ts'
import type { AggregateStore } from '../aggregate/ports.ts'
import { operationOf, type OperationEvent } from './operation.ts'
import type { RecordedOperations } from './recordedOperations.ts'

const { contract, decider, copies, stateSchema } = operationOf('sample')
const by = { commandId: 'k', fingerprint: 'f', actor: 'budi', correlationId: 'c', causationId: 'c' }
const day = (n: number) => `2026-01-0${n}T02:00:00.000Z`
const requested = (n: number): OperationEvent => ({ type: 'OperationRequested', kind: 'redrive', of: 'sample.sums', key: `key-${n}`, why: 'mended', at: day(n) }) // prettier-ignore

/** An empty one, and the store that its aggregates are written to. */
export function operationsContract(name: string, make: () => Promise<{ store: AggregateStore; operations: RecordedOperations }>) {
  describe(`operators' requests: ${name}`, () => {
    async function recorded(stories: Readonly<Record<string, readonly OperationEvent[]>>) {
      const { store, operations } = await make()
      for (const [id, events] of Object.entries(stories)) {
        const state = events.reduce(decider.evolve, decider.initial)
        const envelopes = toEnvelopes(contract, id, 0, events, day(1), by)
        await store.insert({ id, from: 0, state, stateSchema, copies: copies(state), envelopes, at: 1 })
      }
      return operations
    }
    const ids = (told: readonly { readonly id: string }[]) => told.map(({ id }) => id)

    test('where none was made, none is told', async () => {
      const operations = await recorded({})
      expect([await operations.waiting(9), await operations.latest(9), await operations.countWaiting()]).toEqual([[], [], 0])
    })

    test('what waits comes oldest first and ends with its outcome; people see the youngest first, with what came of it', async () => {
      const done = { type: 'OperationDone', outcome: 'goes on' } as const
      const failed = { type: 'OperationFailed', cause: 'blocked again' } as const
      const operations = await recorded({
        c: [requested(3)],
        d: [requested(4), done],
        a: [requested(1)],
        b: [requested(2), failed],
        e: [requested(5)],
      })
      expect(ids(await operations.waiting(9))).toEqual(['a', 'c', 'e'])
      expect(ids(await operations.waiting(2))).toEqual(['a', 'c'])
      expect(await operations.countWaiting()).toBe(3)
      expect(ids(await operations.latest(9))).toEqual(['e', 'd', 'c', 'b', 'a'])
      const asked = { kind: 'redrive', of: 'sample.sums', why: 'mended' }
      expect((await operations.latest(4)).slice(1)).toEqual([
        { ...asked, id: 'd', key: 'key-4', at: day(4), status: 'done', outcome: 'goes on' },
        { ...asked, id: 'c', key: 'key-3', at: day(3), status: 'requested' },
        { ...asked, id: 'b', key: 'key-2', at: day(2), status: 'failed', cause: 'blocked again' },
      ])
    })
  })
}
