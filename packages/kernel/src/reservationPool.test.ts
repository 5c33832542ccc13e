// The pool on its own: each message in each state of a rid, then random histories with doubled, late and reordered messages.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Instant } from './decider.ts'
import { Refusal, sentence } from './refusal.ts'
import {
  ENTRIES_MAX,
  HOLDS_MAX,
  available,
  committed,
  decideReservation,
  emptyPool,
  evolveReservation,
  isReservationAlarm,
  reservationRefusals,
  type ReservationCommand,
  type ReservationPool,
} from './reservationPool.ts'

const start = Date.parse('2026-05-10T10:00:00.000Z')
const at = (minutes: number): Instant => new Date(start + minutes * 60_000).toISOString()
const [now, validUntil, afterTombstone] = [at(0), at(60), at(60 + 120)]

const reserve = (rid = 'a:1', amount = 40, when = now) => ({ type: 'Reserve', rid, amount, validUntil, now: when }) as const
const confirm = { type: 'Confirm', rid: 'a:1', now } as const
const release = { type: 'Release', rid: 'a:1', validUntil, now } as const
const reverse = { type: 'Reverse', rid: 'a:1', now } as const
const consume = { type: 'Consume', rid: 'a:1', now } as const

const apply = (pool: ReservationPool, command: ReservationCommand) =>
  decideReservation(pool, command).reduce(evolveReservation, pool)
const after = (...commands: readonly ReservationCommand[]) => commands.reduce(apply, emptyPool(100))

/** What one more message does: the types of its events, or the code of its refusal. */
function answer(pool: ReservationPool, command: ReservationCommand): string {
  try {
    return decideReservation(pool, command)
      .map((event) => event.type.replace('Reservation', ''))
      .join()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    for (const template of [error.entry.id, error.entry.en]) expect(sentence(template, error.facts)).not.toMatch(/[{}]/)
    expect(isReservationAlarm(error)).toBe(error.code.includes('alarm'))
    return error.code.replace('reservation/', '')
  }
}

describe('each message in each state of its rid', () => {
  const states = {
    unknown: after(),
    held: after(reserve()),
    confirmed: after(reserve(), confirm),
    consumed: after(reserve(), confirm, consume),
    reversed: after(reserve(), confirm, reverse),
    released: after(reserve(), release),
    'released before it was reserved': after(release),
  }
  const expected: Record<keyof typeof states, Record<ReservationCommand['type'], string>> = {
    unknown: {
      Reserve: 'Held',
      Confirm: 'alarm-unknown',
      Release: 'Released',
      Reverse: 'alarm-unknown',
      Consume: 'alarm-unknown',
    },
    held: { Reserve: '', Confirm: 'Confirmed', Release: 'Released', Reverse: 'Reversed', Consume: 'Consumed' },
    confirmed: { Reserve: '', Confirm: '', Release: 'alarm-confirmed', Reverse: 'Reversed', Consume: 'Consumed' },
    consumed: { Reserve: 'ended', Confirm: '', Release: 'alarm-confirmed', Reverse: 'alarm-ended', Consume: '' },
    reversed: { Reserve: 'ended', Confirm: '', Release: '', Reverse: '', Consume: 'alarm-ended' },
    released: { Reserve: 'ended', Confirm: 'alarm-ended', Release: '', Reverse: '', Consume: 'alarm-ended' },
    'released before it was reserved': {
      Reserve: 'ended',
      Confirm: 'alarm-ended',
      Release: '',
      Reverse: '',
      Consume: 'alarm-ended',
    },
  }
  const commands: readonly ReservationCommand[] = [reserve(), confirm, release, reverse, consume]
  for (const name of Object.keys(states) as (keyof typeof states)[])
    for (const command of commands)
      it(`${name}: ${command.type} → ${expected[name][command.type] || 'nothing'}`, () =>
        expect(answer(states[name], command)).toBe(expected[name][command.type]))
})

describe('what is counted', () => {
  it('follows a reservation to its end', () => {
    const sums = ({ held, confirmed, consumed }: ReservationPool) => [held, confirmed, consumed]
    expect(sums(after(reserve()))).toEqual([40, 0, 0])
    expect(sums(after(reserve(), confirm))).toEqual([0, 40, 0])
    expect(sums(after(reserve(), confirm, consume))).toEqual([0, 0, 40])
    expect(sums(after(reserve(), confirm, reverse))).toEqual([0, 0, 0])
    expect(sums(after(reserve(), release))).toEqual([0, 0, 0])
  })
  it('the last piece can be had, one more cannot, and the refusal says why', () => {
    const pool = after(reserve('a:1', 60), reserve('b:1', 20), { ...confirm, rid: 'b:1' })
    expect(answer(pool, reserve('c:1', 20))).toBe('Held')
    expect(answer(pool, reserve('c:1', 21))).toBe('not-enough')
    const facts = { wanted: 21, available: 20, limit: 100, held: 60, confirmed: 20, consumed: 0 }
    expect(() => decideReservation(pool, reserve('c:1', 21))).toThrow(expect.objectContaining({ facts }))
  })
  it('a limit lowered from outside below what is committed leaves nothing, never less', () =>
    expect(available({ ...after(reserve()), limit: 30 })).toBe(0))
})

describe('time', () => {
  it('a Reserve at its last instant holds; one millisecond later it is refused', () => {
    expect(answer(after(), reserve('a:1', 40, validUntil))).toBe('Held')
    expect(answer(after(), reserve('a:1', 40, '2026-05-10T11:00:00.001Z'))).toBe('expired')
  })
  it('a tombstone is forgotten two hours after the validity, at the next event of any rid', () => {
    const other = { ...reserve('b:1', 1), validUntil: at(1_000) }
    expect(Object.keys(apply(after(release), { ...other, now: at(179) }).entries)).toEqual(['a:1', 'b:1'])
    expect(Object.keys(apply(after(release), { ...other, now: afterTombstone }).entries)).toEqual(['b:1'])
  })
  it('a Release that comes after that needs no tombstone', () =>
    expect(answer(after(), { ...release, now: afterTombstone })).toBe(''))
  it('a held reservation outlives its validity: only the holder ends it', () => {
    const late = apply(after(reserve()), { ...release, rid: 'b:1', now: afterTombstone, validUntil: at(1_000) })
    expect(late.held).toBe(40)
    expect(answer(late, { ...confirm, now: at(10_000) })).toBe('Confirmed')
  })
})

describe('what an honest holder never sends', () => {
  it.each([0, -1, 1.5, Number.NaN, 2 ** 53])('an amount of %s', (amount) =>
    expect(answer(after(), reserve('a:1', amount))).toBe('alarm-amount'),
  )
  it('the same rid with another amount', () => expect(answer(after(reserve()), reserve('a:1', 41))).toBe('alarm-amount'))
  it('a rid named like a property of every object is just unknown', () =>
    expect(answer(after(), { ...confirm, rid: 'constructor' })).toBe('alarm-unknown'))
})

describe('bounds', () => {
  const filled = (count: number, status: 'held' | 'confirmed'): ReservationPool => {
    const entries = Object.fromEntries(Array.from({ length: count }, (_, n) => [`x:${n}`, { status, amount: 1, validUntil }]))
    return { ...emptyPool(1_000_000), held: 0, confirmed: 0, [status]: count, entries }
  }
  it('one hold below the most is accepted, the next is asked to wait, a held one is still confirmed', () => {
    expect(answer(filled(HOLDS_MAX - 1, 'held'), reserve())).toBe('Held')
    expect(answer(filled(HOLDS_MAX, 'held'), reserve())).toBe('too-many-open')
    expect(answer(filled(HOLDS_MAX, 'held'), { ...confirm, rid: 'x:7' })).toBe('Confirmed')
  })
  it('everything remembered is bounded too', () => {
    expect(answer(filled(ENTRIES_MAX - 1, 'confirmed'), reserve())).toBe('Held')
    expect(answer(filled(ENTRIES_MAX, 'confirmed'), reserve())).toBe('too-many-open')
  })
  it('tombstones whose time is over do not count', () => {
    const entries = Object.fromEntries(
      Array.from({ length: ENTRIES_MAX }, (_, n) => [`x:${n}`, { status: 'released', rememberUntil: now } as const]),
    )
    expect(answer({ ...emptyPool(100), entries }, reserve())).toBe('Held')
  })
})

it('every refusal has both sentences and a status that a caller can act on', () => {
  for (const entry of Object.values(reservationRefusals)) {
    expect([409, 503]).toContain(entry.status)
    expect(entry.id.length).toBeGreaterThan(10)
    expect(entry.en.length).toBeGreaterThan(10)
  }
})

// Ten holders whose stories are decided by themselves; the network doubles, delays and reorders what they say.
const story = fc.constantFrom(
  ['Reserve'],
  ['Reserve', 'Confirm'],
  ['Reserve', 'Release'],
  ['Release', 'Reserve'],
  ['Reserve', 'Confirm', 'Consume'],
  ['Reserve', 'Confirm', 'Reverse'],
  ['Reserve', 'Confirm', 'Release', 'Reverse', 'Consume'],
)
const message = (rid: string, type: string, amount: number, minute: number) =>
  ({ type, rid, amount, validUntil, now: at(minute) }) as ReservationCommand
const histories = fc.array(fc.tuple(story, fc.integer({ min: 1, max: 60 })), { minLength: 1, maxLength: 10 }).chain((stories) => {
  const said = stories.flatMap(([types, amount], n) => types.map((type) => ({ rid: `h:${n}`, type, amount })))
  const anyOrder = fc.array(fc.tuple(fc.constantFrom(...said), fc.integer({ min: 0, max: 3 })), { maxLength: 60 })
  return anyOrder.map((steps) => {
    let minute = 0
    return steps.map(([{ rid, type, amount }, later]) => message(rid, type, amount, (minute += later)))
  })
})

/** The pools after each message; refused messages change nothing. */
function deliver(history: readonly ReservationCommand[]): ReservationPool[] {
  let pool = emptyPool(100)
  return history.map((command) => {
    try {
      pool = apply(pool, command)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
    return pool
  })
}

describe('whatever arrives, in whatever order and number', () => {
  it('the limit holds and the sums are those of the entries', () => {
    fc.assert(
      fc.property(histories, (history) => {
        for (const pool of deliver(history)) {
          expect(committed(pool)).toBeLessThanOrEqual(pool.limit)
          const sum = (status: string) =>
            Object.values(pool.entries).reduce(
              (total, each) => total + (each.status === status && 'amount' in each ? each.amount : 0),
              0,
            )
          expect([pool.held, pool.confirmed]).toEqual([sum('held'), sum('confirmed')])
        }
      }),
      { numRuns: 300 },
    )
  })
  it('a message that was obeyed changes nothing when it comes again', () => {
    fc.assert(
      fc.property(histories, (history) => {
        let pool = emptyPool(100)
        for (const command of history) {
          const next = deliverOne(pool, command)
          if (next !== pool) expect(deliverOne(next, command)).toBe(next)
          pool = next
        }
      }),
      { numRuns: 200 },
    )
  })
  it('a holder that let go holds nothing at the end, even if its Reserve comes last', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const end = [message('h:0', 'Release', 5, 0), message('h:0', 'Reserve', 5, 0), message('h:0', 'Reserve', 5, 0)]
        const clean = history.filter(({ rid }) => rid !== 'h:0').map((each) => ({ ...each, now }))
        expect(deliver([...clean, ...end]).at(-1)?.entries['h:0']?.status).toBe('released')
      }),
      { numRuns: 100 },
    )
  })
})

function deliverOne(pool: ReservationPool, command: ReservationCommand): ReservationPool {
  try {
    const events = decideReservation(pool, command)
    return events.length === 0 ? pool : events.reduce(evolveReservation, pool)
  } catch (error) {
    if (error instanceof Refusal) return pool
    throw error
  }
}
