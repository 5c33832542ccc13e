// The lenders of a run: registered by HTTP with their people, verified, and with a quota.
import { setTimeout as sleep } from 'node:timers/promises'
import { quotaIdOf, registered, SCHEME, staff, today, UNIT, type Setting } from './kur.ts'
import { Refused, User, type Lender } from './user.ts'

/** One of them runs out of quota, so that approvals are refused and told why. */
export const QUOTAS_IDR: readonly number[] = [900_000_000_000, 900_000_000_000, 900_000_000_000, 400_000_000]

/** Takes three people of the run: the manager, an officer, an approver. */
export async function openLender(setting: Setting, quotaIdr: number): Promise<Lender> {
  const { world, journey, random, n } = setting
  const [managerId, officer, approver] = (
    await Promise.all([n, n - 1, n - 2].map((each) => registered({ ...setting, n: each })))
  ).map(({ id }) => id) as [string, string, string]
  const manager = await User.signIn(world, journey, { as: 'lender-manager', person: managerId, sub: managerId }, random)
  const body = { kind: 'penyalur', name: `Bank ${journey}`, region: '31.71', nib: nibOf(n) }
  const founded = await manager.command({
    route: 'partners/organisations',
    body,
    expects: ['OrganisationRegistered', 'RoleGranted'],
  })
  const { id } = founded.body as { id: string }
  const at = 'partners/parties/:id'
  await manager.command({ route: `${at}/verification`, params: { id }, expects: ['VerificationRequested'] })
  await manager.until(at, id, 'OSS', ({ verification }) => verification.status === 'verified')
  for (const [role, person] of [
    ['officer', officer],
    ['approver', approver],
  ] as const)
    await manager.command({ route: `${at}/roles`, params: { id }, body: { person, role }, expects: ['RoleGranted'] })
  const lender = { id, people: { 'lender-manager': managerId, officer, approver } }
  await openQuota(setting, lender, quotaIdr)
  return lender
}

/** Microcredit hears of a lender a moment after partners has it. */
export async function openQuota(setting: Setting, lender: Lender, limitIdr: number, scheme: string = SCHEME): Promise<void> {
  const manager = await staff(setting, 'lender-manager', lender)
  const body = { scheme, year: Number(today().slice(0, 4)), unit: UNIT, limitIdr }
  for (;;) {
    try {
      await manager.command({ route: 'microcredit/quotas', body, target: quotaIdOf(lender, scheme), expects: ['QuotaOpened'] })
      return
    } catch (error) {
      if (!(error instanceof Refused && error.code === 'lender/unknown')) throw error
      await sleep(100)
    }
  }
}

/** In the simulators' register of businesses; from 1 to 9 it tells stories. */
const nibOf = (n: number) => `91200${String(10_000_000 + n)}`
