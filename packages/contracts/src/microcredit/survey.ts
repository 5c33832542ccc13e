// What a survey found, as events carry it. Guarantees: figures, codes and references alone; the place of a photograph stays at partners.
import { Type } from 'typebox'
import { closed, code, day, id, idr } from './shapes.ts'

export const survey = closed({
  surveyedOn: day,
  businessFound: Type.Boolean(),
  monthlyTurnoverIdr: idr,
  monthlyCapacityIdr: idr,
  collateralDemanded: Type.Array(code, { maxItems: 20 }),
  evidenceRefs: Type.Array(id, { maxItems: 20 }),
  photos: Type.Optional(Type.Array(id, { maxItems: 20 })),
  domicileMonths: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_200 })),
  by: id,
})
