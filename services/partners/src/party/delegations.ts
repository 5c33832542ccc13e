// Who acts for whom in an organisation: a role that one person lends to another, from a day to a day.
// Guarantees: a delegation gives no more than its giver holds at that moment, and no right to lend it on. Whoever acted for somebody
// counts as their hand for a while after it is over: what one asked the other to do does not become independent by waiting.
// Does not guarantee: that the two are told; nor anything about delegations in another organisation.
import type { Instant } from '@simpul/kernel'
import type { PartyId, Role } from './role.ts'

export interface Delegation {
  /** The how-many-th of this organisation. */
  readonly n: number
  readonly from: PartyId
  readonly to: PartyId
  readonly role: Role
  readonly startsAt: Instant
  /** When it is over, or was ended. */
  readonly endsAt: Instant
}

export interface Delegations {
  /** Made so far. */
  readonly made: number
  /** Those that still count, oldest first: ≤ DELEGATIONS_MAX × 200 B = 40 kB. */
  readonly counting: readonly Delegation[]
}

/** An organisation, as far as its people go. */
export interface Membership {
  readonly roles: Readonly<Record<PartyId, readonly Role[]>>
  /** Absent until the first. */
  readonly delegations?: Delegations
}

export const DELEGATIONS_MAX = 200
export const DELEGATION_DAYS_MAX = 366
/** People behind one hand; microcredit's Hand has room for as many. */
export const ACTS_FOR_MAX = 5
/** A decision takes two to three weeks (MC §2), so whoever acted for the proposer is not the other pair of eyes within 30 days. */
export const COUNTS_AFTER_MS = 30 * 24 * 60 * 60_000

export type DelegationEvent =
  | ({ readonly type: 'RoleDelegated'; readonly delegatedBy: string; readonly at: Instant } & Delegation)
  | { readonly type: 'DelegationEnded'; readonly n: number; readonly endedBy: string; readonly at: Instant }

const NONE: Delegations = { made: 0, counting: [] }

export const delegationsOf = ({ delegations = NONE }: Membership): Delegations => delegations

export function afterDelegation(before: Delegations = NONE, event: DelegationEvent): Delegations {
  if (event.type === 'DelegationEnded') {
    const { n, at } = event
    return { ...before, counting: before.counting.map((each) => (each.n === n ? { ...each, endsAt: at } : each)) }
  }
  const { n, from, to, role, startsAt, endsAt, at } = event
  const counting = before.counting.filter((each) => stillCounts(each, Date.parse(at)))
  return { made: n, counting: [...counting, { n, from, to, role, startsAt, endsAt }] }
}

export const isRunning = ({ startsAt, endsAt }: Delegation, nowMs: number) =>
  Date.parse(startsAt) <= nowMs && nowMs < Date.parse(endsAt)

const stillCounts = ({ endsAt }: Delegation, nowMs: number) => nowMs < Date.parse(endsAt) + COUNTS_AFTER_MS
/** One that was ended before it began never was. */
const hasBegun = ({ startsAt, endsAt }: Delegation, nowMs: number) => startsAt < endsAt && Date.parse(startsAt) <= nowMs

/** Everybody behind a person: those who delegated to them, those who delegated to those, the nearest first. */
export function behindOf(person: PartyId, delegations: readonly Delegation[]): PartyId[] {
  const found = new Set([person])
  // A set grows while it is walked.
  for (const each of found) for (const { from, to } of delegations) if (to === each) found.add(from)
  return [...found].slice(1)
}

export interface Rights {
  readonly roles: readonly Role[]
  readonly actsFor: readonly PartyId[]
}

const runningTo = (organisation: Membership, person: PartyId, nowMs: number) =>
  delegationsOf(organisation).counting.filter((each) => each.to === person && isRunning(each, nowMs))

/** Whose roles a person has on loan: they give nothing any more once they withdrew themselves, which the organisation does not know. */
export const lendersTo = (organisation: Membership, person: PartyId, nowMs: number): PartyId[] => [
  ...new Set(runningTo(organisation, person, nowMs).map(({ from }) => from)),
]

const NOBODY: ReadonlySet<PartyId> = new Set()

/** What a person may do for this organisation at that moment, and of whose will they may be the hand. `left`: lenders who withdrew. */
export function rightsIn(organisation: Membership, person: PartyId, nowMs: number, left = NOBODY): Rights {
  const own = (of: PartyId): readonly Role[] => (Object.hasOwn(organisation.roles, of) ? (organisation.roles[of] ?? []) : [])
  const lent = runningTo(organisation, person, nowMs).filter(({ from, role }) => !left.has(from) && own(from).includes(role))
  const begun = delegationsOf(organisation).counting.filter((each) => hasBegun(each, nowMs) && stillCounts(each, nowMs))
  return { roles: [...new Set([...own(person), ...lent.map(({ role }) => role)])], actsFor: behindOf(person, begun) }
}
