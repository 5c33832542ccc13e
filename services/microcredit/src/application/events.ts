// What can happen to an application, and what the application is after it.
// Guarantees: total; an event that does not fit the state (which decide never emits) leaves it as it is.
// Every event that asks something of the quota carries what the pool needs, so that the follow-up needs no other look-up.
import { never, type Day, type Instant } from '@simpul/kernel'
import type { AppealEvent } from '../appeal/events.ts'
import { evolveAppeal } from '../appeal/evolveAppeal.ts'
import type { Hand, OrganisationId, PersonId } from '../parties.ts'
import type { Committee } from '../policy/tiers.ts'
import type { LoanType } from '../scheme.ts'
import { evolveClock, type ClockEvent } from './evolveClock.ts'
import { ROLE_LOST, withRecusal, withVote, type Ballot, type Choice, type Outcome } from './committee.ts'
import type {
  Answer,
  Applicant,
  Application,
  ApprovalProposal,
  Asked,
  Business,
  CheckFacts,
  CheckName,
  CheckResult,
  Document,
  Draft,
  File,
  GroupTie,
  Phase,
  Promised,
  Question,
  Reason,
  Reservation,
  Scored,
  Survey,
  Terms,
  Verdict,
} from './application.ts'

export type ApplicationEvent =
  | { type: 'DraftStarted'; applicationId: string; applicant: Applicant; at?: Instant; group?: string }
  | { type: 'DraftSaved'; changes: Draft; at?: Instant }
  | ({ type: 'ApplicationSubmitted'; round: number; applicant: Applicant } & Submitted)
  | { type: 'GroupFactsRecorded'; facts: GroupTie['facts']; by: PersonId }
  | { type: 'CheckRecorded'; check: CheckName; result: CheckResult }
  | { type: 'ChecksPassed' }
  | { type: 'VerdictGiven'; verdict: Verdict }
  | { type: 'SurveyRecorded'; survey: Survey }
  | { type: 'InfoRequested'; questions: readonly Question[]; by: PersonId; during: Phase['status'] }
  | { type: 'InfoAnswered'; answers: readonly Answer[]; by: PersonId }
  | { type: 'OfficerAssigned'; officer: PersonId; by: PersonId }
  | { type: 'ReviewDelegated'; from: PersonId; to: PersonId; until: Instant; by: PersonId }
  | { type: 'ScoreGiven'; score: Scored }
  | { type: 'ApprovalProposed'; terms: Terms; hand: Hand; decidedBy?: NamedCommittee }
  | { type: 'VoteCast'; hand: Hand; choice: Choice; reasons: readonly Reason[] }
  | { type: 'MemberRecused'; member: PersonId; code: string; by: PersonId }
  | { type: 'CommitteeDecided'; outcome: Outcome; yes: number; no: number; voters: number; by: PersonId }
  | { type: 'RejectionProposed'; reasons: readonly Reason[]; hand: Hand }
  | { type: 'ProposalSentBack'; reasonCode: string; by: PersonId }
  | { type: 'ApprovalGiven'; hand: Hand }
  | ({ type: 'QuotaWanted'; amountIdr: number } & Reservation)
  | ({ type: 'QuotaRefused'; code: string; facts: CheckFacts } & Reservation)
  | ({ type: 'ApprovalAbandoned' } & Reservation)
  | ({ type: 'ReservationDisowned' } & Reservation)
  | ({ type: 'ApplicationApproved'; terms: Terms; proposedBy: Hand; approvedBy: Hand; approvedOn?: Day } & Reservation)
  | ({ type: 'ApplicationRejected' } & Rejected)
  | { type: 'ApplicationReopened'; round: number; reasonCode: string; by: PersonId }
  | { type: 'ApplicationWithdrawn'; reasonCode: string; by: PersonId; reservation: OpenReservation | null }
  | ({
      type: 'AkadSigned'
      signedOn: Day
      loanType: LoanType
      documentRef: string
      by: PersonId
      signers?: readonly PersonId[]
    } & Terms)
  | { type: 'AkadRegistered'; sikpRef: string }
  | { type: 'UndoProposed'; reasonCode: string; hand: Hand }
  | { type: 'UndoDropped'; by: PersonId }
  | ({ type: 'ApprovalUndone' } & UndoneApproval)
  | ({ type: 'ApplicationDisbursed'; disbursedOn: Day; transferRef: string; by: PersonId; loan: LoanTerms } & Reservation)
  | ClockEvent
  | AppealEvent

/** `reservation`: of an approval whose akad was never signed. `appealUntil`: told with the refusal, so that no later policy shortens it. */
type Rejected = { reasons: readonly Reason[]; hand: Hand; reservation?: OpenReservation; appealUntil?: Instant }

/** `sikpRef`: the akad stands in SIKP, where somebody of the lender has to cancel it. */
export type UndoneApproval = {
  stage: 'approved' | 'akad' | 'registered'
  reasonCode: string
  proposedBy: Hand
  hand: Hand
  sikpRef: string | null
  reservation: OpenReservation
}

/** The committee of the policy that was in force when it was proposed. */
export type NamedCommittee = { readonly policyVersion: number; readonly committee: Committee }

type Submitted = {
  lender: OrganisationId
  unit: string
  asked: Asked
  business: Business
  documents: readonly Document[]
  group?: GroupTie
}

/** `asked`: the pool may or may not hold it, so it is released; `confirmed`: it is reversed. */
export type OpenReservation = Reservation & { readonly standing: 'asked' | 'confirmed' }

/** What the loan opens with. */
export type LoanTerms = Terms & Pick<Asked, 'scheme' | 'loanType'> & { readonly lender: OrganisationId; readonly akadOn: Day }

export function evolve(state: Application, event: ApplicationEvent): Application {
  switch (event.type) {
    case 'DraftStarted':
      return { status: 'draft', applicationId: event.applicationId, applicant: event.applicant, draft: {}, ...touched(event.at) }
    case 'DraftSaved':
      return state.status === 'draft' ? { ...state, draft: { ...state.draft, ...event.changes }, ...touched(event.at) } : state
    case 'ApplicationSubmitted':
      return state.status === 'draft' ? { status: 'checking', file: opened(state.applicationId, event) } : state
    case 'GroupFactsRecorded':
      return inFile(state, (file) => (file.group ? { ...file, group: { ...file.group, facts: event.facts } } : file))
    case 'CheckRecorded':
      return inFile(state, (file) => ({ ...file, checks: { ...file.checks, [event.check]: event.result } }))
    case 'ChecksPassed':
      return inPhase(state, 'checking', () => ({ status: 'surveying' }))
    case 'VerdictGiven':
      return inFile(state, (file) => ({ ...file, verdict: event.verdict }))
    case 'SurveyRecorded':
      return inPhase(state, 'surveying', () => ({ status: 'analysing', survey: event.survey }))
    case 'InfoRequested':
    case 'InfoAnswered':
    case 'OfficerAssigned':
    case 'ReviewDelegated':
    case 'ApplicationReopened':
      return evolveReview(state, event)
    case 'ScoreGiven':
      return inFile(state, (file) => ({ ...file, score: event.score }))
    case 'VoteCast':
    case 'MemberRecused':
    case 'CommitteeDecided':
      return evolveBallot(state, event)
    case 'ApprovalProposed':
    case 'RejectionProposed':
    case 'ProposalSentBack':
    case 'ApprovalGiven':
    case 'QuotaWanted':
    case 'QuotaRefused':
    case 'ApprovalAbandoned':
    case 'ReservationDisowned':
    case 'ApplicationApproved':
    case 'ApplicationRejected':
      return evolveDecision(state, event)
    case 'ApplicationWithdrawn':
    case 'AkadSigned':
    case 'AkadRegistered':
    case 'ApplicationDisbursed':
      return evolveEnd(state, event)
    case 'UndoProposed':
    case 'UndoDropped':
    case 'ApprovalUndone':
      return evolveUndo(state, event)
    case 'ClockSet':
    case 'ClockReminded':
    case 'ClockEscalated':
      return inFile(state, (file) => ({ ...file, clock: evolveClock(file.clock, event) }))
    case 'AppealFiled':
    case 'AppealAssigned':
    case 'AppealConflictDeclared':
    case 'AppealWithdrawn':
    case 'AppealUpheld':
    case 'AppealOverturned':
      return evolveAppeal(state, event)
    default:
      return never(event)
  }
}

type Of<Type extends ApplicationEvent['type']> = Extract<ApplicationEvent, { type: Type }>

type ReviewEvent = Of<'InfoRequested' | 'InfoAnswered' | 'OfficerAssigned' | 'ReviewDelegated' | 'ApplicationReopened'>

function evolveReview(state: Application, event: ReviewEvent): Application {
  switch (event.type) {
    case 'InfoRequested': {
      if (!isReview(state)) return state
      const { file, ...back } = state
      return { status: 'need-info', file: withoutClock(file), back, questions: event.questions }
    }
    case 'InfoAnswered':
      return state.status === 'need-info' ? { ...state.back, file: withoutClock(state.file) } : state
    case 'OfficerAssigned':
      return inFile(state, (file) => ({ ...file, officer: event.officer }))
    case 'ReviewDelegated': {
      const { from, to, until } = event
      return inFile(state, (file) => ({ ...file, delegations: [...file.delegations, { from, to, until }] }))
    }
    case 'ApplicationReopened':
      if (state.status !== 'rejected') return state
      return { status: 'checking', file: { ...withoutClock(state.file), round: event.round, checks: {}, verdict: null } }
    default:
      return never(event)
  }
}

type DecisionEvent = Of<
  | 'ApprovalProposed'
  | 'RejectionProposed'
  | 'ProposalSentBack'
  | 'ApprovalGiven'
  | 'QuotaWanted'
  | 'QuotaRefused'
  | 'ApprovalAbandoned'
  | 'ReservationDisowned'
  | 'ApplicationApproved'
  | 'ApplicationRejected'
>

function evolveDecision(state: Application, event: DecisionEvent): Application {
  switch (event.type) {
    case 'ApprovalProposed':
    case 'RejectionProposed': {
      if (state.status !== 'analysing') return state
      const { hand } = event
      const proposal =
        event.type === 'ApprovalProposed'
          ? ({ advice: 'approve', terms: event.terms, hand, ...ballotOf(event.decidedBy, state.file) } as const)
          : ({ advice: 'reject', reasons: event.reasons, hand } as const)
      return { status: 'proposed', file: withoutClock(state.file), survey: state.survey, proposal, setback: null }
    }
    case 'ProposalSentBack':
      return state.status === 'proposed' ? { status: 'analysing', file: withoutClock(state.file), survey: state.survey } : state
    case 'ApprovalGiven': {
      // Always followed by QuotaWanted of the same decision, which fills in the reservation.
      if (state.status !== 'proposed' || state.proposal.advice !== 'approve') return state
      const { file, survey, proposal } = state
      return { status: 'awaiting-quota', file, survey, proposal, approvedBy: event.hand, reservation: NO_RESERVATION }
    }
    case 'QuotaWanted': {
      if (state.status !== 'awaiting-quota') return state
      const file = { ...state.file, reservations: state.file.reservations + 1 }
      return { ...state, file, reservation: reservationOf(event) }
    }
    case 'QuotaRefused':
    case 'ApprovalAbandoned': {
      if (state.status !== 'awaiting-quota') return state
      const setback =
        event.type === 'QuotaRefused'
          ? { rid: event.rid, code: event.code, facts: event.facts }
          : { rid: event.rid, code: 'quota/no-answer', facts: { validUntil: event.validUntil } }
      return { status: 'proposed', file: state.file, survey: state.survey, proposal: state.proposal, setback }
    }
    case 'ReservationDisowned':
      return state // said again for the pool's sake: the application had ended that reservation before
    case 'ApplicationApproved': {
      if (state.status !== 'awaiting-quota') return state
      const { terms, proposedBy, approvedBy, approvedOn = null } = event
      const { file, survey } = state
      const approval = { terms, proposedBy, approvedBy, survey, approvedOn, ...reservationOf(event) }
      return { status: 'approved', file: withoutClock(file), approval }
    }
    case 'ApplicationRejected': {
      const file = fileOfOpen(state)
      const { reasons, appealUntil } = event
      const until = appealUntil === undefined ? {} : { appealUntil }
      return file ? { status: 'rejected', file: withoutClock(file), reasons, ...until } : state
    }
    default:
      return never(event)
  }
}

const ballotOf = (named: NamedCommittee | undefined, file: File) => (named ? { ballot: emptyBallot(named, file) } : {})

/** Who declared a conflict on this file stays out of every committee on it. */
export const emptyBallot = (named: NamedCommittee, { conflicts = [] }: File): Ballot => ({
  ...named,
  votes: [],
  recused: conflicts.filter(({ member }) => named.committee.members.includes(member)),
  carried: false,
})

function evolveBallot(state: Application, event: Of<'VoteCast' | 'MemberRecused' | 'CommitteeDecided'>): Application {
  if (state.status !== 'proposed' || state.proposal.advice !== 'approve' || !state.proposal.ballot) return state
  const { ballot } = state.proposal
  const become = (changed: Ballot): Application => ({
    ...state,
    proposal: { ...(state.proposal as ApprovalProposal), ballot: changed },
  })
  switch (event.type) {
    case 'VoteCast': {
      const { hand, choice, reasons } = event
      return become(withVote(ballot, { hand, choice, reasons }))
    }
    case 'MemberRecused': {
      const { member, code } = event
      const { file, ...rest } = become(withRecusal(ballot, { member, code })) as Extract<Application, { status: 'proposed' }>
      return code === ROLE_LOST
        ? { ...rest, file }
        : { ...rest, file: { ...file, conflicts: [...(file.conflicts ?? []), { member, code }] } }
    }
    case 'CommitteeDecided':
      return become({ ...ballot, carried: event.outcome === 'carried' })
    default:
      return never(event)
  }
}

function evolveEnd(
  state: Application,
  event: Of<'ApplicationWithdrawn' | 'AkadSigned' | 'AkadRegistered' | 'ApplicationDisbursed'>,
): Application {
  switch (event.type) {
    case 'ApplicationWithdrawn': {
      if (state.status === 'draft') {
        const { applicationId, applicant } = state
        return { status: 'withdrawn', applicationId, applicant, file: null }
      }
      const file = fileOfOpen(state)
      if (!file) return state
      return { status: 'withdrawn', applicationId: file.applicationId, applicant: file.applicant, file: withoutClock(file) }
    }
    case 'AkadSigned': {
      if (state.status !== 'approved') return state
      const { signedOn, loanType, documentRef, plafonIdr, tenorMonths, ratePpm } = event
      const akad = { signedOn, loanType, documentRef, plafonIdr, tenorMonths, ratePpm }
      return { status: 'akad', file: withoutClock(state.file), approval: state.approval, akad }
    }
    case 'AkadRegistered':
      return state.status === 'akad' ? { ...state, status: 'registered', sikpRef: event.sikpRef } : state
    case 'ApplicationDisbursed': {
      if (state.status !== 'registered') return state
      const { approval, akad, sikpRef } = state
      return { status: 'disbursed', file: withoutClock(state.file), approval, akad, sikpRef, disbursedOn: event.disbursedOn }
    }
    default:
      return never(event)
  }
}

function evolveUndo(state: Application, event: Of<'UndoProposed' | 'UndoDropped' | 'ApprovalUndone'>): Application {
  if (!isPromised(state)) return state
  const { undo: _, ...stands } = state
  switch (event.type) {
    case 'UndoProposed':
      return { ...state, undo: { reasonCode: event.reasonCode, hand: event.hand } }
    case 'UndoDropped':
      return stands
    case 'ApprovalUndone': {
      const { times = 0, akads = 0 } = state.file.undone ?? {}
      const signed = event.stage === 'approved' ? 0 : 1
      const undone = { times: times + 1, akads: akads + signed, reasonCode: event.reasonCode }
      return { status: 'analysing', file: { ...withoutClock(state.file), undone }, survey: state.approval.survey }
    }
    default:
      return never(event)
  }
}

const touched = (at: Instant | undefined) => (at === undefined ? {} : { touchedAt: at })

const NO_RESERVATION: Reservation = { rid: '', quotaId: '', validUntil: '' }

const reservationOf = ({ rid, quotaId, validUntil }: Reservation): Reservation => ({ rid, quotaId, validUntil })

const withoutClock = (file: File): File => ({ ...file, clock: null })

export const isReview = (state: Application): state is Extract<Application, Phase> =>
  state.status === 'checking' || state.status === 'surveying' || state.status === 'analysing' || state.status === 'proposed'

export const isPromised = (state: Application): state is Promised =>
  state.status === 'approved' || state.status === 'akad' || state.status === 'registered'

const fileOfOpen = (state: Application): File | null => ('file' in state && state.status !== 'withdrawn' ? state.file : null)

function inFile(state: Application, change: (file: File) => File): Application {
  return 'file' in state && state.file ? { ...state, file: change(state.file) } : state
}

/** Changes the phase where the review stands, also while it waits for information: a check that was under way still counts. */
function inPhase(state: Application, status: Phase['status'], next: () => Phase): Application {
  if (state.status === 'need-info' && state.back.status === status) return { ...state, back: next() }
  return state.status === status && isReview(state) ? { ...next(), file: withoutClock(state.file) } : state
}

function opened(applicationId: string, event: Of<'ApplicationSubmitted'>): File {
  const { applicant, lender, unit, asked, business, documents, round, group } = event
  const untouched = { officer: null, delegations: [], checks: {}, verdict: null, reservations: 0, clock: null }
  return { applicationId, applicant, lender, unit, asked, business, documents, round, ...untouched, ...(group ? { group } : {}) }
}
