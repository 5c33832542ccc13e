// Which editions of the rule book two people published, as it is told to the world.
import { Type } from 'typebox'
import { closed, code, day, id, instant } from './shapes.ts'

const n = Type.Integer({ minimum: 1, maximum: 200 })
const edition = day
const signed = closed({
  n,
  edition,
  digest: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  effectiveFrom: day,
  reference: Type.String({ minLength: 5, maxLength: 300 }),
  by: id,
  at: instant,
})

export const rulebookContract = {
  source: 'microcredit.rulebook',
  types: {
    ReleaseProposed: signed,
    ReleaseApproved: signed,
    ReleaseWithdrawn: closed({ n, edition, reasonCode: code, by: id, at: instant }),
  },
}
