// The waiting of a workflow over months, in a virtual time that stands in for Temporal's (on a real one: process.int.test.ts).
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Signalled } from './inboxState.ts'
import type { Due, Deadline, Inbox } from './inbox.ts'

type Event = { type: 'Asked' } | { type: 'Made' } | { type: 'Closed' }
type Wait = { ready: () => boolean; until: number; resolve: (held: boolean) => void }

const world = vi.hoisted(() => ({
  waits: [] as Wait[],
  handlers: new Map<string, (...args: unknown[]) => void>(),
  suggested: false,
  slept: [] as number[],
  continued: [] as unknown[],
}))

vi.mock('@temporalio/workflow', () => ({
  condition: (ready: () => boolean, ms?: number) =>
    new Promise<boolean>((resolve) => {
      if (ms !== undefined) world.slept.push(ms)
      world.waits.push({ ready, until: ms === undefined ? Infinity : Date.now() + ms, resolve })
    }),
  setHandler: (signal: { name: string }, handler: () => void) => world.handlers.set(signal.name, handler),
  defineSignal: (name: string) => ({ name }),
  workflowInfo: () => ({ continueAsNewSuggested: world.suggested }),
  continueAsNew: (input: unknown) => {
    world.continued.push(input)
    return Promise.reject(new Error('goes on in a new run'))
  },
}))

const DAY = 86_400_000
const START = Date.parse('2026-01-01T00:00:00.000Z')
const day = (n: number) => new Date(START + n * DAY).toISOString()
const event = (sequence: number, type: Event['type']): Signalled<Event> => ({
  id: `v:${sequence}`,
  sequence,
  time: day(0),
  correlationId: 'c',
  event: { type },
})

let events: Inbox<Event>
let told: string[]
const tell = (...list: Signalled<Event>[]) => world.handlers.get('events')?.(list)
const note = (what: string) => async (due: Due) =>
  void told.push(`${what} ${(what === 'overdue' ? due.dueAt : due.remindAt)?.slice(0, 10)}`)
const noting = (within: Deadline) => ({ within, onReminder: note('reminder'), onOverdue: note('overdue') })

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: START })
  Object.assign(world, { waits: [], suggested: false, slept: [], continued: [] })
  world.handlers.clear()
  told = []
  const { inbox } = await import('./inbox.ts')
  events = inbox<Event>({ id: 'v', round: 1, from: 1 })
  tell(event(1, 'Asked'))
})
afterEach(() => {
  vi.useRealTimers()
})

/** Lets time pass: wakes whoever waits, in the order of their alarms. */
async function passTo(time: number) {
  for (;;) {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
    const awake = world.waits.find(({ ready }) => ready()) ?? world.waits.toSorted((a, b) => a.until - b.until)[0]
    if (!awake || (!awake.ready() && awake.until > time)) break
    world.waits = world.waits.filter((wait) => wait !== awake)
    if (!awake.ready()) vi.setSystemTime(Math.max(Date.now(), awake.until))
    awake.resolve(awake.ready())
  }
  vi.setSystemTime(time)
}

test('30 days: it sleeps a day at most, reminds once, escalates once, and still takes the event', async () => {
  const made = events.next(
    'Made',
    noting(async () => ({ dueAt: day(30), remindAt: day(20) })),
  )
  await passTo(START + 40 * DAY)
  expect(told).toEqual([`reminder ${day(20).slice(0, 10)}`, `overdue ${day(30).slice(0, 10)}`])
  expect(Math.max(...world.slept)).toBe(DAY)
  tell(event(2, 'Made'))
  await passTo(START + 41 * DAY)
  expect((await made).sequence).toBe(2)
})

test('a holiday table that changes moves the deadline, and people are told of the new one too', async () => {
  let dueAt = day(5)
  void events.next(
    'Made',
    noting(async () => ({ dueAt })),
  )
  await passTo(START + 4 * DAY)
  dueAt = day(8)
  await passTo(START + 7 * DAY)
  expect(told).toEqual([])
  await passTo(START + 9 * DAY)
  expect(told).toEqual(['overdue 2026-01-09'])
  dueAt = day(12)
  await passTo(START + 13 * DAY)
  expect(told).toEqual(['overdue 2026-01-09', 'overdue 2026-01-13'])
})

test('an event that is there before its deadline disturbs nobody', async () => {
  const made = events.next(
    'Made',
    noting(async () => ({ dueAt: day(3), remindAt: day(1) })),
  )
  await passTo(START + DAY / 2)
  tell(event(2, 'Made'))
  await passTo(START + 10 * DAY)
  await made
  expect(told).toEqual([])
})

test('a fixed deadline that has passed leaves no alarm clock behind', async () => {
  void events.next('Made', noting(day(2)))
  await passTo(START + 10 * DAY)
  expect(told).toEqual(['overdue 2026-01-03'])
  expect(world.slept).toHaveLength(2)
})

test('a deadline that is refused, because the step is over, tells nobody', async () => {
  void events.next(
    'Made',
    noting(async () => ({ refused: 'application/step-over' })),
  )
  await passTo(START + 10 * DAY)
  expect(told).toEqual([])
})

test('until: ends at the deadline as it stands at the end', async () => {
  let dueAt = day(2)
  let ended: string | null = null
  void events.until(async () => ({ dueAt })).then(() => (ended = new Date().toISOString()))
  await passTo(START + DAY + 1)
  dueAt = day(4)
  await passTo(START + 3 * DAY)
  expect(ended).toBeNull()
  await passTo(START + 5 * DAY)
  expect(ended).toBe(day(4))
})

test('a history that grows long goes on in a new run with all its events', async () => {
  const ended = events.next('Made').catch((error: unknown) => String(error))
  tell(event(3, 'Closed'))
  await passTo(START + DAY)
  world.suggested = true
  await passTo(START + 2 * DAY)
  expect(await ended).toContain('new run')
  expect(world.continued).toEqual([{ id: 'v', round: 1, from: 1, carried: [event(1, 'Asked'), event(3, 'Closed')] }])
})

test('what is too large to carry stays where it is', async () => {
  const large = { ...event(2, 'Closed'), correlationId: 'x'.repeat(1_000_001) }
  tell(large)
  const made = events.next('Made')
  world.suggested = true
  await passTo(START + DAY)
  expect(world.continued).toEqual([])
  tell(event(3, 'Made'))
  await passTo(START + DAY)
  expect((await made).sequence).toBe(3)
})

test('of two branches that wait for the same, each gets its own event', async () => {
  const both = Promise.all([events.next('Made'), events.next('Made')])
  await passTo(START)
  tell(event(2, 'Made'))
  for (const { resolve } of world.waits.splice(0)) resolve(true) // Temporal wakes both in one go
  await passTo(START + DAY)
  tell(event(3, 'Made'))
  await passTo(START + 2 * DAY)
  expect((await both).map(({ sequence }) => sequence)).toEqual([2, 3])
})
