// What an application for KUR says to the world, event by event.
// Guarantees: every text and list has a bound, and no field is open to more; ids, codes and figures alone, no word about a person.
// Does not guarantee: that an event makes sense where it stands; the decider does.
import { Type } from 'typebox'
import { committee } from './policy.ts'
import { appealTypes } from './appeal.ts'
import {
  business,
  closed,
  code,
  codes,
  day,
  documents,
  id,
  idr,
  instant,
  loanType,
  ratePpm,
  scheme,
  tenorMonths,
} from './shapes.ts'
import { survey } from './survey.ts'

const orNull = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) => Type.Union([schema, Type.Null()])
const oneOf = (...names: readonly string[]) => Type.Union(names.map((name) => Type.Literal(name)))

const hand = closed({ by: id, actsFor: Type.Array(id, { maxItems: 5 }) })
const applicant = closed({ person: id, organisation: orNull(id) })
const asked = { scheme, plafonIdr: idr, tenorMonths, loanType, purposeCode: code }
const terms = { plafonIdr: idr, tenorMonths, ratePpm }
const reservation = { rid: id, quotaId: id, validUntil: instant }
const openReservation = closed({ ...reservation, standing: oneOf('asked', 'confirmed') })
const facts = Type.Record(
  Type.String({ maxLength: 40 }),
  Type.Union([Type.String({ maxLength: 200 }), Type.Number(), Type.Boolean()]),
)
const sentence = Type.String({ maxLength: 1_000 })
const reasons = Type.Array(closed({ code, side: oneOf('applicant', 'lender'), id: sentence, en: sentence }), { maxItems: 20 })
const words = closed({ id: sentence, en: sentence })
const findingSentence = Type.String({ maxLength: 300 }) // × 2 × 40 findings = 24 KB of the 64 KB of an event; the longest has 270
const seen = Type.Union([Type.String({ maxLength: 200 }), Type.Number(), Type.Boolean()])
const verdict = closed({
  outcome: oneOf('eligible', 'conditional', 'ineligible', 'refer'),
  indicative: orNull(oneOf('eligible', 'conditional', 'ineligible')),
  akadOn: day,
  /** The edition of the rule book; absent in verdicts from before there was more than one. */
  edition: Type.Optional(day),
  /** The version of the application on whose facts it rests. */
  onVersion: Type.Optional(Type.Integer({ minimum: 1 })),
  ratePpm: orNull(ratePpm),
  findings: Type.Array(
    closed({
      rule: code,
      version: code,
      outcome: oneOf('pass', 'fail', 'conditional', 'lender-fault', 'not-applicable', 'unknown'),
      confidence: code,
      cite: Type.String({ maxLength: 1_000 }),
      value: Type.Optional(orNull(seen)),
      bound: Type.Optional(orNull(seen)),
      sentence: Type.Optional(closed({ id: findingSentence, en: findingSentence })),
    }),
    { maxItems: 40 },
  ),
  /** What would turn the answer, least change first; absent in verdicts from before it was kept. */
  ways: Type.Optional(Type.Array(words, { maxItems: 3 })),
})
const result = Type.Union([
  closed({ outcome: Type.Literal('ok'), ref: id, facts }),
  closed({ outcome: Type.Literal('failed'), reasonCodes: codes }),
  closed({ outcome: Type.Literal('stale'), recheckOn: day }),
  closed({ outcome: Type.Literal('unreachable'), since: Type.Optional(instant) }),
  closed({ outcome: Type.Literal('manual'), passed: Type.Boolean(), evidenceRef: id, by: id, facts }),
])
const step = oneOf('checks', 'survey', 'analysis', 'decision', 'info', 'akad', 'disbursement', 'appeal')
const round = Type.Integer({ minimum: 1, maximum: 5 })
const form = { lender: id, unit: code, business, documents }
/** What is known of a group and its offtaker, by the names in R-GROUP; a name that is missing is not known. */
const groupFacts = Type.Record(Type.String({ maxLength: 40 }), Type.Boolean())

const members = Type.Integer({ minimum: 0, maximum: 15 })
const policyVersion = Type.Integer({ minimum: 1, maximum: 1_000 })
const ppm = Type.Integer({ minimum: 0, maximum: 1_000_000 })
const figure = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })
const score = closed({
  policyVersion,
  lines: Type.Array(
    closed({
      variable: code,
      value: orNull(figure),
      points: orNull(Type.Integer({ minimum: 0, maximum: 100 })),
      weightPpm: ppm,
      contributionPpm: ppm,
    }),
    { maxItems: 11 },
  ),
  totalPpm: ppm,
  unknownPpm: ppm,
})

export const applicationContract = {
  source: 'microcredit.application',
  types: {
    DraftStarted: closed({ applicationId: id, applicant, at: Type.Optional(instant), group: Type.Optional(id) }),
    DraftSaved: closed({ changes: Type.Partial(closed({ ...form, ...asked })), at: Type.Optional(instant) }),
    /** `group`: a member's, sent by the chair with those of all others. */
    ApplicationSubmitted: closed({
      round,
      applicant,
      ...form,
      asked: closed(asked),
      group: Type.Optional(closed({ groupId: id, facts: groupFacts })),
    }),
    /** `by`: the officer who found them, or the chair who answered. */
    GroupFactsRecorded: closed({ facts: groupFacts, by: id }),
    CheckRecorded: closed({ check: oneOf('identity', 'sikp', 'slik'), result }),
    ChecksPassed: closed({}),
    VerdictGiven: closed({ verdict }),
    SurveyRecorded: closed({ survey }),
    InfoRequested: closed({
      questions: Type.Array(closed({ code, textRef: orNull(id) }), { maxItems: 20 }),
      by: id,
      during: oneOf('checking', 'surveying', 'analysing', 'proposed'),
    }),
    InfoAnswered: closed({ answers: Type.Array(closed({ code, ref: id }), { maxItems: 20 }), by: id }),
    OfficerAssigned: closed({ officer: id, by: id }),
    ReviewDelegated: closed({ from: id, to: id, until: instant, by: id }),
    ScoreGiven: closed({ score }),
    ApprovalProposed: closed({
      terms: closed(terms),
      hand,
      decidedBy: Type.Optional(closed({ policyVersion, committee })),
    }),
    VoteCast: closed({ hand, choice: oneOf('yes', 'no'), reasons }),
    MemberRecused: closed({ member: id, code, by: id }),
    CommitteeDecided: closed({
      outcome: oneOf('carried', 'lost', 'tied', 'unable'),
      yes: members,
      no: members,
      voters: members,
      by: id,
    }),
    RejectionProposed: closed({ reasons, hand }),
    ProposalSentBack: closed({ reasonCode: code, by: id }),
    ApprovalGiven: closed({ hand }),
    QuotaWanted: closed({ ...reservation, amountIdr: idr }),
    QuotaRefused: closed({ ...reservation, code, facts }),
    ApprovalAbandoned: closed(reservation),
    ReservationDisowned: closed(reservation),
    ApplicationApproved: closed({
      ...reservation,
      terms: closed(terms),
      proposedBy: hand,
      approvedBy: hand,
      approvedOn: Type.Optional(day),
    }),
    ApplicationRejected: closed({
      reasons,
      hand,
      reservation: Type.Optional(openReservation),
      appealUntil: Type.Optional(instant),
    }),
    ApplicationReopened: closed({ round, reasonCode: code, by: id }),
    ApplicationWithdrawn: closed({
      reasonCode: code,
      by: id,
      reservation: orNull(openReservation),
    }),
    /** `signers`: of a group's, who signed for it. */
    AkadSigned: closed({
      ...terms,
      signedOn: day,
      loanType,
      documentRef: id,
      by: id,
      signers: Type.Optional(Type.Array(id, { maxItems: 30 })),
    }),
    AkadRegistered: closed({ sikpRef: id }),
    UndoProposed: closed({ reasonCode: code, hand }),
    UndoDropped: closed({ by: id }),
    ApprovalUndone: closed({
      stage: oneOf('approved', 'akad', 'registered'),
      reasonCode: code,
      proposedBy: hand,
      hand,
      sikpRef: orNull(id),
      reservation: openReservation,
    }),
    ApplicationDisbursed: closed({
      ...reservation,
      disbursedOn: day,
      transferRef: id,
      by: id,
      loan: closed({ ...terms, scheme, loanType, lender: id, akadOn: day }),
    }),
    ClockSet: closed({ step, dueAt: instant, tableVersion: code, statutory: Type.Optional(code) }),
    ClockReminded: closed({ step, dueAt: instant }),
    ClockEscalated: closed({ step, dueAt: instant, officer: orNull(id) }),
    ...appealTypes,
  },
}
