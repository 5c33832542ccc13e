// The watch over reservations on real engines, where nobody carries orders to the quota: what the reaction would do stays undone.
import { systemClock } from '@simpul/platform'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { calm, hostApproval, quotaId } from '../approval/hostedApproval.ts'
import { commands as example } from '../application/example.ts'
import { RESERVATION_VALID_MS } from '../application/decideDecision.ts'
import { quota } from '../quota/aggregate.ts'

const world = calm()
let here: Awaited<ReturnType<typeof hostApproval>>
beforeAll(async () => {
  here = await hostApproval(world, [])
  await here.openQuota(400_000_000)
})
afterAll(() => here.stop())
beforeEach(() => void Object.assign(world, calm()))

/** Approved almost an hour ago: what it asked of the quota is valid for two seconds more. */
async function awaiting(): Promise<{ id: string; rid: string; validUntil: string }> {
  const id = await here.proposed()
  world.behindMs = RESERVATION_VALID_MS - 2_000
  await here.say(id, example.ApproveApplication)
  world.behindMs = 0
  const state = await here.at(id, 'awaiting-quota')
  if (state.status !== 'awaiting-quota') throw new Error('it awaits quota')
  return { id, rid: state.reservation.rid, validUntil: state.reservation.validUntil }
}
const happens = async (id: string, type: string) => {
  const deadline = Date.now() + 20_000
  while (!(await here.types(id)).includes(type)) {
    if (Date.now() > deadline) throw new Error(`waited 20 s for ${type}`)
    await systemClock.sleep(50)
  }
}

test('a quota that never answers gives the decision back to the approver', async () => {
  const { id, rid } = await awaiting()
  const back = await here.reaches(id, 'the way back', (state) => state.status === 'proposed')
  expect(back).toMatchObject({ setback: { rid, code: 'quota/no-answer' } })
  await here.keep(`reservation/${id}/1`, 'abandoned')
})

test('a hold that came for an application that was withdrawn while it waited finds its end', async () => {
  const { id, rid, validUntil } = await awaiting()
  await here.say(id, example.WithdrawApplication)
  await here.at(id, 'withdrawn')
  const late = { type: 'Reserve', rid, amount: 40_000_000, validUntil } as const
  await here.commands().send(quota, quotaId, late, { commandId: `late:${rid}`, actor: 'test' })
  await happens(id, 'ReservationDisowned')
  expect((await here.types(id)).slice(-2)).toEqual(['ApplicationWithdrawn', 'ReservationDisowned'])
  await here.keep(`approval/${id}/1`, 'withdrawn-awaiting-quota')
})
