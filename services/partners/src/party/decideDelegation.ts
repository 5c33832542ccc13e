// Lending a role to another person for some days, and ending that.
// Guarantees: whoever lends holds the role; nobody stands for more people than a hand can name.
import type { Instant } from '@simpul/kernel'
import { refuse } from '../refusals.ts'
import {
  ACTS_FOR_MAX,
  afterDelegation,
  behindOf,
  delegationsOf,
  DELEGATION_DAYS_MAX,
  DELEGATIONS_MAX,
  type Delegation,
  type DelegationEvent,
} from './delegations.ts'
import { holds, isManager, type Organisation } from './party.ts'
import type { PartyId, Role } from './role.ts'

/** `as: 'operator'`: whoever helps an organisation that has lost its people. */
export type DelegationCommand = { readonly now: Instant; readonly by: PartyId; readonly as: 'member' | 'operator' } & (
  | {
      readonly type: 'DelegateRole'
      readonly from: PartyId
      readonly to: PartyId
      readonly role: Role
      /** Null: now. */
      readonly startsAt: Instant | null
      readonly endsAt: Instant
    }
  | { readonly type: 'EndDelegation'; readonly n: number }
)

type Of<Type extends DelegationCommand['type']> = Extract<DelegationCommand, { type: Type }>

const DAY_MS = 24 * 60 * 60_000

export function delegateRole(state: Organisation, command: Of<'DelegateRole'>): readonly DelegationEvent[] {
  const { from, to, role, endsAt, now } = command
  const startsAt = command.startsAt ?? now
  if (command.as !== 'operator' && command.by !== from && !isManager(state, command.by))
    throw refuse('party/not-yours-to-delegate')
  if (from === to) throw refuse('party/delegation-to-oneself')
  if (!holds(state, from, role)) throw refuse('party/role-not-held', { role })
  const [nowMs, startMs, endMs] = [now, startsAt, endsAt].map((instant) => Date.parse(instant)) as [number, number, number]
  // Also refuses what is no date: every comparison with NaN is false.
  if (!(startMs >= nowMs && endMs > startMs && endMs - nowMs <= DELEGATION_DAYS_MAX * DAY_MS))
    throw refuse('party/delegation-dates', { days: DELEGATION_DAYS_MAX })
  const before = delegationsOf(state)
  const delegation: Delegation = { n: before.made + 1, from, to, role, startsAt, endsAt }
  const delegated: DelegationEvent = { type: 'RoleDelegated', ...delegation, delegatedBy: command.by, at: now }
  const { counting } = afterDelegation(before, delegated)
  if (counting.length > DELEGATIONS_MAX) throw refuse('party/too-many-delegations', { max: DELEGATIONS_MAX })
  // Whenever they run: what is one day apart on paper may meet when a date is moved.
  if (counting.some((each) => behindOf(each.to, counting).length > ACTS_FOR_MAX))
    throw refuse('party/acts-for-too-many', { max: ACTS_FOR_MAX })
  return [delegated]
}

export function endDelegation(state: Organisation, { n, by, as, now }: Of<'EndDelegation'>): readonly DelegationEvent[] {
  const found = delegationsOf(state).counting.find((each) => each.n === n)
  if (!found || found.endsAt <= now) throw refuse('party/no-such-delegation', { n })
  const may = as === 'operator' || by === found.from || by === found.to || isManager(state, by)
  if (!may) throw refuse('party/not-yours-to-delegate')
  return [{ type: 'DelegationEnded', n, endedBy: by, at: now }]
}
