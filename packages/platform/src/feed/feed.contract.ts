// What each feed does, whoever answers: the owner's own over memory or MongoDB, and another service's over HTTP.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { publicPart, toEnvelopes, type Envelope } from '../aggregate/envelope.ts'
import type { AggregateStore, EventLog } from '../aggregate/ports.ts'
import { counterEvents } from '../aggregate/sample.ts'
import type { Feed } from './feed.ts'

export interface FeedUnderTest {
  readonly store: AggregateStore
  readonly log: EventLog
  readonly feed: Feed
}

const by = { commandId: 'c', fingerprint: 'f', actor: 'siti', correlationId: 'c', causationId: 'c', traceparent: '00-1-1-01' }
const at = '2026-01-05T03:00:00.000Z'
/** Ids that an address has to carry as they are. */
const IDS = ['a', 'b c/d?e=f&g%h', 'org.MIKRO.2026.pusat', 'ü']

export function feedContract(name: string, start: () => Promise<FeedUnderTest & { close?(): Promise<void> }>): void {
  describe(`${name} keeps the contract of feeds`, () => {
    let here: Awaited<ReturnType<typeof start>>
    let ids: string[]
    let round = 0
    beforeAll(async () => void (here = await start()))
    afterAll(() => here.close?.())
    beforeEach(() => {
      round += 1
      ids = IDS.map((id) => `${String(round).padStart(3, '0')} ${id}`)
    })

    const envelopesOf = (id: string, count: number): Envelope[] =>
      toEnvelopes(
        counterEvents,
        id,
        0,
        Array.from({ length: count }, (_, n) => ({ type: 'CounterRaised', by: n + 1, sealed: { secret: 'of Siti' } })),
        at,
        by,
      )

    /** The first `logged` of an aggregate's events have left its outbox. */
    async function written(id: string, count: number, logged: number): Promise<Envelope[]> {
      const envelopes = envelopesOf(id, count)
      await here.store.insert({ id, from: 0, state: {}, stateSchema: 1, copies: {}, envelopes, at: Date.parse(at) })
      await here.log.append(envelopes.slice(0, logged))
      if (logged > 0) await here.store.removeSent([{ id, sequence: logged }])
      return envelopes.map(publicPart)
    }

    test('heads: every aggregate once, in order of id, page by page', async () => {
      for (const [n, id] of ids.entries()) await written(id, n + 1, n)
      const seen: { id: string; version: number }[] = []
      for (let after = ids[0]?.slice(0, 3) ?? ''; ;) {
        const page = await here.feed.heads(after, 3)
        seen.push(...page.filter(({ id }) => ids.includes(id)))
        const last = page.at(-1)
        if (!last) break
        after = last.id
      }
      expect(seen).toEqual(ids.map((id, n) => ({ id, version: n + 1 })))
    })

    test('events: as they were, without what is sealed, from the log and what the relay has not logged yet', async () => {
      for (const [n, id] of ids.entries()) {
        const told = await written(id, 4, n)
        expect(await here.feed.events(id, 1, 100)).toEqual(told)
      }
    })

    test('events: from a sequence on, as many as asked, none beyond the last', async () => {
      const [id = ''] = ids
      const told = await written(id, 5, 3)
      expect(await here.feed.events(id, 3, 100)).toEqual(told.slice(2))
      expect(await here.feed.events(id, 2, 2)).toEqual(told.slice(1, 3))
      expect(await here.feed.events(id, 6, 100)).toEqual([])
    })

    test('an aggregate that is not there has no events', async () => expect(await here.feed.events('nobody', 1, 100)).toEqual([]))
  })
}
