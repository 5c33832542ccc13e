// What a lender's policy says to the world: who decides by amount, the working days of each step, how it scores; ids and figures alone.
// Guarantees: every figure and list has a bound; no word about a person. Does not guarantee: that a policy is wise.
import { Type } from 'typebox'
import { closed, code, id, idr } from './shapes.ts'

const orNull = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) => Type.Union([schema, Type.Null()])
const hand = closed({ by: id, actsFor: Type.Array(id, { maxItems: 5 }) })
const version = Type.Integer({ minimum: 1, maximum: 1_000 })
const days = Type.Optional(Type.Integer({ minimum: 1, maximum: 60 }))
const ppm = Type.Integer({ minimum: 0, maximum: 1_000_000 })

export const committee = closed({
  members: Type.Array(id, { minItems: 2, maxItems: 15 }),
  quorum: Type.Integer({ minimum: 2, maximum: 15 }),
  chair: id,
  chairCasts: Type.Boolean(),
})

export const policyContract = {
  source: 'microcredit.policy',
  types: {
    PolicyProposed: closed({
      lender: id,
      version,
      hand,
      tiers: Type.Array(closed({ upToIdr: orNull(idr), committee: orNull(committee) }), { maxItems: 10 }),
      workingDays: closed({
        checks: days,
        survey: days,
        analysis: days,
        decision: days,
        info: days,
        akad: days,
        disbursement: days,
        appeal: days,
        appealFiling: days,
      }),
      scorecard: orNull(
        Type.Array(
          closed({
            variable: code,
            weightPpm: ppm,
            bands: Type.Array(
              closed({
                from: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
                points: Type.Integer({ minimum: 0, maximum: 100 }),
              }),
              { maxItems: 12 },
            ),
          }),
          { maxItems: 11 },
        ),
      ),
    }),
    PolicyAdopted: closed({ version, hand }),
    PolicyDropped: closed({ version, hand }),
  },
}
