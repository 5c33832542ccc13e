// One application from the first field to the money, as the tests tell it: Siti's warung asks Bank Desa for 40 million.
// Guarantees: each history could have happened; it is what the decider itself says when the commands come in this order.
import type { Instant } from '@simpul/kernel'
import { appealReasonsOf } from '../appeal/reasons.ts'
import { decide, type ApplicationCommand } from './decide.ts'
import { initial, type Application, type Business, type Reason, type Status, type Survey, type Verdict } from './application.ts'
import { kurRules } from '../rules/kurRules.ts'
import { evolve, type ApplicationEvent } from './events.ts'

export const now: Instant = '2025-03-10T03:00:00.000Z'
export const validUntil: Instant = '2025-03-10T04:00:00.000Z'
export const [siti, officer, approver, colleague] = ['p-siti', 'p-officer', 'p-approver', 'p-colleague'] as const
export const applicationId = '7b1f9c9e-6d5e-5a51-9f3c-1d2c3b4a5968'
export const rid = `${applicationId}:1`
export const quotaId = 'org-bank-desa.MIKRO.2025.pusat'

export const hand = (by: string, ...actsFor: readonly string[]) => ({ by, actsFor })
export const warung: Business = {
  sector: 'perdagangan',
  startedOn: '2024-01-05',
  yearlyTurnoverIdr: 180_000_000,
  hasNib: true,
  hasNpwp: false,
  ownerIsCivilServant: false,
  substitutes: [],
}
export const asked = {
  scheme: 'MIKRO',
  plafonIdr: 40_000_000,
  tenorMonths: 36,
  loanType: 'KMK',
  purposeCode: 'modal-usaha',
} as const
export const filledIn = {
  lender: 'org-bank-desa',
  unit: 'pusat',
  ...asked,
  business: warung,
  documents: [{ kind: 'nib', ref: 'blob-1' }],
}
export const survey: Survey = {
  surveyedOn: '2025-03-10',
  businessFound: true,
  monthlyTurnoverIdr: 15_000_000,
  monthlyCapacityIdr: 2_500_000,
  collateralDemanded: [],
  evidenceRefs: ['blob-2'],
  by: officer,
}
export const eligible: Verdict = { outcome: 'eligible', indicative: null, akadOn: '2025-03-10', ratePpm: 60_000, findings: [] }
export const terms = { plafonIdr: 40_000_000, tenorMonths: 36, ratePpm: 60_000 }
export const passed = { outcome: 'ok', ref: 'sim-1', facts: {} } as const
export const npl: Reason = {
  code: 'lender/npl-gate',
  side: 'lender',
  id: 'Unit sedang tidak menyalurkan.',
  en: 'The unit pauses lending.',
}

/** One valid command of each type. */
export const commands = {
  StartDraft: { type: 'StartDraft', applicationId, applicant: { person: siti, organisation: null }, now },
  SaveDraft: { type: 'SaveDraft', changes: filledIn, now },
  SubmitApplication: { type: 'SubmitApplication', now },
  SubmitForGroup: {
    type: 'SubmitForGroup',
    groupId: 'g-tani',
    person: siti,
    organisation: null,
    applicationId,
    lender: 'org-bank-desa',
    unit: 'pusat',
    asked: { ...asked, scheme: 'KHUSUS' },
    business: warung,
    documents: [],
    facts: { appliedByChair: true },
    now,
  },
  RecordGroupFacts: { type: 'RecordGroupFacts', facts: { tagging: true }, by: officer, now },
  RecordCheck: { type: 'RecordCheck', check: 'identity', result: passed, now },
  GiveVerdict: { type: 'GiveVerdict', verdict: eligible, now },
  RecordSurvey: { type: 'RecordSurvey', survey, now },
  RequestInfo: { type: 'RequestInfo', questions: [{ code: 'omzet', textRef: null }], by: officer, now },
  AnswerInfo: { type: 'AnswerInfo', answers: [{ code: 'omzet', ref: 'blob-3' }], by: siti, now },
  AssignOfficer: { type: 'AssignOfficer', officer, by: 'p-manager', now },
  DelegateReview: { type: 'DelegateReview', from: officer, to: colleague, until: '2025-03-20T00:00:00.000Z', by: officer, now },
  ProposeApproval: { type: 'ProposeApproval', terms, hand: hand(officer), rateBook: kurRules.schemes, now },
  ProposeRejection: { type: 'ProposeRejection', reasons: [npl], hand: hand(officer), now },
  CastVote: { type: 'CastVote', choice: 'yes', reasons: [], hand: hand(approver), lost: [], now },
  DeclareConflict: { type: 'DeclareConflict', code: 'keluarga', hand: hand('p-wayan'), lost: [], now },
  SendBackProposal: { type: 'SendBackProposal', reasonCode: 'survei-kurang', hand: hand(approver), now },
  ApproveApplication: { type: 'ApproveApplication', hand: hand(approver), now },
  RejectApplication: { type: 'RejectApplication', reasons: [npl], hand: hand(approver), now },
  ReopenApplication: { type: 'ReopenApplication', reasonCode: 'keberatan', hand: hand('p-manager'), now },
  CompleteApproval: { type: 'CompleteApproval', rid, now },
  RecordQuotaRefusal: { type: 'RecordQuotaRefusal', rid, code: 'reservation/not-enough', facts: { available: 0 }, now },
  AbandonReservation: { type: 'AbandonReservation', rid, quotaId, validUntil, now: '2025-03-10T04:00:00.001Z' },
  WithdrawApplication: { type: 'WithdrawApplication', reasonCode: 'berubah-rencana', by: siti, now },
  SignAkad: {
    type: 'SignAkad',
    signedOn: '2025-03-10',
    terms,
    documentRef: 'blob-4',
    hand: hand(officer),
    rateBook: kurRules.schemes,
    now,
  },
  RegisterAkad: { type: 'RegisterAkad', sikpRef: 'SIKP-1', now },
  DisburseApplication: { type: 'DisburseApplication', disbursedOn: '2025-03-10', transferRef: 'TRF-1', hand: hand(officer), now },
  ProposeUndo: { type: 'ProposeUndo', reasonCode: 'salah-plafon', hand: hand(officer), now },
  DropUndo: { type: 'DropUndo', hand: hand('p-manager'), now },
  UndoApproval: { type: 'UndoApproval', hand: hand('p-manager'), now },
  FileAppeal: { type: 'FileAppeal', contested: [{ kind: 'reason', name: 'lender/npl-gate' }], textRef: null, by: siti, now },
  WithdrawAppeal: { type: 'WithdrawAppeal', by: siti, now },
  AssignAppeal: { type: 'AssignAppeal', reviewer: 'p-reviewer', hand: hand('p-manager'), tookPart: [officer, approver], now },
  DeclareAppealConflict: { type: 'DeclareAppealConflict', code: 'keluarga', hand: hand('p-reviewer'), now },
  UpholdAppeal: {
    type: 'UpholdAppeal',
    reasons: appealReasonsOf(['reason/stands'], 'upheld'),
    hand: hand('p-reviewer'),
    tookPart: [officer, approver],
    now,
  },
  OverturnAppeal: {
    type: 'OverturnAppeal',
    granted: [{ kind: 'reason', name: 'lender/npl-gate' }],
    reasons: appealReasonsOf(['reason/unfounded'], 'overturned'),
    corrections: [],
    survey,
    stillFailing: [],
    hand: hand('p-reviewer'),
    tookPart: [officer, approver],
    now,
  },
  SetClock: { type: 'SetClock', step: 'survey', dueAt: '2025-03-17T10:00:00.000Z', tableVersion: '2025-1', now },
  RemindClock: { type: 'RemindClock', step: 'survey', dueAt: '2025-03-17T10:00:00.000Z', now },
  EscalateClock: { type: 'EscalateClock', step: 'survey', dueAt: '2025-03-17T10:00:00.000Z', now: '2025-03-17T10:00:00.000Z' },
} as const satisfies { [Type in ApplicationCommand['type']]: Extract<ApplicationCommand, { type: Type }> }

const c = commands
const check = (name: 'identity' | 'sikp' | 'slik') => ({ ...c.RecordCheck, check: name })
const drafted = [c.StartDraft, c.SaveDraft]
const checking = [...drafted, c.SubmitApplication]
const surveying = [...checking, check('sikp'), check('slik'), check('identity'), c.GiveVerdict]
const analysing = [...surveying, c.SetClock, c.RecordSurvey]
const proposed = [...analysing, c.ProposeApproval]
export const decidedBy = {
  policyVersion: 1,
  committee: { members: [approver, 'p-vita', 'p-wayan'], quorum: 2, chair: approver, chairCasts: false },
}
const awaiting = [...proposed, c.ApproveApplication]
const approved = [...awaiting, c.CompleteApproval]
const akad = [...approved, c.SignAkad]
const rejected = [...proposed, c.RejectApplication]
const registered = [...akad, c.RegisterAkad]

/** The commands that lead to each status. */
export const ways: Record<Status | 'rejection-proposed' | 'in-committee' | 'undo-asked', readonly ApplicationCommand[]> = {
  none: [],
  draft: drafted,
  checking,
  surveying: [...surveying, c.SetClock],
  analysing,
  proposed,
  'rejection-proposed': [...analysing, c.ProposeRejection],
  'in-committee': [...analysing, { ...c.ProposeApproval, decidedBy }],
  'need-info': [...checking, c.RequestInfo],
  'awaiting-quota': awaiting,
  approved,
  'undo-asked': [...approved, c.ProposeUndo],
  akad,
  registered,
  disbursed: [...registered, c.DisburseApplication],
  rejected,
  appealed: [...rejected, c.FileAppeal, c.AssignAppeal],
  withdrawn: [...approved, c.WithdrawApplication],
}

/** The events that these commands make. */
export function told(way: readonly ApplicationCommand[]): ApplicationEvent[] {
  let state: Application = initial
  return way.flatMap((command) => {
    const events = decide(state, command)
    state = events.reduce(evolve, state)
    return [...events]
  })
}

export const stateAfter = (way: readonly ApplicationCommand[]): Application => told(way).reduce(evolve, initial)
