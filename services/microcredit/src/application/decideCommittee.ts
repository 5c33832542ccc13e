// A committee decides on a proposal to approve: each vote an event, and what the votes come to follows in the same decision.
// Guarantees: members alone vote, each for themselves and once (a later vote replaces it until it is decided); neither the applicant nor
// anybody behind the proposal; whoever lost the role or declared a conflict is recused and not counted, also when they had voted before. A
// tie, or too few members left, sends the proposal back; silence decides nothing.
// Does not: know who holds a role; the route asks partners and says who lost it.
import { never, type Instant } from '@simpul/kernel'
import type { Hand, PersonId } from '../parties.ts'
import { refuse } from '../policy/refusals.ts'
import { REASONS_MAX, type Application, type ApprovalProposal, type File, type Reason } from './application.ts'
import { ROLE_LOST, tally, withRecusal, withVote, type Ballot, type Choice, type Recusal, type Vote } from './committee.ts'
import {
  approvalGiven,
  barredFrom,
  checkFourEyes,
  checkHand,
  checkMember,
  checkReasons,
  checkVerdict,
  contestable,
  proposalOf,
  type Contestable,
} from './decideDecision.ts'
import type { ApplicationEvent } from './events.ts'

export type CommitteeCommand = Contestable &
  (
    | /** `lost`: members who are approvers of the lender no more, asked at that moment. */
      { type: 'CastVote'; choice: Choice; reasons: readonly Reason[]; hand: Hand; lost: readonly PersonId[]; now: Instant }
    | { type: 'DeclareConflict'; code: string; hand: Hand; lost: readonly PersonId[]; now: Instant }
  )

type Of<Type extends CommitteeCommand['type']> = Extract<CommitteeCommand, { type: Type }>
type Voting = { readonly file: File; readonly proposal: ApprovalProposal; readonly ballot: Ballot }

export function decideCommittee(state: Application, command: CommitteeCommand): readonly ApplicationEvent[] {
  const voting = votingIn(state)
  checkMember(voting.ballot, command.hand)
  switch (command.type) {
    case 'CastVote':
      return castVote(voting, command)
    case 'DeclareConflict': {
      const { code, hand } = command
      // Recused under it they would come back with the role: it is what partners says of a member, never what a member says.
      if (code === ROLE_LOST) throw refuse('committee/conflict-reserved', { code })
      const member = hand.by
      // Said once is enough; but who is out for a lost role only, which may come back, has not said it yet.
      if (voting.ballot.recused.some((each) => each.member === member && each.code !== ROLE_LOST)) return []
      return settled(voting, { recusals: [...roleLost(voting, command), { member, code }], vote: null }, command)
    }
    default:
      return never(command)
  }
}

function castVote(voting: Voting, command: Of<'CastVote'>): readonly ApplicationEvent[] {
  const { file, proposal, ballot } = voting
  const { choice, reasons, hand } = command
  checkHand(file, hand)
  const recused = ballot.recused.find(({ member }) => member === hand.by)
  if (recused) throw refuse('committee/recused', { code: recused.code })
  checkFourEyes(file, proposal.hand, hand)
  if (choice === 'yes') checkVerdict(file)
  else checkReasons(reasons)
  const vote = { hand, choice, reasons: choice === 'no' ? reasons : [] }
  return settled(voting, { recusals: roleLost(voting, command), vote }, command)
}

/** Members who hold the role no more and stand in the ballot still; whoever acts was asked by the route. */
function roleLost({ ballot }: Voting, { lost, hand }: CommitteeCommand): readonly Recusal[] {
  const isOut = (member: PersonId) => ballot.recused.some((each) => each.member === member)
  return lost
    .filter((member) => ballot.committee.members.includes(member) && member !== hand.by && !isOut(member))
    .map((member) => ({ member, code: ROLE_LOST }))
}

/** The events of a step of the committee, with what it decides, when it does. */
function settled(
  { file, proposal, ballot }: Voting,
  { recusals, vote }: { recusals: readonly Recusal[]; vote: Vote | null },
  { hand, now, ...more }: CommitteeCommand,
): readonly ApplicationEvent[] {
  const smaller = recusals.reduce(withRecusal, ballot)
  const after = vote ? withVote(smaller, vote) : smaller
  const { outcome, yes, no, voters } = tally(after, barredFrom(file, proposal.hand))
  const { by } = hand
  const told: ApplicationEvent[] = [
    ...recusals.map(({ member, code }) => ({ type: 'MemberRecused', member, code, by }) as const),
    ...(vote ? [{ type: 'VoteCast', ...vote } as const] : []),
  ]
  if (outcome === null) return told
  const decided = { type: 'CommitteeDecided', outcome, yes, no, voters, by } as const
  switch (outcome) {
    case 'carried':
      // The verdict after the survey may have come since the first votes: what the rules forbid no committee approves.
      if (file.verdict?.outcome === 'ineligible')
        return [...told, { type: 'ProposalSentBack', reasonCode: 'verdict/ineligible', by }]
      return [...told, decided, ...approvalGiven(file, proposal, lastHand(after, 'yes', hand), now)]
    case 'lost': {
      const refusal = { reasons: reasonsOfNo(after), hand: lastHand(after, 'no', hand), ...contestable(more) }
      return [...told, decided, { type: 'ApplicationRejected', ...refusal }]
    }
    case 'tied':
    case 'unable':
      return [...told, decided, { type: 'ProposalSentBack', reasonCode: `committee/${outcome}`, by }]
    default:
      return never(outcome)
  }
}

/** Who stands for the decision on record: the last who voted so, never somebody of the other side or who declared a conflict. */
const lastHand = ({ votes }: Ballot, of: Choice, acting: Hand): Hand =>
  votes.findLast(({ choice }) => choice === of)?.hand ?? acting

/** Each reason once, in the order in which they were given. */
function reasonsOfNo({ votes }: Ballot): readonly Reason[] {
  const given = votes.flatMap(({ choice, reasons }) => (choice === 'no' ? reasons : []))
  return [...new Map(given.map((reason) => [reason.code, reason])).values()].slice(0, REASONS_MAX)
}

function votingIn(state: Application): Voting {
  const { file, proposal } = proposalOf(state)
  const ballot = proposal.advice === 'approve' ? proposal.ballot : undefined
  if (proposal.advice !== 'approve' || !ballot) throw refuse('committee/none')
  if (ballot.carried) throw refuse('committee/decided')
  return { file, proposal, ballot }
}
