// Microcredit: KUR applications, the lender's quota and loans. Its table of contents.
// Guarantees: what is not listed here does not run. Does not: hold a rule.
import { partyContract } from '@simpul/contracts'
import { defineService } from '@simpul/platform'
import { application } from './application/aggregate.ts'
import { committeeRoutes } from './application/committeeRoutes.ts'
import { decisionRoutes, reviewRoutes, worklistRoutes } from './application/lenderRoutes.ts'
import { handlingRoutes } from './application/handlingRoutes.ts'
import { undoRoutes } from './application/undoRoutes.ts'
import { reserveQuota } from './application/reserveQuota.ts'
import { readingRoutes } from './application/readingRoutes.ts'
import { applicationRoutes } from './application/routes.ts'
import { approval } from './approval/process.ts'
import { forApplicants } from './forApplicants.ts'
import { loan } from './loan/aggregate.ts'
import { openLoan } from './loan/openLoan.ts'
import { connect } from './outside/connect.ts'
import type { MicrocreditOutside } from './outside/microcreditOutside.ts'
import { partnerFacts } from './projections/partnerFacts.ts'
import { worklist } from './projections/worklist.ts'
import { policy } from './policy/aggregate.ts'
import { entries as policyEntries } from './policy/refusals.ts'
import { policyRoutes } from './policy/routes.ts'
import { quota } from './quota/aggregate.ts'
import { quotaRoutes } from './quota/routes.ts'
import { entries } from './refusals.ts'
import { rerunRoutes } from './rerun/routes.ts'
import { reservation } from './reservation/process.ts'
import { rulebook } from './rulebook/aggregate.ts'
import { rulebookReadings, rulebookRoutes } from './rulebook/routes.ts'
import { simulationRoutes } from './simulation/routes.ts'

export const microcredit = defineService<MicrocreditOutside>({
  name: 'microcredit',
  aggregates: [application, quota, loan, policy, rulebook, ...forApplicants.aggregates],
  projections: [worklist, partnerFacts, ...forApplicants.projections],
  reactions: [reserveQuota, openLoan, ...forApplicants.reactions],
  processes: [approval, reservation, ...forApplicants.processes],
  routes: [
    applicationRoutes,
    readingRoutes,
    ...forApplicants.routes,
    worklistRoutes,
    reviewRoutes,
    handlingRoutes,
    decisionRoutes,
    committeeRoutes,
    undoRoutes,
    quotaRoutes,
    policyRoutes,
    simulationRoutes,
    rulebookRoutes,
    rulebookReadings,
    rerunRoutes,
  ],
  refusals: { ...entries, ...policyEntries, ...forApplicants.refusals },
  reads: [partyContract],
  connect,
  rights: (outside) => outside.rights,
})
