// What the routes of microcredit take in and give out, in pieces that several of them share.
// Guarantees: closed objects, every text and list bounded. Does not: decide whether a figure is allowed; decider and rules do.
import { Type, type TProperties, type TSchema } from 'typebox'
import { CHECKS } from './application/application.ts'
import { HOLDERS } from './application/turn.ts'
import { LOAN_TYPES, SCHEMES } from './scheme.ts'

export const closed = <Properties extends TProperties>(properties: Properties) =>
  Type.Object(properties, { additionalProperties: false })
export const orNull = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()])

export const id = Type.String({ minLength: 1, maxLength: 200 })
export const code = Type.String({ pattern: '^[A-Za-z0-9/_-]{1,60}$' })
/** A branch of a lender, as it stands in the id of its quota. */
export const unit = Type.String({ pattern: '^[a-z0-9-]{1,60}$' })
/** One that is in the calendar: no 30 February. */
export const day = Type.String({ format: 'date', maxLength: 10 })
/** In UTC, with milliseconds, as the events carry it. */
export const instant = Type.String({ format: 'date-time', pattern: 'T[\\d:]{8}\\.\\d{3}Z$', maxLength: 24 })
/** Whole rupiah. */
export const idr = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })
export const tenorMonths = Type.Integer({ minimum: 1, maximum: 120 })
/** Parts per million a year: 6% is 60,000. */
export const ratePpm = Type.Integer({ minimum: 0, maximum: 1_000_000 })
export const scheme = Type.Enum([...SCHEMES])
export const loanType = Type.Enum([...LOAN_TYPES])

export const terms = closed({ plafonIdr: idr, tenorMonths, ratePpm })
export const asked = { scheme, plafonIdr: idr, tenorMonths, loanType, purposeCode: code }
export const business = closed({
  sector: code,
  startedOn: day,
  yearlyTurnoverIdr: idr,
  hasNib: Type.Boolean(),
  hasNpwp: Type.Boolean(),
  ownerIsCivilServant: Type.Boolean(),
  substitutes: Type.Array(code, { maxItems: 10 }),
})
export const draft = closed({
  lender: Type.Optional(id),
  unit: Type.Optional(unit),
  scheme: Type.Optional(scheme),
  plafonIdr: Type.Optional(idr),
  tenorMonths: Type.Optional(tenorMonths),
  loanType: Type.Optional(loanType),
  purposeCode: Type.Optional(code),
  business: Type.Optional(business),
  documents: Type.Optional(Type.Array(closed({ kind: code, ref: id }), { maxItems: 20 })),
})

export const sentence = closed({ id: Type.String(), en: Type.String() })
export const reason = closed({
  code: Type.String(),
  side: Type.Enum(['applicant', 'lender']),
  id: Type.String(),
  en: Type.String(),
})
export const turn = closed({
  holder: Type.Enum([...HOLDERS]),
  person: orNull(Type.String()),
  dueAt: orNull(Type.String()),
  overdue: Type.Boolean(),
})
export const checkStanding = closed({
  check: Type.Enum([...CHECKS]),
  standing: Type.Enum(['asked', 'passed', 'failed', 'stale', 'unreachable']),
  since: orNull(Type.String()),
  askAgainOn: orNull(Type.String()),
  reasonCodes: Type.Array(Type.String()),
  byHand: Type.Boolean(),
})
export const notice = closed({ code: Type.String(), id: Type.String(), en: Type.String() })
/** What a rule saw or asks for. */
export const figure = orNull(Type.Union([Type.Boolean(), Type.Number(), Type.String()]))
export const verdict = closed({
  outcome: Type.Enum(['eligible', 'conditional', 'ineligible', 'refer']),
  indicative: orNull(Type.Enum(['eligible', 'conditional', 'ineligible'])),
  akadOn: day,
  edition: Type.Optional(Type.String()),
  onVersion: Type.Optional(Type.Integer()),
  ratePpm: orNull(ratePpm),
  findings: Type.Array(
    closed({
      rule: Type.String(),
      version: Type.String(),
      outcome: Type.Enum(['pass', 'fail', 'conditional', 'lender-fault', 'not-applicable', 'unknown']),
      confidence: Type.String(),
      cite: Type.String(),
      value: figure,
      bound: figure,
      sentence: orNull(sentence),
    }),
  ),
  ways: Type.Optional(Type.Array(sentence)),
})
