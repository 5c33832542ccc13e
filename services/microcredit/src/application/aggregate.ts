// The application as the platform keeps it: its contract, its rules, and what its documents can be found by.
import { applicationContract } from '@simpul/contracts'
import { defineAggregate } from '@simpul/platform'
import { fileOf, type Application } from './application.ts'
import { applicationDecider, type ApplicationCommand } from './decide.ts'
import type { ApplicationEvent } from './events.ts'

export const application = defineAggregate<Application, ApplicationCommand, ApplicationEvent>({
  contract: applicationContract,
  decider: applicationDecider,
  stateSchema: 3,
  copies(state) {
    const applicant = fileOf(state)?.applicant ?? ('applicant' in state ? state.applicant : null)
    return {
      status: state.status,
      applicantPerson: applicant?.person ?? null,
      applicantOrganisation: applicant?.organisation ?? null,
      lender: fileOf(state)?.lender ?? null,
    }
  },
  indexes: [{ keys: { applicantPerson: 1 } }, { keys: { lender: 1, status: 1 } }],
})
