// A reservation whose time is over, as the watch may find it.
import { emptyPool, type ReservationPool } from '@simpul/kernel'
import type { Commands, ServiceContext } from '@simpul/platform'
import { expect, test } from 'vitest'
import { metaOf } from '../approval/applicationInMemory.ts'
import type { ApplicationCommand } from '../application/decide.ts'
import { decide } from '../application/decide.ts'
import { applicationId, commands as example, quotaId, rid, stateAfter, validUntil, ways } from '../application/example.ts'
import type { MicrocreditOutside } from '../outside/microcreditOutside.ts'
import { quota } from '../quota/aggregate.ts'
import { LOOK_AGAIN_MS, reservationSteps } from './activities.ts'

const over = '2025-03-10T04:00:00.001Z'
const withHold = (status: 'held' | 'confirmed'): ReservationPool['entries'] => ({ [rid]: { status, amount: 1, validUntil } })
const released: ReservationPool['entries'] = { [rid]: { status: 'released', rememberUntil: '2025-03-10T06:00:00.000Z' } }

/** The events that followed, and when it is looked at again. */
async function settle(way: readonly ApplicationCommand[], entries: ReservationPool['entries'], now = over) {
  const asking = stateAfter(way)
  const followed: string[] = []
  const commands = {
    state: async (aggregate: unknown) => ({
      version: 1,
      state: aggregate === quota ? { status: 'open', pool: { ...emptyPool(1), entries } } : asking,
    }),
    send: async (_: unknown, target: string, command: ApplicationCommand, { commandId }: { commandId: string }) => {
      const events = decide(asking, { ...command, now })
      followed.push(`${target} ${commandId}`, ...events.map(({ type }) => type))
    },
  } as unknown as Commands
  const context = {
    commands,
    outside: { clock: { now: () => Date.parse(now) } },
  } as unknown as ServiceContext<MicrocreditOutside>
  const again = await reservationSteps(context).settle(metaOf('x'), applicationId, { rid, quotaId, validUntil }, 1)
  return { again, followed }
}
const later = new Date(Date.parse(over) + LOOK_AGAIN_MS).toISOString()
const asked = `${applicationId} abandon:${rid}:1`
const withdrawn = [...ways['awaiting-quota'], example.WithdrawApplication]

test('answered in time, nothing is asked and the watch is over', async () => {
  expect(await settle(ways.approved, withHold('confirmed'))).toEqual({ again: null, followed: [] })
  expect(await settle(withdrawn, released)).toEqual({ again: null, followed: [] })
  expect(await settle(withdrawn, {})).toEqual({ again: null, followed: [] })
})

test('never answered, the approval is abandoned and looked at again', async () =>
  expect(await settle(ways['awaiting-quota'], {})).toEqual({ again: later, followed: [asked, 'ApprovalAbandoned'] }))

test('held for an application that was withdrawn, it is disowned, which releases it', async () =>
  expect(await settle(withdrawn, withHold('held'))).toEqual({ again: later, followed: [asked, 'ReservationDisowned'] }))

test('held for an application that is approved, its confirmation is on the way: nothing is released, it is looked at again', async () =>
  expect(await settle(ways.approved, withHold('held'))).toEqual({ again: later, followed: [asked] }))

test('not over yet by our clock, it is tried again', async () =>
  expect(settle(ways['awaiting-quota'], {}, '2025-03-10T03:59:59.000Z')).rejects.toMatchObject({ status: 503 }))

test('held for an application that never asked for it, an operator has to look', async () =>
  expect(settle(ways.proposed, withHold('held'))).rejects.toThrow(/reservation-unknown/))
