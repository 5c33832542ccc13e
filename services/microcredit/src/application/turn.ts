// Whose turn it is with an application, and what it waits for: the same answer for the applicant, the lender's list of work and the auditor.
// Guarantees: pure; an application that is not over is always somebody's turn, so none waits silently (a draft is over when it was not
// touched for 90 days); a check that failed is an
// officer's at once, a system that does not answer is one's when the deadline of the checks has passed.
// Does not guarantee: that whoever it is knows; they look at their list, and the procedure reminds and escalates.
import { never, type Day, type Instant } from '@simpul/kernel'
import type { Delegation, PersonId } from '../parties.ts'
import {
  CHECKS,
  draftExpiresAt,
  fileOf,
  hasExpired,
  hasPassed,
  type Application,
  type CheckName,
  type CheckResult,
  type File,
} from './application.ts'

/** `system`: nobody has to do anything, an answer of SIKP, SLIK, Dukcapil or the quota is awaited. */
export const HOLDERS = ['applicant', 'officer', 'approver', 'reviewer', 'system'] as const
export type Holder = (typeof HOLDERS)[number]

export interface Turn {
  readonly holder: Holder
  /** The applicant, the reviewer of an appeal, or the officer who handles it (or whoever they delegated it to, as long as that runs); null when it is no one person's. */
  readonly person: PersonId | null
  readonly dueAt: Instant | null
  readonly overdue: boolean
}

/** Where one check stands. `asked`: its first answer is on its way. */
export interface CheckStanding {
  readonly check: CheckName
  readonly standing: 'asked' | 'passed' | 'failed' | 'stale' | 'unreachable'
  /** Since when the system does not answer. */
  readonly since: Instant | null
  readonly askAgainOn: Day | null
  readonly reasonCodes: string[]
  readonly byHand: boolean
}

export const checksOf = ({ checks }: File): CheckStanding[] => CHECKS.map((check) => standingOf(check, checks[check]))

export function turnOf(state: Application, now: Instant): Turn | null {
  const holder = holderOf(state)
  if (!holder || hasExpired(state, now)) return null
  const file = fileOf(state)
  const until = state.status === 'draft' && state.touchedAt !== undefined ? draftExpiresAt(state.touchedAt) : null
  const dueAt = file?.clock?.dueAt ?? until
  return { holder, person: personOf(state, holder, now), dueAt, overdue: dueAt !== null && now > dueAt }
}

/** Null when it is over. */
export function holderOf(state: Application): Holder | null {
  if ('undo' in state && state.undo) return 'approver' // somebody asked to take the approval back: a second pair of eyes decides
  switch (state.status) {
    case 'draft':
    case 'need-info':
      return 'applicant'
    case 'checking': {
      const failed = checksOf(state.file).some(({ standing }) => standing === 'failed')
      return failed || state.file.clock?.escalated ? 'officer' : 'system'
    }
    case 'surveying':
    case 'analysing':
    case 'approved': // the akad is to be signed
    case 'registered': // the money is to be paid out
      return 'officer'
    case 'proposed':
      return 'approver'
    case 'appealed':
      return 'reviewer'
    case 'awaiting-quota':
      return 'system'
    case 'akad': // SIKP registers it
      return state.file.clock?.escalated ? 'officer' : 'system'
    case 'none':
    case 'disbursed':
    case 'rejected':
    case 'withdrawn':
      return null
    default:
      return never(state)
  }
}

/** Who does the officer's work now: a delegation of the file that has not run out hands it on. */
export function actingFor(officer: PersonId, delegations: readonly Delegation[], now: Instant): PersonId {
  const passed = new Set([officer])
  let acting = officer
  for (;;) {
    const next = delegations.findLast(({ from, to, until }) => from === acting && until > now && !passed.has(to))
    if (!next) return acting
    acting = next.to
    passed.add(acting)
  }
}

function personOf(state: Application, holder: Holder, now: Instant): PersonId | null {
  if (state.status === 'appealed') return state.appeal.reviewer
  const file = fileOf(state)
  if (holder === 'applicant') return file?.applicant.person ?? ('applicant' in state ? state.applicant.person : null)
  return holder === 'officer' && file?.officer ? actingFor(file.officer, file.delegations, now) : null
}

function standingOf(check: CheckName, result: CheckResult | undefined): CheckStanding {
  const nothing = { check, since: null, askAgainOn: null, reasonCodes: [] as string[], byHand: result?.outcome === 'manual' }
  if (!result) return { ...nothing, standing: 'asked' }
  if (hasPassed(result)) return { ...nothing, standing: 'passed' }
  switch (result.outcome) {
    case 'stale':
      return { ...nothing, standing: 'stale', askAgainOn: result.recheckOn }
    case 'unreachable':
      return { ...nothing, standing: 'unreachable', since: result.since ?? null }
    case 'failed':
      return { ...nothing, standing: 'failed', reasonCodes: [...result.reasonCodes] }
    case 'ok':
    case 'manual':
      return { ...nothing, standing: 'failed' }
    default:
      return never(result)
  }
}
