// Who may hand a file on: a delegation puts the giver behind every later step of the receiver, so only who holds the file makes one.
import { behaviour, scenario } from '@simpul/testkit'
import { applicationDecider } from './decide.ts'
import { approver, colleague, commands as c, officer, told, ways } from './example.ts'

const { until, now } = c.DelegateReview
const [checks, proposed] = [told(ways.checking), told(ways.proposed)]
const delegated = (from: string, to: string) => ({ type: 'ReviewDelegated', from, to, until, by: from }) as const
const handing = (from: string, to: string) => ({ ...c.DelegateReview, from, to, by: from })
const taken = { type: 'OfficerAssigned', officer, by: 'p-manager' } as const
const expired = { ...delegated(officer, colleague), until: now }

behaviour('a file is handed on', applicationDecider, [
  scenario('by its officer')
    .given(...checks, taken)
    .when(handing(officer, colleague))
    .then(delegated(officer, colleague)),
  scenario('by whoever acts for its officer')
    .given(...checks, taken, delegated(officer, colleague))
    .when(handing(colleague, 'p-third'))
    .then(delegated(colleague, 'p-third')),
  scenario('by the officer again, who changed their mind')
    .given(...checks, taken, delegated(officer, colleague))
    .when(handing(officer, 'p-third'))
    .then(delegated(officer, 'p-third')),
  scenario('not by an approver, who would bar a colleague from deciding or lend themselves to one')
    .given(...proposed, taken)
    .when(handing(approver, colleague))
    .refused('application/delegates-another'),
  scenario('not by whoever acted for its officer until now')
    .given(...checks, taken, expired)
    .when(handing(colleague, 'p-third'))
    .refused('application/delegates-another'),
  scenario('not by whoever had it before it was assigned to somebody else')
    .given(...checks, taken, { ...taken, officer: colleague })
    .when(handing(officer, 'p-third'))
    .refused('application/delegates-another'),
  scenario('not while it is nobody’s')
    .given(...checks)
    .when(handing(officer, colleague))
    .refused('application/delegates-another'),
])
