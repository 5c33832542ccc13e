// Shapes that several events of microcredit share. Ids and codes are bounded, so that no free text about a person fits in by accident.
import { Type, type TProperties } from 'typebox'

export const closed = <Properties extends TProperties>(properties: Properties) =>
  Type.Object(properties, { additionalProperties: false })

export const id = Type.String({ minLength: 1, maxLength: 200 })
export const code = Type.String({ minLength: 1, maxLength: 200 })
export const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
export const instant = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$' })
/** Whole rupiah. */
export const idr = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })
/** Parts per million a year. */
export const ratePpm = Type.Integer({ minimum: 0, maximum: 1_000_000 })
export const tenorMonths = Type.Integer({ minimum: 1, maximum: 480 })

export const scheme = Type.Union(['SUPER_MIKRO', 'MIKRO', 'KECIL', 'KHUSUS', 'PMI'].map((name) => Type.Literal(name)))
export const loanType = Type.Union([Type.Literal('KMK'), Type.Literal('KI')])

export const codes = Type.Array(code, { maxItems: 20 })
export const documents = Type.Array(closed({ kind: code, ref: id }), { maxItems: 20 })
export const business = closed({
  sector: code,
  startedOn: day,
  yearlyTurnoverIdr: idr,
  hasNib: Type.Boolean(),
  hasNpwp: Type.Boolean(),
  ownerIsCivilServant: Type.Boolean(),
  substitutes: codes,
})
