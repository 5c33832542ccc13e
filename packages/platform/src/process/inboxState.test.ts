import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InboxState, type Signalled } from './inboxState.ts'

type Event = { type: 'Asked' | 'Made' | 'Closed' }
const event = (sequence: number, type: Event['type'] = 'Made'): Signalled<Event> => ({
  id: `v:${sequence}`,
  sequence,
  time: '2026-01-01T00:00:00.000Z',
  correlationId: 'c',
  event: { type },
})
const all = ['Asked', 'Made', 'Closed'] as const
const drained = (inbox: InboxState<Event>) => {
  const taken: number[] = []
  for (let next = inbox.take(all); next; next = inbox.take(all)) taken.push(next.sequence)
  return taken
}

describe('an inbox', () => {
  test('gives each event once and in order, however often and in whatever order they come', () => {
    const sequences = fc.shuffledSubarray([4, 5, 6, 7, 8, 9, 4, 5, 6, 7, 8, 9], { minLength: 0 })
    fc.assert(
      fc.property(fc.array(sequences, { maxLength: 5 }), (portions) => {
        const inbox = new InboxState<Event>(4)
        for (const portion of portions) inbox.accept(portion.map((sequence) => event(sequence)))
        const came = new Set(portions.flat())
        const contiguous = [4, 5, 6, 7, 8, 9].filter((sequence) =>
          [4, 5, 6, 7, 8, 9].slice(0, sequence - 3).every((s) => came.has(s)),
        )
        expect(drained(inbox)).toEqual(contiguous)
        expect(new Set(inbox.carried().map(({ sequence }) => sequence))).toEqual(came)
        expect(inbox.carried()).toHaveLength(came.size)
      }),
    )
  })

  test('keeps an event that is early until those before it have come', () => {
    const inbox = new InboxState<Event>(1)
    inbox.accept([event(3), event(2)])
    expect(inbox.take(all)).toBeUndefined()
    inbox.accept([event(1)])
    expect(drained(inbox)).toEqual([1, 2, 3])
  })

  test('waits for the event that one names as heard before it, and for none in between', () => {
    const inbox = new InboxState<Event>(1)
    inbox.accept([event(1, 'Asked'), { ...event(9, 'Closed'), after: 4 }])
    expect(drained(inbox)).toEqual([1])
    inbox.accept([{ ...event(4), after: 1 }])
    expect(drained(inbox)).toEqual([4, 9])
    inbox.accept([event(4), event(5)])
    expect(drained(inbox)).toEqual([])
  })

  test('of a program that heard more before, the next one that names less follows', () => {
    const inbox = new InboxState<Event>(1)
    inbox.accept([event(1, 'Asked'), event(2), event(3), { ...event(6, 'Closed'), after: 1 }])
    expect(drained(inbox)).toEqual([1, 2, 3, 6])
  })

  test('does not know what was before the round', () => {
    const inbox = new InboxState<Event>(5)
    inbox.accept([event(4), event(5)])
    expect(drained(inbox)).toEqual([5])
  })

  test('passes over what was not asked for, and does not go back', () => {
    const inbox = new InboxState<Event>(1)
    inbox.accept([event(1, 'Asked'), event(2, 'Made'), event(3, 'Closed')])
    expect(inbox.take(['Closed'])?.sequence).toBe(3)
    expect(inbox.take(['Made'])).toBeUndefined()
    expect(inbox.seen(['Made'])?.sequence).toBe(2)
  })

  test('peeking moves nothing', () => {
    const inbox = new InboxState<Event>(1)
    inbox.accept([event(1, 'Asked'), event(2, 'Made')])
    expect(inbox.peek(['Made'])?.sequence).toBe(2)
    expect(inbox.take(['Asked'])?.sequence).toBe(1)
  })

  test('the cause is the event last taken, at first the one that started the round', () => {
    const inbox = new InboxState<Event>(1)
    expect(inbox.cause()).toBeUndefined()
    inbox.accept([event(1, 'Asked'), event(2, 'Made'), event(3, 'Closed')])
    expect(inbox.cause()?.sequence).toBe(1)
    inbox.take(['Made'])
    expect(inbox.cause()?.sequence).toBe(2)
  })

  test('a run that goes on with what another carried knows the same, the early ones too', () => {
    const before = new InboxState<Event>(1)
    before.accept([event(1, 'Asked'), event(2, 'Made'), event(4, 'Closed')])
    before.take(['Made'])
    const after = new InboxState<Event>(1)
    after.accept(before.carried())
    after.accept([event(3)])
    expect(drained(after)).toEqual([1, 2, 3, 4])
  })
})
