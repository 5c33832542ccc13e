// What the quota's pool is asked as an application goes its way, and that every way gives back or uses up what it holds.
import { expect, it } from 'vitest'
import type { ApplicationCommand } from './decide.ts'
import type { ApplicationEvent } from './events.ts'
import { commands as c, rid, stateAfter, told, ways } from './example.ts'
import { poolOrder } from './reservations.ts'

it('an akad that is never signed does not keep the quota for ever: after its deadline the approver may reject, and it is given back', () => {
  const dueAt = '2025-03-24T10:00:00.000Z'
  const way = [...ways.approved, { ...c.SetClock, step: 'akad', dueAt } as const]
  const reject = (at: string) => ({ ...c.RejectApplication, now: at })
  expect(() => told([...way, reject(dueAt)])).toThrow(expect.objectContaining({ code: 'application/akad-awaited' }))
  const late = [...way, reject('2025-03-24T10:00:00.001Z')]
  expect(stateAfter(late).status).toBe('rejected')
  expect(poolOrder(told(late).at(-1) as ApplicationEvent)?.command).toEqual({ type: 'Reverse', rid })
  const again = [...late, c.ReopenApplication]
  expect(stateAfter(again)).toMatchObject({ status: 'checking', file: { round: 2, reservations: 1 } })
})

it('the pool is asked what each event means for it', () => {
  const orders = (way: readonly ApplicationCommand[]) =>
    told(way).flatMap((event) => poolOrder(event)?.commandId.replace(rid, '1') ?? [])
  expect(orders(ways.disbursed)).toEqual(['reserve:1', 'confirm:1', 'consume:1'])
  expect(orders(ways.withdrawn)).toEqual(['reserve:1', 'confirm:1', 'reverse:1'])
  expect(orders([...ways['awaiting-quota'], c.WithdrawApplication])).toEqual(['reserve:1', 'release:1'])
  expect(orders([...ways['awaiting-quota'], c.RecordQuotaRefusal])).toEqual(['reserve:1', 'release:1'])
  expect(orders([...ways['awaiting-quota'], c.AbandonReservation, c.AbandonReservation])).toEqual([
    'reserve:1',
    'release:1',
    'disown:1',
  ])
})
