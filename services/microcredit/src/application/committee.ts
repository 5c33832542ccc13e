// What a committee makes of the votes of its members.
// Guarantees: pure; whoever is recused counts neither as a vote nor as a member; it is decided as soon as the votes that are left cannot
// turn it any more, and not before the quorum has voted; a tie decides nothing, unless the policy gives the chair the casting vote.
// Does not guarantee: that a member still is an approver; the route asks that of partners at each vote.
import type { Committee } from '../policy/tiers.ts'
import type { Hand, PersonId } from '../parties.ts'
import type { Reason } from './reasons.ts'

export type Choice = 'yes' | 'no'
export type Vote = { readonly hand: Hand; readonly choice: Choice; readonly reasons: readonly Reason[] }
export type Recusal = { readonly member: PersonId; readonly code: string }

/** Recused because the role is gone, which may come back; a declared conflict stays. */
export const ROLE_LOST = 'role-lost'

/** The vote on one proposal. `policyVersion`: the lender's policy that named the committee. */
export type Ballot = {
  readonly policyVersion: number
  readonly committee: Committee
  readonly votes: readonly Vote[]
  readonly recused: readonly Recusal[]
  /** Carried, and the quota not yet reserved: it may be asked for again. */
  readonly carried: boolean
}

/** `unable`: too few are left to reach the quorum. */
export type Outcome = 'carried' | 'lost' | 'tied' | 'unable'
export type Tally = { readonly outcome: Outcome | null; readonly yes: number; readonly no: number; readonly voters: number }

/** `barred`: who takes no part in any case: the applicant, and everybody behind the proposal. */
export function votersOf({ committee, recused }: Ballot, barred: ReadonlySet<PersonId>): readonly PersonId[] {
  const out = new Set(recused.map(({ member }) => member))
  return committee.members.filter((member) => !out.has(member) && !barred.has(member))
}

export function tally(ballot: Ballot, barred: ReadonlySet<PersonId>): Tally {
  const voters = votersOf(ballot, barred)
  const votes = ballot.votes.filter(({ hand }) => voters.includes(hand.by))
  const yes = votes.filter(({ choice }) => choice === 'yes').length
  const no = votes.length - yes
  const counted = { yes, no, voters: voters.length }
  return { outcome: outcomeOf({ ...ballot, votes }, counted), ...counted }
}

function outcomeOf({ committee, votes }: Ballot, { yes, no, voters }: Omit<Tally, 'outcome'>): Outcome | null {
  const { quorum, chair, chairCasts } = committee
  if (voters < quorum) return 'unable'
  const left = voters - yes - no
  if (yes + no < quorum) return null
  if (yes > no + left) return 'carried'
  if (no > yes + left) return 'lost'
  if (left > 0) return null
  const casting = chairCasts ? votes.find(({ hand }) => hand.by === chair)?.choice : undefined
  if (casting === undefined) return 'tied'
  return casting === 'yes' ? 'carried' : 'lost'
}

export function withVote(ballot: Ballot, vote: Vote): Ballot {
  return { ...ballot, votes: [...ballot.votes.filter(({ hand }) => hand.by !== vote.hand.by), vote] }
}

export function withRecusal(ballot: Ballot, recusal: Recusal): Ballot {
  const others = ({ member }: Recusal) => member !== recusal.member
  return {
    ...ballot,
    votes: ballot.votes.filter(({ hand }) => hand.by !== recusal.member),
    recused: [...ballot.recused.filter(others), recusal],
  }
}
