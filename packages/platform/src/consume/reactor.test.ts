import { Refusal } from '@simpul/kernel'
import { describe, expect, test } from 'vitest'
import { toEnvelopes, type Envelope } from '../aggregate/envelope.ts'
import { commandLimits } from '../aggregate/limits.ts'
import { refuse } from '../aggregate/refusals.ts'
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

const AWAY = new Error('no server')

function setUp() {
  const positions = new MemoryPositions()
  const handled: string[] = []
  let failAt = ''
  let failure: Error = new Error('cannot')
  const declared = reaction<CounterEvent>({
    name: 'notice',
    from: counterEvents,
    async handle(_event, envelope) {
      if (envelope.id === failAt) throw failure
      handled.push(envelope.id)
    },
  })
  const commands = {} as Commands // this reaction sends none
  const handler = reactor(declared, positions, commands, { group: 'test.notice', isTransient: (error) => error === AWAY })
  const fail = (id: string, how: Error = failure) => void ([failAt, failure] = [id, how])
  return { positions, handled, handler, failAt: fail }
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

  // Found by the fault plans: a database that was away for a minute left keys blocked for an operator.
  test.each([AWAY, refuse('platform/busy'), refuse('platform/outcome-unknown')])(
    'a database that is away or an aggregate that is busy (%s) has the batch come again, and blocks nothing',
    async (passing) => {
      const { handler, positions, failAt } = setUp()
      failAt(story('a', 3)[1]?.id ?? '', passing)
      const events = new Map([
        ['a', story('a', 3)],
        ['b', story('b', 2)],
      ])
      await expect((await handler.open(['a', 'b'])).apply(events)).rejects.toBe(passing)
      expect(await positions.sequences(['a', 'b'])).toEqual(new Map([['a', 1], ['b', 2]])) // prettier-ignore
      failAt('')
      expect(await (await handler.open(['a'])).apply(new Map([['a', story('a', 3).slice(1)]]))).toEqual(new Map())
      expect(await positions.sequences(['a'])).toEqual(new Map([['a', 3]]))
    },
  )

  test("a service's own refusal fails its key, also when it says 503", async () => {
    const { handler, failAt } = setUp()
    const full = new Refusal('pool/full', { status: 503, id: 'Penuh.', en: 'Full.' }, {})
    failAt(story('a', 1)[0]?.id ?? '', full)
    expect(await (await handler.open(['a'])).apply(new Map([['a', story('a', 1)]]))).toEqual(new Map([['a', full]]))
  })

  // 700 approvals of one lender that came while nobody listened: they must not push each other out of the quota's queue.
  test('no more keys at once than half of what may wait for one aggregate', async () => {
    let [now, most] = [0, 0]
    const counting = reaction<CounterEvent>({
      name: 'count',
      from: counterEvents,
      async handle() {
        most = Math.max(most, (now += 1))
        await new Promise((resolve) => setImmediate(resolve))
        now -= 1
      },
    })
    const handler = reactor(counting, new MemoryPositions(), {} as Commands, { group: 'test.count' })
    const ids = Array.from({ length: 700 }, (_, n) => `k${n}`)
    const session = await handler.open(ids)
    expect(await session.apply(new Map(ids.map((id) => [id, story(id, 1)])))).toEqual(new Map())
    expect(most).toBe(commandLimits.queueLengthMax / 2)
  })
})
