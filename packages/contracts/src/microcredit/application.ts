// What an application for KUR says to the world, event by event.
import { Type } from 'typebox'
import { closed, code, day, id, idr, instant, loanType, ratePpm, scheme, tenorMonths } from './shapes.ts'

const orNull = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) => Type.Union([schema, Type.Null()])
const oneOf = (...names: readonly string[]) => Type.Union(names.map((name) => Type.Literal(name)))
const codes = Type.Array(code, { maxItems: 20 })

const hand = closed({ by: id, actsFor: Type.Array(id, { maxItems: 5 }) })
const applicant = closed({ person: id, organisation: orNull(id) })
const asked = { scheme, plafonIdr: idr, tenorMonths, loanType, purposeCode: code }
const terms = { plafonIdr: idr, tenorMonths, ratePpm }
const documents = Type.Array(closed({ kind: code, ref: id }), { maxItems: 20 })
const business = closed({
  sector: code,
  startedOn: day,
  yearlyTurnoverIdr: idr,
  hasNib: Type.Boolean(),
  hasNpwp: Type.Boolean(),
  ownerIsCivilServant: Type.Boolean(),
  substitutes: codes,
})
const reservation = { rid: id, quotaId: id, validUntil: instant }
const openReservation = closed({ ...reservation, standing: oneOf('asked', 'confirmed') })
const facts = Type.Record(
  Type.String({ maxLength: 40 }),
  Type.Union([Type.String({ maxLength: 200 }), Type.Number(), Type.Boolean()]),
)
const sentence = Type.String({ maxLength: 1_000 })
const reasons = Type.Array(closed({ code, side: oneOf('applicant', 'lender'), id: sentence, en: sentence }), { maxItems: 20 })
const findingSentence = Type.String({ maxLength: 300 }) // × 2 × 40 findings = 24 KB of the 64 KB of an event; the longest has 113
const figure = Type.Union([Type.String({ maxLength: 200 }), Type.Number(), Type.Boolean()])
const verdict = closed({
  outcome: oneOf('eligible', 'conditional', 'ineligible', 'refer'),
  indicative: orNull(oneOf('eligible', 'conditional', 'ineligible')),
  akadOn: day,
  ratePpm: orNull(ratePpm),
  findings: Type.Array(
    closed({
      rule: code,
      version: code,
      outcome: oneOf('pass', 'fail', 'conditional', 'lender-fault', 'not-applicable', 'unknown'),
      confidence: code,
      cite: Type.String({ maxLength: 1_000 }),
      value: Type.Optional(orNull(figure)),
      bound: Type.Optional(orNull(figure)),
      sentence: Type.Optional(closed({ id: findingSentence, en: findingSentence })),
    }),
    { maxItems: 40 },
  ),
})
const survey = closed({
  surveyedOn: day,
  businessFound: Type.Boolean(),
  monthlyTurnoverIdr: idr,
  monthlyCapacityIdr: idr,
  collateralDemanded: codes,
  evidenceRefs: Type.Array(id, { maxItems: 20 }),
  by: id,
})
const result = Type.Union([
  closed({ outcome: Type.Literal('ok'), ref: id, facts }),
  closed({ outcome: Type.Literal('failed'), reasonCodes: codes }),
  closed({ outcome: Type.Literal('stale'), recheckOn: day }),
  closed({ outcome: Type.Literal('unreachable'), since: Type.Optional(instant) }),
  closed({ outcome: Type.Literal('manual'), passed: Type.Boolean(), evidenceRef: id, by: id, facts }),
])
const step = oneOf('checks', 'survey', 'analysis', 'decision', 'info', 'akad', 'disbursement')
const round = Type.Integer({ minimum: 1, maximum: 5 })
const form = { lender: id, unit: code, business, documents }

export const applicationContract = {
  source: 'microcredit.application',
  types: {
    DraftStarted: closed({ applicationId: id, applicant }),
    DraftSaved: closed({ changes: Type.Partial(closed({ ...form, ...asked })) }),
    ApplicationSubmitted: closed({ round, applicant, ...form, asked: closed(asked) }),
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
    ApprovalProposed: closed({ terms: closed(terms), hand }),
    RejectionProposed: closed({ reasons, hand }),
    ProposalSentBack: closed({ reasonCode: code, by: id }),
    ApprovalGiven: closed({ hand }),
    QuotaWanted: closed({ ...reservation, amountIdr: idr }),
    QuotaRefused: closed({ ...reservation, code, facts }),
    ApprovalAbandoned: closed(reservation),
    ReservationDisowned: closed(reservation),
    ApplicationApproved: closed({ ...reservation, terms: closed(terms), proposedBy: hand, approvedBy: hand }),
    ApplicationRejected: closed({ reasons, hand, reservation: Type.Optional(openReservation) }),
    ApplicationReopened: closed({ round, reasonCode: code, by: id }),
    ApplicationWithdrawn: closed({
      reasonCode: code,
      by: id,
      reservation: orNull(openReservation),
    }),
    AkadSigned: closed({ ...terms, signedOn: day, loanType, documentRef: id, by: id }),
    AkadRegistered: closed({ sikpRef: id }),
    ApplicationDisbursed: closed({
      ...reservation,
      disbursedOn: day,
      transferRef: id,
      by: id,
      loan: closed({ ...terms, scheme, loanType, lender: id, akadOn: day }),
    }),
    ClockSet: closed({ step, dueAt: instant, tableVersion: code }),
    ClockReminded: closed({ step, dueAt: instant }),
    ClockEscalated: closed({ step, dueAt: instant, officer: orNull(id) }),
  },
}
