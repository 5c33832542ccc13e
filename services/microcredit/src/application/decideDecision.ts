// Two hands decide: one proposes, another approves or rejects; an approval then waits for the lender's quota.
// Guarantees: nobody stands behind both hands; an approval is asked of the quota exactly once at a time.
import { dayInWib, never, type Instant } from '@simpul/kernel'
import { ACTS_FOR_MAX, behind, behindBoth, type Hand, type PersonId } from '../parties.ts'
import { refuse as refusePolicy } from '../policy/refusals.ts'
import { quotaId } from '../quota/quota.ts'
import { refuse } from '../refusals.ts'
import {
  REASONS_MAX,
  ROUNDS_MAX,
  type Application,
  type ApprovalProposal,
  type File,
  type Promised,
  type Proposal,
  type Reason,
  type Scored,
  type Terms,
} from './application.ts'
import { checkCount, checkTerms } from './bounds.ts'
import { votersOf, type Ballot } from './committee.ts'
import { checkProposedRate, type RateBook } from './rateBound.ts'
import { reviewOf } from './decideReview.ts'
import { refuse as refuseUndo } from './undoRefusals.ts'
import { emptyBallot, type ApplicationEvent, type NamedCommittee } from './events.ts'

/** The quota answers in seconds; an hour outlives a restart of every engine. */
export const RESERVATION_VALID_MS = 60 * 60 * 1_000

export type DecisionCommand =
  /** `decidedBy`, `score`: by the lender's policy that is in force; neither without one. */
  | {
      type: 'ProposeApproval'
      terms: Terms
      hand: Hand
      rateBook: RateBook
      decidedBy?: NamedCommittee
      score?: Scored
      now: Instant
    }
  | { type: 'ProposeRejection'; reasons: readonly Reason[]; hand: Hand; now: Instant }
  | { type: 'SendBackProposal'; reasonCode: string; hand: Hand; now: Instant }
  | { type: 'ApproveApplication'; hand: Hand; now: Instant }
  | ({ type: 'RejectApplication'; reasons: readonly Reason[]; hand: Hand; now: Instant } & Contestable)
  | { type: 'ReopenApplication'; reasonCode: string; hand: Hand; now: Instant }

/** Until when the applicant may appeal; looked up by the route. */
export type Contestable = { readonly appealUntil?: Instant }

/** As it stands in the event. */
export const contestable = ({ appealUntil }: Contestable) => (appealUntil === undefined ? {} : { appealUntil })

type Of<Type extends DecisionCommand['type']> = Extract<DecisionCommand, { type: Type }>

export function decideDecision(state: Application, command: DecisionCommand): readonly ApplicationEvent[] {
  switch (command.type) {
    case 'ProposeApproval':
      return proposeApproval(state, command)
    case 'ProposeRejection': {
      const { file } = analysisOf(state)
      checkHand(file, command.hand)
      checkReasons(command.reasons)
      return [{ type: 'RejectionProposed', reasons: command.reasons, hand: command.hand }]
    }
    case 'SendBackProposal': {
      const { file, proposal } = proposalOf(state)
      checkHand(file, command.hand)
      if (proposal.advice === 'approve') checkTakesPart(proposal.ballot, command.hand)
      return [{ type: 'ProposalSentBack', reasonCode: command.reasonCode, by: command.hand.by }]
    }
    case 'ApproveApplication':
      return approve(state, command)
    case 'RejectApplication': {
      if (state.status === 'approved') return rejectUnsigned(state, command)
      // An applicant who never answers a question must not keep the file open for ever.
      const review = state.status === 'need-info' ? { ...state.back, file: state.file } : reviewOf(state)
      checkHand(review.file, command.hand)
      checkReasons(command.reasons)
      if (review.status === 'proposed') {
        checkFourEyes(review.file, review.proposal.hand, command.hand)
        if (hasCommittee(review.proposal)) throw refusePolicy('committee/decides')
      }
      return [{ type: 'ApplicationRejected', reasons: command.reasons, hand: command.hand, ...contestable(command) }]
    }
    case 'ReopenApplication': {
      if (state.status !== 'rejected') throw refuse('application/not-rejected', { status: state.status })
      checkHand(state.file, command.hand)
      const { round } = state.file
      if (round >= ROUNDS_MAX) throw refuse('application/rounds-used-up', { rounds: round })
      return [{ type: 'ApplicationReopened', round: round + 1, reasonCode: command.reasonCode, by: command.hand.by }]
    }
    default:
      return never(command)
  }
}

function proposeApproval(
  state: Application,
  { terms, hand, rateBook, decidedBy, score, now }: Of<'ProposeApproval'>,
): readonly ApplicationEvent[] {
  const { file } = analysisOf(state)
  checkHand(file, hand)
  checkTerms(terms)
  checkProposedRate(rateBook, file, terms, dayInWib(now))
  checkVerdict(file)
  const { plafonIdr } = terms
  // More than was asked for is how "plafon kriting" begins: 101 million, so that collateral becomes lawful (MC §2 b).
  if (plafonIdr > file.asked.plafonIdr) throw refuse('application/above-asked', { plafonIdr, askedIdr: file.asked.plafonIdr })
  if (decidedBy) checkEnoughVoters(file, hand, decidedBy)
  return [
    ...(score ? [{ type: 'ScoreGiven', score } as const] : []),
    { type: 'ApprovalProposed', terms, hand, ...(decidedBy ? { decidedBy } : {}) },
  ]
}

function approve(state: Application, { hand, now }: Of<'ApproveApplication'>): readonly ApplicationEvent[] {
  const { file, proposal } = proposalOf(state)
  if (proposal.advice === 'reject') throw refuse('application/rejection-proposed')
  if (hasCommittee(proposal) && !proposal.ballot?.carried) throw refusePolicy('committee/decides')
  checkTakesPart(proposal.ballot, hand)
  checkInFavour(proposal.ballot, hand)
  checkVerdict(file) // the one after the survey may come when the proposal has been made
  checkHand(file, hand)
  checkFourEyes(file, proposal.hand, hand)
  return approvalGiven(file, proposal, hand, now)
}

/** What an approval says, whoever decided it: from here on the application waits for the quota. */
export function approvalGiven(file: File, proposal: ApprovalProposal, hand: Hand, now: Instant): readonly ApplicationEvent[] {
  const { lender, unit, asked, applicationId, reservations } = file
  const wanted = {
    rid: `${applicationId}:${reservations + 1}`,
    quotaId: quotaId({ lender, scheme: asked.scheme, year: Number(dayInWib(now).slice(0, 4)), unit }),
    amountIdr: proposal.terms.plafonIdr,
    validUntil: new Date(Date.parse(now) + RESERVATION_VALID_MS).toISOString(),
  }
  return [
    { type: 'ApprovalGiven', hand },
    { type: 'QuotaWanted', ...wanted },
  ]
}

/** An applicant who never comes to the akad must not keep the lender's quota for ever; until the deadline the approval binds the lender. */
function rejectUnsigned(
  approved: Extract<Application, { status: 'approved' }>,
  { reasons, hand, now, ...more }: Of<'RejectApplication'>,
): readonly ApplicationEvent[] {
  const { file, approval } = approved
  checkNoUndo(approved) // nothing could be signed meanwhile: the applicant did not stay away
  checkHand(file, hand)
  checkReasons(reasons)
  if (file.clock?.step !== 'akad' || now <= file.clock.dueAt) throw refuse('application/akad-awaited')
  const { rid, quotaId, validUntil } = approval
  const reservation = { rid, quotaId, validUntil, standing: 'confirmed' } as const
  return [{ type: 'ApplicationRejected', reasons, hand, reservation, ...contestable(more) }]
}

function analysisOf(state: Application) {
  if (state.status === 'analysing') return state
  if (state.status === 'need-info') throw refuse('application/waits-for-info')
  if (state.status === 'awaiting-quota') throw refuse('application/waits-for-quota')
  throw refuse('application/not-in-analysis', { status: state.status })
}

export function proposalOf(state: Application) {
  if (state.status === 'proposed') return state
  if (state.status === 'need-info') throw refuse('application/waits-for-info')
  if (state.status === 'awaiting-quota') throw refuse('application/waits-for-quota')
  if (state.status === 'approved' || state.status === 'akad' || state.status === 'registered') {
    throw refuse('application/already-decided', { status: state.status })
  }
  throw refuse('application/not-proposed', { status: state.status })
}

export function checkVerdict({ verdict }: File): void {
  if (!verdict) throw refuse('application/no-verdict')
  if (verdict.outcome !== 'ineligible') return
  const rules = verdict.findings.flatMap((finding) => (finding.outcome === 'fail' ? [finding.rule] : []))
  throw refuse('application/verdict-ineligible', { rules: rules.join(', ') })
}

/** Where a committee decides, nobody does alone, nor undoes what it carried; carried, who voted for it may ask for the quota again. */
const hasCommittee = (proposal: Proposal) => proposal.advice === 'approve' && proposal.ballot !== undefined

export function checkMember(ballot: Ballot | undefined, { by }: Hand): void {
  if (ballot && !ballot.committee.members.includes(by)) throw refusePolicy('committee/not-a-member')
}

/** A member who is not recused. */
function checkTakesPart(ballot: Ballot | undefined, hand: Hand): void {
  checkMember(ballot, hand)
  const recused = ballot?.recused.find(({ member }) => member === hand.by)
  if (recused) throw refusePolicy('committee/recused', { code: recused.code })
}

/** What was carried is asked for again by a hand of that side. */
function checkInFavour(ballot: Ballot | undefined, { by }: Hand): void {
  if (ballot && voteOf(ballot, by) !== 'yes') throw refusePolicy('committee/not-in-favour')
}

const voteOf = ({ votes }: Ballot, member: PersonId) => votes.find(({ hand }) => hand.by === member)?.choice

/** The applicant, and everybody behind the proposal: they take no part in any decision on it. */
export const barredFrom = (file: File, proposer: Hand): ReadonlySet<PersonId> =>
  new Set([file.applicant.person, ...behind(proposer, file.delegations)])

function checkEnoughVoters(file: File, hand: Hand, named: NamedCommittee): void {
  const { committee } = named
  const voters = votersOf(emptyBallot(named, file), barredFrom(file, hand)).length
  if (voters < committee.quorum) throw refusePolicy('committee/too-small', { voters, quorum: committee.quorum })
}

/** While it is asked to take the approval back, nothing else is done with it. */
export function checkNoUndo({ undo }: Promised): void {
  if (undo) throw refuseUndo('application/undo-asked', { reasonCode: undo.reasonCode })
}

/** Nobody has a hand in their own file, nor lends themselves one. */
export function checkHand(file: File, hand: Hand): void {
  checkCount('actsFor', hand.actsFor, ACTS_FOR_MAX)
  if (behind(hand, file.delegations).has(file.applicant.person)) throw refuse('application/own-application')
}

export function checkFourEyes(file: File, proposer: Hand, decider: Hand): void {
  const both = behindBoth(proposer, decider, file.delegations)
  if (both.length > 0) throw refuse('application/four-eyes', { both })
}

export function checkReasons(reasons: readonly Reason[]): void {
  if (reasons.length === 0) throw refuse('application/no-reason')
  checkCount('reasons', reasons, REASONS_MAX)
}
