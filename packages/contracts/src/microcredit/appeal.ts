// What an application says to the world of an appeal against its refusal: a part of its contract, in a file of its own.
// Guarantees: names of rules, facts and reasons, figures and codes; what an applicant says in words is a reference to partners.
import { Type } from 'typebox'
import { closed, code, day, id, instant } from './shapes.ts'
import { survey } from './survey.ts'

const kind = Type.Union([Type.Literal('rule'), Type.Literal('fact'), Type.Literal('reason')])
const value = Type.Union([
  Type.String({ maxLength: 200 }),
  Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
  Type.Boolean(),
])
const hand = closed({ by: id, actsFor: Type.Array(id, { maxItems: 5 }) })
const round = Type.Integer({ minimum: 1, maximum: 5 })
const sentence = Type.String({ maxLength: 1_000 })
const reasons = Type.Array(closed({ code, id: sentence, en: sentence }), { minItems: 1, maxItems: 20 })
const contested = closed({ kind, name: code, says: Type.Optional(value), evidenceRef: Type.Optional(id) })

export const appealTypes = {
  AppealFiled: closed({
    round,
    lender: id,
    unit: code,
    contested: Type.Array(contested, { minItems: 1, maxItems: 10 }),
    textRef: Type.Union([id, Type.Null()]),
    by: id,
    at: instant,
  }),
  AppealAssigned: closed({ reviewer: id, by: id }),
  AppealConflictDeclared: closed({ member: id, code }),
  AppealWithdrawn: closed({ by: id }),
  AppealUpheld: closed({ reasons, hand }),
  /** `round`: the one that begins with it. */
  AppealOverturned: closed({
    round,
    granted: Type.Array(closed({ kind, name: code }), { minItems: 1, maxItems: 10 }),
    reasons,
    corrections: Type.Array(closed({ fact: code, value, evidenceRef: Type.Union([id, Type.Null()]) }), { maxItems: 10 }),
    resumesAt: Type.Union([Type.Literal('checking'), Type.Literal('surveying'), Type.Literal('analysing')]),
    survey: Type.Union([survey, Type.Null()]),
    on: day,
    hand,
  }),
}
