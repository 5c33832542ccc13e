// What every AggregateStore and EventLog must do. Run on memory (ports.test.ts) and on MongoDB (ports.int.test.ts).
import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { toEnvelopes, type Envelope } from './envelope.ts'
import type { AggregateStore, EventLog, Write } from './ports.ts'
import { counterEvents } from './sample.ts'

const raise = (id: string, version: number, commandId: string, by = 1): Envelope[] =>
  toEnvelopes(counterEvents, id, version, [{ type: 'CounterRaised', by } as never], '2026-01-05T02:00:00.000Z', {
    commandId,
    fingerprint: `print of ${commandId}`,
    actor: 'siti',
    correlationId: 'c',
    causationId: 'c',
  })

const write = (id: string, from: number, commandId: string, total: number, at = 1_000): Write => ({
  id,
  from,
  state: { total },
  stateSchema: 1,
  copies: { owner: 'siti' },
  envelopes: raise(id, from, commandId),
  at,
})

export function portsContract(name: string, make: () => Promise<{ store: AggregateStore; log: EventLog }>) {
  describe(`${name}: aggregate store`, () => {
    test('an aggregate is created once; the second creation is told so', async () => {
      const { store } = await make()
      const id = randomUUID()
      expect(await store.insert(write(id, 0, 'a', 1))).toBe(true)
      expect(await store.insert(write(id, 0, 'b', 2))).toBe(false)
      const loaded = await store.load(id)
      expect(loaded).toMatchObject({
        id,
        version: 1,
        state: { total: 1 },
        createdBy: { commandId: 'a', fingerprint: 'print of a' },
      })
      expect(loaded?.outbox.map((event) => event.commandId)).toEqual(['a'])
    })

    test('marks are those of the last write, and unknown after one without', async () => {
      const { store } = await make()
      const id = randomUUID()
      await store.insert({ ...write(id, 0, 'a', 1), marks: ['m'] })
      await store.update({ ...write(id, 1, 'b', 2), marks: ['m', 'n'] })
      expect((await store.load(id))?.marks).toEqual(['m', 'n'])
      await store.update(write(id, 2, 'c', 3))
      expect((await store.load(id))?.marks).toBeNull()
    })

    test('of 50 writers with one version, one wins and the outbox holds its event', async () => {
      const { store } = await make()
      const id = randomUUID()
      await store.insert(write(id, 0, 'a', 1))
      const wins = await Promise.all(Array.from({ length: 50 }, (_, n) => store.update(write(id, 1, `w${n}`, n))))
      expect(wins.filter(Boolean)).toHaveLength(1)
      const loaded = await store.load(id)
      expect(loaded?.version).toBe(2)
      expect(loaded?.outbox.map((event) => event.commandId)).toEqual(['a', `w${wins.indexOf(true)}`])
    })

    test('what is sent leaves the outbox; what came meanwhile stays and is still found', async () => {
      const { store } = await make()
      const id = randomUUID()
      await store.insert(write(id, 0, 'a', 1))
      await store.update(write(id, 1, 'b', 2))
      await store.removeSent([{ id, sequence: 1 }])
      const left = (await store.pending(1_000, [])).find((pending) => pending.id === id)
      expect(left?.envelopes.map((event) => event.sequence)).toEqual([2])
      await store.removeSent([{ id, sequence: 2 }])
      expect((await store.pending(1_000, [])).map((pending) => pending.id)).not.toContain(id)
      expect((await store.load(id))?.version).toBe(2)
    })

    test('pending is oldest first and leaves out whom it is told to', async () => {
      const { store } = await make()
      const [late, early, held] = [randomUUID(), randomUUID(), randomUUID()]
      await store.insert(write(late, 0, 'a', 1, 3_000))
      await store.insert(write(early, 0, 'a', 1, 2_000))
      await store.insert(write(held, 0, 'a', 1, 1_500))
      expect((await store.pending(10, [held])).map((pending) => pending.id)).toEqual([early, late])
      expect(await store.pending(1, [])).toHaveLength(1)
    })

    test('heads come by page, in order of id', async () => {
      const { store } = await make()
      for (const id of ['c', 'a', 'b']) await store.insert(write(id, 0, 'x', 1))
      await store.update(write('b', 1, 'y', 2))
      expect((await store.loadMany(['c', 'a', 'unknown'])).map(({ id }) => id).toSorted()).toEqual(['a', 'c'])
      expect(await store.heads('', 2)).toEqual([
        { id: 'a', version: 1 },
        { id: 'b', version: 2 },
      ])
      expect(await store.heads('b', 2)).toEqual([{ id: 'c', version: 1 }])
    })
  })

  describe(`${name}: event log`, () => {
    test('appending again changes nothing; other content under the same sequence is named', async () => {
      const { log } = await make()
      const [same, other] = [randomUUID(), randomUUID()]
      expect(await log.append([...raise(same, 0, 'a'), ...raise(other, 0, 'a', 5)])).toEqual([])
      expect(await log.append([...raise(same, 0, 'a'), ...raise(same, 1, 'b'), ...raise(other, 0, 'a', 6)])).toEqual([other])
      expect((await log.read(same, 1, 10)).map((event) => event.commandId)).toEqual(['a', 'b'])
      expect((await log.read(other, 1, 10)).map((event) => event.data['by'])).toEqual([5])
    })

    test('a command is found by its id, in its own aggregate only', async () => {
      const { log } = await make()
      const [mine, others] = [randomUUID(), randomUUID()]
      await log.append([...raise(mine, 0, 'a'), ...raise(mine, 1, 'b'), ...raise(others, 0, 'b')])
      expect((await log.byCommand(mine, 'b')).map((event) => event.id)).toEqual([raise(mine, 1, 'b')[0]?.id])
      expect(await log.byCommand(mine, 'c')).toEqual([])
    })

    test('reads from a sequence on, bounded', async () => {
      const { log } = await make()
      const id = randomUUID()
      for (const n of [2, 0, 1, 3]) await log.append(raise(id, n, `k${n}`))
      expect((await log.read(id, 2, 2)).map((event) => event.sequence)).toEqual([2, 3])
    })
  })
}
