// What a lender sets about its approvals: the working days of each step, and how soon a system that did not answer is asked again.
// Guarantees: a step that a lender says nothing about has the standard days.
// Does not guarantee: that these are the law's days. No general KUR deadline could be confirmed (MC §2): only KUR PMI has one, 5 working
// days for its verification (PermenP2MI 18/2025 Ps.14; clocks.ts); practice is 3 to 14. They are ours, until a lender adopts its own (policy/).
// Of appeals MC found nothing at all [?]: no rule of KUR gives one, and no system it examined has them (§5). That there is an appeal, the 20
// working days to file it and the 10 to decide it are ours; what OJK asks of complaints of consumers has not been read.
import type { Timed } from '../application/application.ts'
import type { OrganisationId } from '../parties.ts'

export type StepWorkingDays = Readonly<Record<Timed, number>>

export interface ApprovalPolicy {
  readonly workingDays: StepWorkingDays
  readonly workingDaysOfLender: Readonly<Record<OrganisationId, Partial<StepWorkingDays>>>
  readonly unreachableAgainMs: number
}

export const standardPolicy: ApprovalPolicy = {
  workingDays: {
    checks: 2,
    survey: 5,
    analysis: 3,
    decision: 2,
    info: 10,
    akad: 10,
    disbursement: 3,
    appeal: 10,
    appealFiling: 20,
  },
  workingDaysOfLender: {},
  unreachableAgainMs: 15 * 60_000,
}

/** `MICROCREDIT_ASK_AGAIN_MS` for an installation whose outside systems are away often and shortly; at least a second. */
export function policyOf(env: Readonly<Record<string, string | undefined>>): ApprovalPolicy {
  const askAgain = env['MICROCREDIT_ASK_AGAIN_MS'] || undefined
  if (askAgain === undefined) return standardPolicy
  if (!/^\d{4,9}$/.test(askAgain))
    throw new Error('MICROCREDIT_ASK_AGAIN_MS cannot be used: it must be milliseconds, at least 1000.')
  return { ...standardPolicy, unreachableAgainMs: Number(askAgain) }
}

export function workingDaysOf(policy: ApprovalPolicy, lender: OrganisationId, step: Timed): number {
  const own = Object.hasOwn(policy.workingDaysOfLender, lender) ? policy.workingDaysOfLender[lender] : undefined
  return own?.[step] ?? policy.workingDays[step]
}
