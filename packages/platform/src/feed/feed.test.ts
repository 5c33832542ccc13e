// The feed in memory and over HTTP; and what a reader does with a peer that is away, broken, or somebody else.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { toEnvelopes } from '../aggregate/envelope.ts'
import { counterEvents } from '../aggregate/sample.ts'
import { MemoryLog, MemoryStore } from '../memory/memoryStore.ts'
import { feedContract } from './feed.contract.ts'
import { feedLimits, ownFeed, type Feed } from './feed.ts'
import { remoteFeed } from './remoteFeed.ts'
import { SERVICE_KEY, servedFeed } from './servedFeed.ts'

const inMemory = () => {
  const [store, log] = [new MemoryStore(), new MemoryLog()]
  return { store, log, feed: ownFeed(store, log) }
}
const quick = { retryWaitMs: { first: 1, max: 2 }, timeoutMs: 1_000 }

feedContract('the own feed in memory', async () => inMemory())
feedContract('the feed of another service', async () => {
  const owner = inMemory()
  const { apiUrl, close } = await servedFeed(owner.feed)
  return { ...owner, feed: remoteFeed('sample.counter', { apiUrl, serviceKey: SERVICE_KEY }), close }
})

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const by = { commandId: 'c', fingerprint: 'f', actor: 's', correlationId: 'c', causationId: 'c' }
const raised = (id: string, from: number, count: number, note = '') =>
  toEnvelopes(
    counterEvents,
    id,
    from,
    Array.from({ length: count }, () => ({ type: 'CounterRaised', by: 1, note })),
    '2026-01-05T03:00:00.000Z',
    by,
  )
const telling = (events: Feed['events'], heads: Feed['heads'] = async () => []): Feed => ({ heads, events })

async function reading(feed: Feed, serviceKey = SERVICE_KEY): Promise<Feed> {
  const { apiUrl, close } = await servedFeed(feed)
  closing.push(close)
  return remoteFeed('sample.counter', { apiUrl, serviceKey, ...quick })
}

describe('the feed of another service', () => {
  test('is told to nobody without the key: a forged one, none, a person’s token', async () => {
    const feed = telling(
      async () => raised('a', 0, 1),
      async () => [{ id: 'a', version: 1 }],
    )
    const { apiUrl, close } = await servedFeed(feed)
    closing.push(close)
    await expect(remoteFeed('sample.counter', { apiUrl, serviceKey: 'x'.repeat(32), ...quick }).heads('', 1)).rejects.toThrow(
      'rejected 401',
    )
    for (const path of ['heads', 'events?id=a&from=1'])
      for (const headers of [{}, { authorization: 'Bearer x' }, { 'simpul-service-key': SERVICE_KEY.slice(1) }])
        expect((await fetch(`${apiUrl}/sample/internal/feed/counter/${path}`, { headers })).status).toBe(401)
  })

  test.each([
    ['events?id=a', 400],
    ['events?from=1', 400],
    ['events?id=a&from=0', 400],
    ['events?id=a&from=1&from=2', 400],
    [`events?id=a&from=1&limit=${feedLimits.pageMax + 1}`, 400],
    [`heads?limit=${feedLimits.pageMax + 1}`, 400],
    ['heads?after[$ne]=', 400],
    [`events?id=${'x'.repeat(513)}&from=1`, 400],
    ['events?id=a&from=1', 200],
  ])('%s is answered %i', async (path, status) => {
    const { apiUrl, close } = await servedFeed(telling(async () => []))
    closing.push(close)
    const headers = { 'simpul-service-key': SERVICE_KEY }
    expect((await fetch(`${apiUrl}/sample/internal/feed/counter/${path}`, { headers })).status).toBe(status)
  })

  test('nothing sealed leaves, even if it stood in what is read', async () => {
    const leaking = raised('a', 0, 1).map((envelope) => ({ ...envelope, sealed: { nik: '3171011708900001' } }))
    const feed = await reading(telling(async () => leaking))
    expect(JSON.stringify(await feed.events('a', 1, 1))).not.toContain('3171011708900001')
  })

  test('an answer is bounded in bytes, and the rest is there to be asked for', async () => {
    const all = raised('a', 0, 100, 'x'.repeat(60_000))
    const feed = await reading(telling(async (_, from, limit) => all.slice(from - 1, from - 1 + limit)))
    const first = await feed.events('a', 1, 100)
    expect(first.length).toBeGreaterThan(10)
    expect(JSON.stringify(first).length).toBeLessThan(feedLimits.answerBytesMax)
    const seen = [...first]
    while (seen.length < 100) seen.push(...(await feed.events('a', seen.length + 1, 100)))
    expect(seen).toEqual(all)
  })

  test.each<[string, () => ReturnType<typeof raised>]>([
    ['of another aggregate', () => raised('b', 0, 1)],
    ['with a gap', () => [...raised('a', 0, 1), ...raised('a', 2, 1)]],
    ['that begin later', () => raised('a', 4, 1)],
    ['of another source', () => raised('a', 0, 1).map((envelope) => ({ ...envelope, source: 'sample.other' }))],
    ['whose id says another place', () => raised('a', 0, 1).map((envelope) => ({ ...envelope, id: 'a:000000000009' }))],
  ])('a peer that answers events %s is not believed', async (_, wrong) => {
    const feed = await reading(telling(async () => wrong()))
    await expect(feed.events('a', 1, 10)).rejects.toThrow('belongs')
  })

  test('a peer that answers the same page for ever is not read for ever', async () => {
    const feed = await reading(
      telling(
        async () => [],
        async () => [{ id: 'a', version: 1 }],
      ),
    )
    expect(await feed.heads('', 1)).toEqual([{ id: 'a', version: 1 }])
    await expect(feed.heads('a', 1)).rejects.toThrow('the same again')
  })

  test('an owner that is away, fails or is another program is an error, never an empty feed', async () => {
    const broken = await reading(telling(() => Promise.reject(new Error('out of order'))))
    await expect(broken.events('a', 1, 1)).rejects.toThrow('does not answer: 5xx')
    const other = createServer((_, response) => response.end('<html>'))
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const apiUrl = `http://127.0.0.1:${(other.address() as AddressInfo).port}`
    const feed = remoteFeed('sample.counter', { apiUrl, serviceKey: SERVICE_KEY, ...quick })
    await expect(feed.heads('', 1)).rejects.toThrow('garbage')
    await new Promise((resolve) => other.close(resolve))
    await expect(feed.heads('', 1)).rejects.toThrow('refused')
  })
})
