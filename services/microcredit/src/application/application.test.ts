// What the table cannot say: the rules about people, sums, days and reservations.
import type { Instant } from '@simpul/kernel'
import { behaviour, scenario } from '@simpul/testkit'
import type { Hand } from '../parties.ts'
import { applicationDecider, type ApplicationCommand } from './decide.ts'
import type { ApplicationEvent } from './events.ts'
import {
  applicationId,
  approver,
  colleague,
  commands as c,
  eligible,
  filledIn,
  hand,
  now,
  npl,
  officer,
  passed,
  quotaId,
  rid,
  siti,
  survey,
  terms,
  told,
  validUntil,
  ways,
} from './example.ts'

const reservation = { rid, quotaId, validUntil }
const delegated = (from: string, to: string) =>
  ({ type: 'ReviewDelegated', from, to, until: '2025-03-20T00:00:00.000Z', by: from }) as const
const started = told(ways.draft).slice(0, 1)
const checks = told(ways.checking)

behaviour('sending an application', applicationDecider, [
  scenario('a form with gaps is not sent, and says which')
    .given(...started, { type: 'DraftSaved', changes: { lender: 'org-bank-desa', scheme: 'MIKRO' } })
    .when(c.SubmitApplication)
    .refused('application/incomplete', { missing: 'unit, plafonIdr, tenorMonths, loanType, purposeCode, business' }),
  scenario('saving again replaces what was said before')
    .given(...told(ways.draft), { type: 'DraftSaved', changes: { plafonIdr: 30_000_000 } })
    .when(c.SubmitApplication)
    .then({
      type: 'ApplicationSubmitted',
      round: 1,
      applicant: { person: siti, organisation: null },
      lender: 'org-bank-desa',
      unit: 'pusat',
      asked: { scheme: 'MIKRO', plafonIdr: 30_000_000, tenorMonths: 36, loanType: 'KMK', purposeCode: 'modal-usaha' },
      business: filledIn.business,
      documents: filledIn.documents,
    }),
  scenario('an empty save changes nothing')
    .given(...started)
    .when({ ...c.SaveDraft, changes: {} })
    .then(),
  scenario('a plafon of zero is not a figure')
    .given(...started)
    .when({ type: 'SaveDraft', changes: { plafonIdr: 0 }, now })
    .refused('application/figure-invalid', { field: 'plafonIdr', value: 0, min: 1, max: 5_000_000_000 }),
  scenario('a business that starts tomorrow does not exist; at 00:00 in Jakarta it does')
    .given(...started)
    .when({
      type: 'SaveDraft',
      changes: { business: { ...filledIn.business, startedOn: '2025-03-11' } },
      now: '2025-03-10T16:59:59.999Z',
    })
    .refused('application/date-in-future', { field: 'business.startedOn', day: '2025-03-11' }),
  scenario('twenty-one documents are too many')
    .given(...started)
    .when({ type: 'SaveDraft', changes: { documents: Array.from({ length: 21 }, () => ({ kind: 'foto', ref: 'b' })) }, now })
    .refused('application/too-many', { field: 'documents', count: 21, max: 20 }),
])

const checked = (check: 'identity' | 'sikp' | 'slik', result: object = passed) =>
  ({ type: 'CheckRecorded', check, result }) as Extract<ApplicationEvent, { type: 'CheckRecorded' }>
const recording = (result: object) =>
  ({ type: 'RecordCheck', check: 'slik', result, now }) as Extract<ApplicationCommand, { type: 'RecordCheck' }>
const byHand = (passes: boolean, by: string = officer) => ({
  outcome: 'manual',
  passed: passes,
  evidenceRef: 'blob-9',
  by,
  facts: {},
})
const twoPassed = [...checks, checked('identity'), checked('sikp')]

behaviour('checks', applicationDecider, [
  scenario('the last of three opens the survey')
    .given(...twoPassed)
    .when(recording(passed))
    .then(checked('slik'), { type: 'ChecksPassed' }),
  scenario('an officer’s check by hand counts like the system’s')
    .given(...twoPassed)
    .when(recording(byHand(true)))
    .then(checked('slik', byHand(true)), { type: 'ChecksPassed' }),
  scenario('a check by hand that fails does not')
    .given(...twoPassed)
    .when(recording(byHand(false)))
    .then(checked('slik', byHand(false))),
  ...[
    { outcome: 'failed', reasonCodes: ['kol-2'] },
    { outcome: 'stale', recheckOn: '2025-03-12' },
    { outcome: 'unreachable', since: now },
  ].map((result) =>
    scenario(`${result.outcome} does not open the survey`)
      .given(...twoPassed)
      .when(recording(result))
      .then(checked('slik', result)),
  ),
  scenario('nobody checks their own data by hand')
    .given(...checks)
    .when(recording(byHand(true, siti)))
    .refused('application/own-application'),
  scenario('a check that answers while the applicant is asked is kept, and the survey follows the answer')
    .given(
      ...twoPassed,
      ...told([...ways.checking, c.RequestInfo]).slice(-1),
      checked('slik'),
      { type: 'ChecksPassed' },
      {
        type: 'InfoAnswered',
        answers: [],
        by: siti,
      },
    )
    .when(c.RecordSurvey)
    .then({ type: 'SurveyRecorded', survey }),
])

behaviour('questions to the applicant', applicationDecider, [
  scenario('each question needs its answer')
    .given(...told(ways['need-info']))
    .when({ ...c.AnswerInfo, answers: [{ code: 'other', ref: 'b' }] })
    .refused('application/questions-open', { missing: 'omzet' }),
  scenario('a request without a question asks nothing')
    .given(...checks)
    .when({ ...c.RequestInfo, questions: [] })
    .refused('application/no-question'),
])

const proposed = told(ways.proposed)
const analysing = told(ways.analysing)
const approving = (who: Hand) => ({ type: 'ApproveApplication', hand: who, now }) as const
const given = (who: Hand) =>
  [
    { type: 'ApprovalGiven', hand: who },
    { type: 'QuotaWanted', ...reservation, amountIdr: 40_000_000 },
  ] as const

behaviour('four eyes', applicationDecider, [
  scenario('another person approves, and quota is asked for')
    .given(...proposed)
    .when(approving(hand(approver)))
    .then(...given(hand(approver))),
  scenario('the proposer does not approve')
    .given(...proposed)
    .when(approving(hand(officer)))
    .refused('application/four-eyes', { both: [officer] }),
  scenario('nor somebody in the proposer’s name')
    .given(...proposed)
    .when(approving(hand(colleague, officer)))
    .refused('application/four-eyes', { both: [officer] }),
  scenario('nor the one in whose name it was proposed')
    .given(...analysing, { type: 'ApprovalProposed', terms, hand: hand(officer, approver) })
    .when(approving(hand(approver)))
    .refused('application/four-eyes', { both: [approver] }),
  scenario('nor two who act for the same third person')
    .given(...analysing, { type: 'ApprovalProposed', terms, hand: hand(officer, 'p-head') })
    .when(approving(hand(approver, 'p-head')))
    .refused('application/four-eyes', { both: ['p-head'] }),
  scenario('nor whoever the proposer delegated this file to, even through another')
    .given(...proposed, delegated(officer, colleague), delegated(colleague, approver))
    .when(approving(hand(approver)))
    .refused('application/four-eyes', { both: [officer] }),
  scenario('a rejection of the proposal needs them too')
    .given(...proposed)
    .when({ ...c.RejectApplication, hand: hand(officer) })
    .refused('application/four-eyes', { both: [officer] }),
  scenario('also when a question hides that it was proposed')
    .given(...told([...ways.proposed, c.RequestInfo]))
    .when({ ...c.RejectApplication, hand: hand(officer) })
    .refused('application/four-eyes', { both: [officer] }),
  scenario('the applicant does not approve')
    .given(...proposed)
    .when(approving(hand(approver, siti)))
    .refused('application/own-application'),
  scenario('the applicant does not disburse by the hand of a colleague to whom they lent their role')
    .given(...told(ways.registered))
    .when({ ...c.DisburseApplication, hand: hand(officer, siti) })
    .refused('application/own-application'),
  scenario('the applicant does not propose')
    .given(...analysing)
    .when({ ...c.ProposeApproval, hand: hand(siti) })
    .refused('application/own-application'),
  scenario('a delegation to oneself says nothing')
    .given(...checks)
    .when({ ...c.DelegateReview, to: officer })
    .refused('application/delegation-invalid'),
])

const forbidden = {
  type: 'VerdictGiven',
  verdict: {
    ...eligible,
    outcome: 'ineligible',
    findings: [{ rule: 'R-ASN', version: 'V2023', outcome: 'fail', confidence: 'S', cite: 'x' }],
  },
} as const

behaviour('proposal', applicationDecider, [
  scenario('more than was asked for is not proposed')
    .given(...analysing)
    .when({ ...c.ProposeApproval, terms: { ...terms, plafonIdr: 40_000_001 } })
    .refused('application/above-asked', { plafonIdr: 40_000_001, askedIdr: 40_000_000 }),
  scenario('what the rules forbid is not proposed, and the rule is named')
    .given(...analysing, forbidden)
    .when(c.ProposeApproval)
    .refused('application/verdict-ineligible', { rules: 'R-ASN' }),
  scenario('what the rules forbid when the proposal has been made is not approved')
    .given(...proposed, forbidden)
    .when(c.ApproveApplication)
    .refused('application/verdict-ineligible', { rules: 'R-ASN' }),
  scenario('a verdict that only refers leaves it to people')
    .given(...analysing, { type: 'VerdictGiven', verdict: { ...eligible, outcome: 'refer', indicative: 'ineligible' } })
    .when(c.ProposeApproval)
    .then({ type: 'ApprovalProposed', terms, hand: hand(officer) }),
  scenario('a rejection without a reason is none')
    .given(...proposed)
    .when({ ...c.RejectApplication, reasons: [] })
    .refused('application/no-reason'),
])

const awaiting = told(ways['awaiting-quota'])
const refused = { type: 'QuotaRefused', ...reservation, code: 'reservation/not-enough', facts: { available: 0 } } as const
const approved = {
  type: 'ApplicationApproved',
  ...reservation,
  terms,
  proposedBy: hand(officer),
  approvedBy: hand(approver),
  approvedOn: '2025-03-10',
} as const

behaviour('quota', applicationDecider, [
  scenario('what is held makes the approval')
    .given(...awaiting)
    .when(c.CompleteApproval)
    .then(approved),
  scenario('another reservation does not')
    .given(...awaiting)
    .when({ ...c.CompleteApproval, rid: `${applicationId}:2` })
    .refused('application/not-waiting-for-quota', { rid: `${applicationId}:2`, status: 'awaiting-quota' }),
  scenario('refused quota is asked for again under the next number')
    .given(...awaiting, refused)
    .when(c.ApproveApplication)
    .then(given(hand(approver))[0], { ...given(hand(approver))[1], rid: `${applicationId}:2` }),
  scenario('a late hold of the first request does not approve the second')
    .given(...awaiting, refused, given(hand(approver))[0], { ...given(hand(approver))[1], rid: `${applicationId}:2` })
    .when(c.CompleteApproval)
    .refused('application/not-waiting-for-quota', { rid, status: 'awaiting-quota' }),
  scenario('a late refusal of the first does not end the second')
    .given(...awaiting, refused, given(hand(approver))[0], { ...given(hand(approver))[1], rid: `${applicationId}:2` })
    .when(c.RecordQuotaRefusal)
    .refused('application/not-waiting-for-quota', { rid, status: 'awaiting-quota' }),
  scenario('while its time runs, a request is not abandoned')
    .given(...awaiting)
    .when({ ...c.AbandonReservation, now: validUntil })
    .refused('application/reservation-still-valid', { validUntil }),
  scenario('afterwards it is')
    .given(...awaiting)
    .when(c.AbandonReservation)
    .then({ type: 'ApprovalAbandoned', ...reservation }),
  scenario('a hold that nobody waits for any more is disowned')
    .given(...awaiting, refused)
    .when(c.AbandonReservation)
    .then({ type: 'ReservationDisowned', ...reservation }),
  scenario('a withdrawal while quota is asked gives it back as asked')
    .given(...awaiting)
    .when(c.WithdrawApplication)
    .then({
      type: 'ApplicationWithdrawn',
      reasonCode: 'berubah-rencana',
      by: siti,
      reservation: { ...reservation, standing: 'asked' },
    }),
  scenario('and a hold that comes after it approves nothing')
    .given(...told([...ways['awaiting-quota'], c.WithdrawApplication]))
    .when(c.CompleteApproval)
    .refused('application/not-waiting-for-quota', { rid, status: 'withdrawn' }),
  scenario('a withdrawal after the approval takes it back as confirmed')
    .given(...awaiting, approved)
    .when(c.WithdrawApplication)
    .then({
      type: 'ApplicationWithdrawn',
      reasonCode: 'berubah-rencana',
      by: siti,
      reservation: { ...reservation, standing: 'confirmed' },
    }),
  scenario('the year of the quota is Jakarta’s')
    .given(...proposed)
    .when({ ...c.ApproveApplication, now: '2025-12-31T17:00:00.000Z' })
    .then(
      { type: 'ApprovalGiven', hand: hand(approver) },
      {
        type: 'QuotaWanted',
        rid,
        quotaId: 'org-bank-desa.MIKRO.2026.pusat',
        validUntil: '2025-12-31T18:00:00.000Z',
        amountIdr: 40_000_000,
      },
    ),
])

behaviour('akad and money', applicationDecider, [
  scenario('an akad over another sum is not this approval’s')
    .given(...told(ways.approved))
    .when({ ...c.SignAkad, terms: { ...terms, plafonIdr: 39_000_000 } })
    .refused('application/akad-differs', { plafonIdr: 39_000_000, tenorMonths: 36, approvedIdr: 40_000_000, approvedMonths: 36 }),
  scenario('an akad of tomorrow was not signed')
    .given(...told(ways.approved))
    .when({ ...c.SignAkad, signedOn: '2025-03-11' })
    .refused('application/date-in-future', { field: 'signedOn', day: '2025-03-11' }),
  scenario('money does not come before the akad')
    .given(...told(ways.registered))
    .when({ ...c.DisburseApplication, disbursedOn: '2025-03-09' })
    .refused('application/before-akad', { field: 'disbursedOn', day: '2025-03-09', akadOn: '2025-03-10' }),
  scenario('SIKP gives one number, not two')
    .given(...told(ways.registered))
    .when({ ...c.RegisterAkad, sikpRef: 'SIKP-2' })
    .refused('application/registered-otherwise', { sikpRef: 'SIKP-1' }),
])

const dueAt: Instant = '2025-03-17T10:00:00.000Z'
const surveying = told(ways.surveying)
behaviour('clocks', applicationDecider, [
  scenario('a new holiday table moves the deadline')
    .given(...surveying)
    .when({ ...c.SetClock, dueAt: '2025-03-18T10:00:00.000Z', tableVersion: '2025-2' })
    .then({ type: 'ClockSet', step: 'survey', dueAt: '2025-03-18T10:00:00.000Z', tableVersion: '2025-2' }),
  scenario('an escalation meant for the old deadline does nothing')
    .given(...surveying, { type: 'ClockSet', step: 'survey', dueAt: '2025-03-18T10:00:00.000Z', tableVersion: '2025-2' })
    .when(c.EscalateClock)
    .refused('application/clock-moved', { step: 'survey', dueAt }),
  scenario('nothing is escalated before its time')
    .given(...surveying)
    .when({ ...c.EscalateClock, now: '2025-03-17T09:59:59.999Z' })
    .refused('application/clock-not-due', { dueAt }),
  scenario('one reminder is enough')
    .given(...surveying, { type: 'ClockReminded', step: 'survey', dueAt })
    .when(c.RemindClock)
    .then(),
  scenario('one escalation is enough')
    .given(...told([...ways.surveying, c.EscalateClock]))
    .when(c.EscalateClock)
    .then(),
  scenario('a moved deadline reminds again')
    .given(
      ...surveying,
      { type: 'ClockReminded', step: 'survey', dueAt },
      { type: 'ClockSet', step: 'survey', dueAt: validUntil, tableVersion: '2025-2' },
    )
    .when({ ...c.RemindClock, dueAt: validUntil })
    .then({ type: 'ClockReminded', step: 'survey', dueAt: validUntil }),
])

behaviour('re-opening', applicationDecider, [
  scenario('starts the next round')
    .given(...told(ways.rejected))
    .when(c.ReopenApplication)
    .then({
      type: 'ApplicationReopened',
      round: 2,
      reasonCode: 'keberatan',
      by: 'p-manager',
    }),
  scenario('has an end')
    .given(
      ...told(ways.rejected),
      { type: 'ApplicationReopened', round: 5, reasonCode: 'x', by: 'p' },
      { type: 'ApplicationRejected', reasons: [npl], hand: hand(approver) },
    )
    .when(c.ReopenApplication)
    .refused('application/rounds-used-up', { rounds: 5 }),
])
