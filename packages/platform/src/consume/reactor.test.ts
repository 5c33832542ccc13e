import { refusalCatalogue } from '@simpul/kernel'
import { describe, expect, test } from 'vitest'
import { toEnvelopes, type Envelope } from '../aggregate/envelope.ts'
import { counterEvents, type CounterEvent } from '../aggregate/sample.ts'
import type { Commands } from '../host/commands.ts'
import { positionsContract } from './positions.contract.ts'
import { MemoryPositions } from './positions.ts'
import { reaction } from './reaction.ts'
import { reactor } from './reactor.ts'

positionsContract('memory', async () => new MemoryPositions())

const story = (id: string, count: number): Envelope[] =>
  toEnvelopes(
    counterEvents,
    id,
    0,
    Array.from({ length: count }, (_, n) => ({ type: 'CounterRaised', by: n + 1 }) as never),
    '2026-01-05T02:00:00.000Z',
    { commandId: 'k', fingerprint: 'f', actor: 'a', correlationId: 'c', causationId: 'c' },
  )

function setUp() {
  const positions = new MemoryPositions()
  const handled: string[] = []
  let failAt = ''
  let error = new Error('cannot')
  const declared = reaction<CounterEvent>({
    name: 'notice',
    from: counterEvents,
    async handle(_event, envelope) {
      if (envelope.id === failAt) throw error
      handled.push(envelope.id)
    },
  })
  const commands = {} as Commands // this reaction sends none
  const handler = reactor(declared, positions, commands, 'test.notice')
  const failing = (id: string, as = error) => {
    failAt = id
    error = as
  }
  return { positions, handled, handler, failAt: failing }
}

describe('reactor', () => {
  test('handles each event in order and remembers how far it is', async () => {
    const { handler, handled, positions } = setUp()
    const session = await handler.open(['a'])
    expect(await session.apply(new Map([['a', story('a', 3)]]))).toEqual(new Map())
    expect(handled).toEqual(story('a', 3).map((event) => event.id))
    expect(await positions.sequences(['a'])).toEqual(new Map([['a', 3]]))
    expect((await handler.open(['a'])).sequenceOf('a')).toBe(3)
  })

  test('stops a key at what fails, keeps what was done, and does not hold up other keys', async () => {
    const { handler, handled, positions, failAt } = setUp()
    failAt(story('a', 3)[1]?.id ?? '')
    const session = await handler.open(['a', 'b'])
    const events = new Map([
      ['a', story('a', 3)],
      ['b', story('b', 2)],
    ])
    expect([...(await session.apply(events)).keys()]).toEqual(['a'])
    expect(await positions.sequences(['a', 'b'])).toEqual(new Map([['a', 1], ['b', 2]])) // prettier-ignore
    expect(handled.filter((id) => id.startsWith('a'))).toHaveLength(1)
  })

  test('what passes by itself blocks no key: the batch is to come again, other keys have gone on', async () => {
    const full = refusalCatalogue({ 'pool/full': { status: 503, id: 'Penuh.', en: 'Full.' } }).refuse('pool/full')
    const away = Object.assign(new Error('connection lost'), { name: 'MongoNetworkError' })
    for (const passing of [full, away]) {
      const { handler, positions, failAt } = setUp()
      failAt(story('a', 3)[1]?.id ?? '', passing)
      const session = await handler.open(['a', 'b'])
      const events = new Map([['a', story('a', 3)], ['b', story('b', 2)]]) // prettier-ignore
      await expect(session.apply(events)).rejects.toBe(passing)
      expect(await positions.sequences(['a', 'b'])).toEqual(new Map([['a', 1], ['b', 2]])) // prettier-ignore
    }
  })
})
