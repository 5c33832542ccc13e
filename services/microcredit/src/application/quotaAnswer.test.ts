// Application and pool together, with the answers carried between them as the procedure does: one story each way it can end.
import { Refusal, committed } from '@simpul/kernel'
import { expect, it } from 'vitest'
import * as quota from '../quota/quota.ts'
import { decide as decideQuota } from '../quota/decide.ts'
import { initial, type Application } from './application.ts'
import { decide, type ApplicationCommand } from './decide.ts'
import { evolve } from './events.ts'
import { commands as c, now, ways } from './example.ts'
import { quotaAnswer } from './quotaAnswer.ts'
import { poolOrder, type PoolOrder } from './reservations.ts'

function world(limitIdr: number) {
  let application: Application = initial
  let pool = quota.evolve(quota.initial, {
    type: 'QuotaOpened',
    lender: 'org-bank-desa',
    scheme: 'MIKRO',
    year: 2025,
    unit: 'pusat',
    limitIdr,
    by: 'p',
  })
  const orders: PoolOrder[] = []
  const tell = (command: ApplicationCommand) => {
    const events = decide(application, command)
    application = events.reduce(evolve, application)
    orders.push(...events.flatMap((event) => poolOrder(event) ?? []))
  }
  const order = (each: PoolOrder) => {
    let refusal: Refusal | null = null
    try {
      pool = decideQuota(pool, { ...each.command, now }).reduce(quota.evolve, pool)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refusal = error
    }
    const answer = quotaAnswer(each, refusal)
    if (answer === 'again' || answer === null) return answer
    tell({ ...answer.command, now })
    return answer.commandId.split(':')[0]
  }
  return {
    tell,
    order,
    next: () => order(orders.shift() as PoolOrder),
    takeOrder: () => orders.shift() as PoolOrder,
    status: () => application.status,
    sums: () => (pool.status === 'open' ? [pool.pool.held, pool.pool.confirmed, pool.pool.consumed, committed(pool.pool)] : []),
  }
}
const M40 = 40_000_000
const upToApproval = (limitIdr: number) => {
  const it = world(limitIdr)
  for (const command of ways['awaiting-quota']) it.tell(command)
  return it
}

it('enough quota: held, approved, confirmed, used at disbursement', () => {
  const { next, tell, status, sums } = upToApproval(M40)
  expect([next(), status(), sums()]).toEqual(['approve', 'approved', [M40, 0, 0, M40]])
  expect([next(), sums()]).toEqual([null, [0, M40, 0, M40]])
  for (const command of [c.SignAkad, c.RegisterAkad, c.DisburseApplication]) tell(command)
  expect([next(), status(), sums()]).toEqual([null, 'disbursed', [0, 0, M40, M40]])
})

it('one rupiah short: the proposal stands again, and nothing is held', () => {
  const { next, status, sums } = upToApproval(M40 - 1)
  expect([next(), status(), sums()]).toEqual(['refuse', 'proposed', [0, 0, 0, 0]])
  expect([next(), sums()]).toEqual([null, [0, 0, 0, 0]])
})

it('withdrawn while the Reserve is on its way: whichever comes first, nothing is held at the end', () => {
  const inOrder = upToApproval(M40)
  inOrder.tell(c.WithdrawApplication)
  expect(inOrder.next).toThrow(expect.objectContaining({ code: 'application/not-waiting-for-quota' }))
  expect([inOrder.next(), inOrder.sums()]).toEqual([null, [0, 0, 0, 0]])

  const overtaken = upToApproval(M40)
  overtaken.tell(c.WithdrawApplication)
  const reserve = overtaken.takeOrder()
  expect(overtaken.next()).toBeNull()
  expect(() => overtaken.order(reserve)).toThrow(expect.objectContaining({ code: 'application/not-waiting-for-quota' }))
  expect(overtaken.sums()).toEqual([0, 0, 0, 0])
})

it('withdrawn after the approval: what was confirmed is given back', () => {
  const { next, tell, sums } = upToApproval(M40)
  next()
  tell(c.WithdrawApplication)
  expect([next(), next(), sums()]).toEqual([null, null, [0, 0, 0, 0]])
})

it('a pool that is full for the moment is asked again', () => {
  const reserve = {
    quotaId: 'q',
    commandId: 'reserve:a:1',
    command: { type: 'Reserve', rid: 'a:1', amount: 1, validUntil: now },
  } as const
  expect(quotaAnswer(reserve, new Refusal('reservation/too-many-open', { status: 503, id: '', en: '' }, {}))).toBe('again')
})
