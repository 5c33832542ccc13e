// What an application for KUR is at each step of MC §2: who asks, what the checks and the survey found, who decided what.
// Guarantees: a state holds exactly what is known by then; ids, codes and figures only, no name, NIK or free text about a person.
// Does not guarantee: that the figures are true; checks, survey and the four eyes are there for that.
//
// none → draft → checking → surveying → analysing → proposed → awaiting-quota → approved → akad → registered → disbursed
//   checking, surveying, analysing, proposed ⇄ need-info          proposed → analysing (sent back)
//   awaiting-quota → proposed (quota refused, or its time ran out) checking … proposed → rejected → checking (re-opened, next round)
//   rejected ⇄ appealed (withdrawn, or upheld)                     appealed → checking, surveying, analysing (overturned, next round)
//   approved → rejected when the akad's deadline is over           draft … approved → withdrawn
//   approved, akad, registered → analysing (undone by four eyes, its quota given back)
//   every command in every state: application.table.test.ts
import type { Day, Instant } from '@simpul/kernel'
import type { OpenAppeal, SettledAppeal } from '../appeal/appeal.ts'
import type { Delegation, Hand, OrganisationId, PersonId } from '../parties.ts'
import type { Score } from '../policy/scorecard.ts'
import type { LoanType, Scheme } from '../scheme.ts'
import type { Ballot, Recusal } from './committee.ts'
import type { Reason } from './reasons.ts'

export type { Reason }

export const DOCUMENTS_MAX = 20
export const REASONS_MAX = 20
export const QUESTIONS_MAX = 20
export const FINDINGS_MAX = 40
export const CODES_MAX = 10
/** A file that was rejected can be taken up again, but not for ever. */
export const ROUNDS_MAX = 5

export type Applicant = { readonly person: PersonId; readonly organisation: OrganisationId | null }

/** A stored file: its reference in the blob store and what it is (`ktp`, `surat-keterangan-usaha`, …). */
export type Document = { readonly kind: string; readonly ref: string }

/** What the rules ask about the business and what its owner declares. Figures and codes, checked later by survey and SIKP. */
export type Business = {
  /** Sector as the rules name it: `perdagangan`, `pertanian`, … */
  readonly sector: string
  readonly startedOn: Day
  readonly yearlyTurnoverIdr: number
  readonly hasNib: boolean
  readonly hasNpwp: boolean
  /** ASN, TNI, Polri: may not receive KUR. */
  readonly ownerIsCivilServant: boolean
  /** What stands in for six months of business (R-BIZAGE): `training`, `mentoring`, `group`, `family`. */
  readonly substitutes: readonly string[]
}

export type Asked = {
  readonly scheme: Scheme
  readonly plafonIdr: number
  readonly tenorMonths: number
  readonly loanType: LoanType
  readonly purposeCode: string
}

export type Draft = Partial<
  Asked & {
    readonly lender: OrganisationId
    /** The lender's branch; quotas are kept by it. */
    readonly unit: string
    readonly business: Business
    readonly documents: readonly Document[]
  }
>

export const CHECKS = ['identity', 'sikp', 'slik'] as const
export type CheckName = (typeof CHECKS)[number]

export type CheckResult =
  /** `facts`: what the system told that the rules need, e.g. how many times KUR was received. */
  | { readonly outcome: 'ok'; readonly ref: string; readonly facts: CheckFacts }
  | { readonly outcome: 'failed'; readonly reasonCodes: readonly string[] }
  /** SIKP or SLIK still shows what has changed (a payoff): ask again on that day. */
  | { readonly outcome: 'stale'; readonly recheckOn: Day }
  /** The system does not answer, `since` then (the decider says when): it is asked again for days, or an officer checks by hand. */
  | { readonly outcome: 'unreachable'; readonly since?: Instant }
  | {
      readonly outcome: 'manual'
      readonly passed: boolean
      readonly evidenceRef: string
      readonly by: PersonId
      readonly facts: CheckFacts
    }

export type CheckFacts = Readonly<Record<string, string | number | boolean>>
export type Checks = Readonly<Partial<Record<CheckName, CheckResult>>>

export type Survey = {
  readonly surveyedOn: Day
  readonly businessFound: boolean
  readonly monthlyTurnoverIdr: number
  /** What is left each month for an instalment. */
  readonly monthlyCapacityIdr: number
  /** Additional collateral that the lender asks for (`bpkb`, `shm`, …): R-COLL forbids it up to 100 million. */
  readonly collateralDemanded: readonly string[]
  readonly evidenceRefs: readonly string[]
  /** Photographs whose place and time partners keeps, sealed: coordinates of a home are an address. */
  readonly photos?: readonly string[]
  /** How long the applicant has lived where the survey found them; absent when nobody asked. */
  readonly domicileMonths?: number
  readonly by: PersonId
}

export type Finding = {
  readonly rule: string
  readonly version: string
  /** `lender-fault`: the lender asks what it may not (collateral); it says nothing against the applicant. */
  readonly outcome: 'pass' | 'fail' | 'conditional' | 'lender-fault' | 'not-applicable' | 'unknown'
  /** How sure we are of the rule itself: S statute … ? unconfirmed (MC, first lines). */
  readonly confidence: string
  readonly cite: string
  /** What the rule saw, what it asks for, and both in words; absent in verdicts that were given before these were recorded. */
  readonly value?: string | number | boolean | null
  readonly bound?: string | number | boolean | null
  readonly sentence?: { readonly id: string; readonly en: string }
}

/** The verdict of the rules as it was given: kept whole, so that an old decision can be explained after the rules changed. */
export type Verdict = {
  readonly outcome: 'eligible' | 'conditional' | 'ineligible' | 'refer'
  /** With `refer`: what it would be if the unconfirmed rules were law. */
  readonly indicative: 'eligible' | 'conditional' | 'ineligible' | null
  readonly akadOn: Day
  /** The edition of the rule book, and the version of the application on whose facts it rests; old verdicts do not say. */
  readonly edition?: string
  readonly onVersion?: number
  readonly ratePpm: number | null
  readonly findings: readonly Finding[]
  /** What would have turned the answer on that day, least change first. */
  readonly ways?: { readonly id: string; readonly en: string }[]
}

/** A question of the officer: a code, or words that are kept sealed at partners. */
export type Question = { readonly code: string; readonly textRef: string | null }
export type Answer = { readonly code: string; readonly ref: string }

/** Rate in parts per million a year: 6% is 60,000. */
export type Terms = { readonly plafonIdr: number; readonly tenorMonths: number; readonly ratePpm: number }

export const STEPS = ['checks', 'survey', 'analysis', 'decision', 'info', 'akad', 'disbursement', 'appeal'] as const
export type Step = (typeof STEPS)[number]

/** What a lender gives working days to: the steps, and how long after a refusal an appeal can be filed. */
export const TIMED = [...STEPS, 'appealFiling'] as const
export type Timed = (typeof TIMED)[number]

export type Clock = {
  readonly step: Step
  readonly dueAt: Instant
  /** Version of the holiday table that gave `dueAt`. */
  readonly tableVersion: string
  /** The law that sets the deadline; absent: it is the lender's own. */
  readonly statutory?: string
  readonly reminded: boolean
  readonly escalated: boolean
}

/** Why an application is withdrawn whose group does not stand any more. */
export const GROUP_FELL = 'group-fell'

/** The group with which it was sent, and what was known of it and its offtaker then, by the names in R-GROUP. */
export type GroupTie = { readonly groupId: string; readonly facts: Readonly<Record<string, boolean>> }

/** Everything about a submitted application that does not depend on the step it stands at. */
export type File = {
  readonly applicationId: string
  readonly applicant: Applicant
  readonly lender: OrganisationId
  readonly unit: string
  readonly asked: Asked
  readonly business: Business
  readonly documents: readonly Document[]
  /** 1 at submission, one more each time it is re-opened. */
  readonly round: number
  readonly officer: PersonId | null
  readonly delegations: readonly Delegation[]
  readonly checks: Checks
  readonly verdict: Verdict | null
  /** How many times quota was asked for: the n of the last rid. */
  readonly reservations: number
  readonly clock: Clock | null
  /** Approvals that were taken back before the money; absent when none was. */
  readonly undone?: Undone
  /** By the lender's scorecard, beside the verdict; absent when the lender has none. */
  readonly score?: Scored
  /** A member's of a group; absent for who applies alone. */
  readonly group?: GroupTie
  /** Conflicts of interest that were declared on this file, whatever became of the proposal; absent when none was. */
  readonly conflicts?: readonly Recusal[]
  /** At most one a round, and settled; absent when there was none. */
  readonly appeals?: readonly SettledAppeal[]
}

/** `policyVersion`: the policy whose scorecard it is. */
export type Scored = Score & { readonly policyVersion: number }

/** `akads`: how many of them were signed already. */
export type Undone = { readonly times: number; readonly akads: number; readonly reasonCode: string }

export type ApprovalProposal = {
  readonly advice: 'approve'
  readonly terms: Terms
  readonly hand: Hand
  /** Absent: a single approver decides. */
  readonly ballot?: Ballot
}
export type RejectionProposal = { readonly advice: 'reject'; readonly reasons: readonly Reason[]; readonly hand: Hand }
export type Proposal = ApprovalProposal | RejectionProposal

/** Why an approval that was given did not come about: the lender's side, never the applicant's fault. */
export type Setback = { readonly rid: string; readonly code: string; readonly facts: CheckFacts }

/** What the quota's pool was asked for. */
export type Reservation = { readonly rid: string; readonly quotaId: string; readonly validUntil: Instant }

export type Approval = {
  readonly terms: Terms
  readonly proposedBy: Hand
  readonly approvedBy: Hand
  /** What the decision went by; the analysis goes on with it when the approval is undone. */
  readonly survey: Survey
  /** Null for one that was given before this was recorded. */
  readonly approvedOn: Day | null
} & Reservation

/** One hand has asked to take the approval back, another has to confirm; until then nothing is signed and nothing is paid. */
export type UndoProposal = { readonly reasonCode: string; readonly hand: Hand }

export type Akad = { readonly signedOn: Day; readonly loanType: LoanType; readonly documentRef: string } & Terms

/** The steps of a review, to which need-info returns. */
export type Phase =
  | { readonly status: 'checking' }
  | { readonly status: 'surveying' }
  | { readonly status: 'analysing'; readonly survey: Survey }
  | { readonly status: 'proposed'; readonly survey: Survey; readonly proposal: Proposal; readonly setback: Setback | null }

export type Review = Phase & { readonly file: File }

export type Application =
  | { readonly status: 'none' }
  | {
      readonly status: 'draft'
      readonly applicationId: string
      readonly applicant: Applicant
      readonly draft: Draft
      /** When it was last saved; absent for one that was begun before this was recorded, which does not expire. */
      readonly touchedAt?: Instant
    }
  | Review
  | { readonly status: 'need-info'; readonly file: File; readonly back: Phase; readonly questions: readonly Question[] }
  | AwaitingQuota
  | Promised
  | {
      readonly status: 'disbursed'
      readonly file: File
      readonly approval: Approval
      readonly akad: Akad
      readonly sikpRef: string
      readonly disbursedOn: Day
    }
  | ({ readonly status: 'rejected' } & Refused)
  | ({ readonly status: 'appealed'; readonly appeal: OpenAppeal } & Refused)
  | { readonly status: 'withdrawn'; readonly applicationId: string; readonly applicant: Applicant; readonly file: File | null }

/** `appealUntil`: absent where nobody was told a day. */
export type Refused = { readonly file: File; readonly reasons: readonly Reason[]; readonly appealUntil?: Instant }

/** Approved and not paid out yet. */
export type Promised = { readonly file: File; readonly approval: Approval; readonly undo?: UndoProposal } & (
  | { readonly status: 'approved' }
  | { readonly status: 'akad'; readonly akad: Akad }
  | { readonly status: 'registered'; readonly akad: Akad; readonly sikpRef: string }
)

export type AwaitingQuota = {
  readonly status: 'awaiting-quota'
  readonly file: File
  readonly survey: Survey
  readonly proposal: ApprovalProposal
  readonly approvedBy: Hand
  readonly reservation: Reservation
}

export type Status = Application['status']

/** A step of the procedure says which round it is of: the workflow of an earlier one may still be running. */
export type OfRound = { readonly round?: number }

/** Ours: what was declared and looked up three months ago is asked anew. */
const DRAFT_VALID_MS = 90 * 86_400_000

/** Until when a draft can be gone on with: nothing has to run for it to be over. */
export const draftExpiresAt = (touchedAt: Instant): Instant => new Date(Date.parse(touchedAt) + DRAFT_VALID_MS).toISOString()

export const hasExpired = (state: Application, now: Instant): boolean =>
  state.status === 'draft' && state.touchedAt !== undefined && now > draftExpiresAt(state.touchedAt)

export const initial: Application = { status: 'none' }

export const fileOf = (state: Application): File | null => ('file' in state ? state.file : null)

/** What a survey found, wherever the application stands; null when none was made. */
export function surveyOf(state: Application): Survey | null {
  if ('survey' in state) return state.survey
  if ('approval' in state) return state.approval.survey
  return state.status === 'need-info' && 'survey' in state.back ? state.back.survey : null
}

export const isOver = (status: Status) => status === 'disbursed' || status === 'rejected' || status === 'withdrawn'

/** SIKP gets each akad once under its number; one that was signed after another was undone is another. */
export function akadNumber({ applicationId, undone }: File): string {
  const before = undone?.akads ?? 0
  return before === 0 ? applicationId : `${applicationId}:${before + 1}`
}

/** The step whose clock runs in this state. */
export function stepOf(status: Status): Step | null {
  const steps: Partial<Record<Status, Step>> = {
    checking: 'checks',
    surveying: 'survey',
    analysing: 'analysis',
    proposed: 'decision',
    'awaiting-quota': 'decision',
    'need-info': 'info',
    approved: 'akad',
    akad: 'disbursement',
    registered: 'disbursement',
    appealed: 'appeal',
  }
  return steps[status] ?? null
}

export const hasPassed = (result: CheckResult | undefined) =>
  result?.outcome === 'ok' || (result?.outcome === 'manual' && result.passed)
