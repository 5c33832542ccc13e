// What partners answers to a service that asks what a person may do for an organisation at this moment.
// Guarantees: ids and names of roles alone. An organisation or a person that is not there has no kind and no role: that is an answer.
import { Type } from 'typebox'
import { closed } from '../microcredit/shapes.ts'

const id = Type.String({ minLength: 1, maxLength: 200 })

export const RightsAnswer = closed({
  /** Of the organisation; null when there is none that takes part. */
  kind: Type.Union([Type.Null(), Type.Enum(['warung', 'koperasi', 'penyalur', 'company', 'dinas'])]),
  /** Whether the organisation is who it says: anybody may register one of any kind. */
  verified: Type.Boolean(),
  roles: Type.Array(Type.Enum(['owner', 'manager', 'officer', 'approver', 'lender-manager'])),
  /** People of whose will they may be the hand, the nearest first: who delegated to them, who delegated to those. */
  actsFor: Type.Array(id, { maxItems: 5 }),
})
