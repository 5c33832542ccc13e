// What a loan says to the world.
import { Type } from 'typebox'
import { closed, day, id, idr, loanType, ratePpm, scheme, tenorMonths } from './shapes.ts'

const schedule = closed({
  instalments: Type.Integer({ minimum: 1, maximum: 480 }),
  instalmentIdr: idr,
  lastInstalmentIdr: idr,
  principalIdr: idr,
  interestIdr: idr,
  firstDueOn: day,
  lastDueOn: day,
})

export const loanContract = {
  source: 'microcredit.loan',
  types: {
    LoanOpened: closed({
      applicationId: id,
      lender: id,
      scheme,
      loanType,
      plafonIdr: idr,
      tenorMonths,
      ratePpm,
      akadOn: day,
      disbursedOn: day,
      schedule,
    }),
  },
}
