// Opening a loan; the figures are MC §4's: 50 million, 36 months, 6% effective.
import { behaviour, scenario } from '@simpul/testkit'
import { loanDecider } from './decide.ts'

const schedule = {
  instalments: 36,
  instalmentIdr: 1_521_097,
  lastInstalmentIdr: 1_521_093,
  principalIdr: 50_000_000,
  interestIdr: 4_759_488,
  firstDueOn: '2025-04-10',
  lastDueOn: '2028-03-10',
}
const terms = {
  applicationId: 'a-1',
  lender: 'org-bank-desa',
  scheme: 'MIKRO',
  loanType: 'KMK',
  plafonIdr: 50_000_000,
  tenorMonths: 36,
  ratePpm: 60_000,
  akadOn: '2025-03-10',
  disbursedOn: '2025-03-10',
} as const
const open = { type: 'OpenLoan', ...terms, schedule, now: '2025-03-10T03:00:00.000Z' } as const
const wrong = (change: Partial<typeof schedule>) => ({ ...open, schedule: { ...schedule, ...change } })

behaviour('loan', loanDecider, [
  scenario('opens with its schedule')
    .when(open)
    .then({ type: 'LoanOpened', ...terms, schedule }),
  scenario('opens once')
    .given({ type: 'LoanOpened', ...terms, schedule })
    .when(open)
    .refused('loan/already-open'),
  scenario('repays exactly the plafon')
    .when(wrong({ principalIdr: 49_999_999 }))
    .refused('loan/schedule-wrong'),
  scenario('in exactly the tenor')
    .when(wrong({ instalments: 35 }))
    .refused('loan/schedule-wrong'),
  scenario('to the last rupiah')
    .when(wrong({ lastInstalmentIdr: 1_521_097 }))
    .refused('loan/schedule-wrong'),
  scenario('and not before it was paid out')
    .when(wrong({ firstDueOn: '2025-03-10' }))
    .refused('loan/schedule-wrong'),
])
