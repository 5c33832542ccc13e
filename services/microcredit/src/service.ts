// Microcredit: KUR applications, the lender's quota and loans. Its table of contents.
import { partyContract } from '@simpul/contracts'
import { defineService } from '@simpul/platform'
import { application } from './application/aggregate.ts'
import { committeeRoutes } from './application/committeeRoutes.ts'
import { decisionRoutes, reviewRoutes, worklistRoutes } from './application/lenderRoutes.ts'
import { entries as evidenceEntries } from './application/evidenceRefusals.ts'
import { handlingRoutes } from './application/handlingRoutes.ts'
import { entries as undoEntries } from './application/undoRefusals.ts'
import { undoRoutes } from './application/undoRoutes.ts'
import { reserveQuota } from './application/reserveQuota.ts'
import { readingRoutes } from './application/readingRoutes.ts'
import { applicationRoutes } from './application/routes.ts'
import { approval } from './approval/process.ts'
import { loan } from './loan/aggregate.ts'
import { openLoan } from './loan/openLoan.ts'
import { connect } from './outside/connect.ts'
import type { MicrocreditOutside } from './outside/microcreditOutside.ts'
import { partnerFacts } from './projections/partnerFacts.ts'
import { timeline } from './projections/timeline.ts'
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
import { rulebookRoutes } from './rulebook/routes.ts'
import { simulationRoutes } from './simulation/routes.ts'
import { timelineRoutes } from './timeline/routes.ts'

export const microcredit = defineService<MicrocreditOutside>({
  name: 'microcredit',
  aggregates: [application, quota, loan, policy, rulebook],
  projections: [worklist, partnerFacts, timeline],
  reactions: [reserveQuota, openLoan],
  processes: [approval, reservation],
  routes: [
    applicationRoutes,
    readingRoutes,
    timelineRoutes,
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
    rerunRoutes,
  ],
  refusals: { ...entries, ...undoEntries, ...evidenceEntries, ...policyEntries },
  reads: [partyContract],
  connect,
  rights: (outside) => outside.rights,
})
