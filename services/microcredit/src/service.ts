// Microcredit: KUR applications, the lender's quota and loans. Its table of contents.
import { partyContract } from '@simpul/contracts'
import { defineService } from '@simpul/platform'
import { appeal } from './appeal/process.ts'
import { application } from './application/aggregate.ts'
import { routesOfApplications } from './application/allRoutes.ts'
import { reserveQuota } from './application/reserveQuota.ts'
import { approval } from './approval/process.ts'
import { forApplicants } from './forApplicants.ts'
import { forLenders } from './forLenders.ts'
import { together } from './group/together.ts'
import { loan } from './loan/aggregate.ts'
import { openLoan } from './loan/openLoan.ts'
import { connect } from './outside/connect.ts'
import type { MicrocreditOutside } from './outside/microcreditOutside.ts'
import { partnerFacts } from './projections/partnerFacts.ts'
import { worklist } from './projections/worklist.ts'
import { policy } from './policy/aggregate.ts'
import { quota } from './quota/aggregate.ts'
import { allEntries } from './allRefusals.ts'
import { rerunRoutes } from './rerun/routes.ts'
import { reservation } from './reservation/process.ts'
import { rulebook } from './rulebook/aggregate.ts'
import { editionsLacking } from './rulebook/bookInForce.ts'
import { rulebookRoutes } from './rulebook/routes.ts'
import { simulationRoutes } from './simulation/routes.ts'

export const microcredit = defineService<MicrocreditOutside>({
  name: 'microcredit',
  aggregates: [
    application,
    quota,
    loan,
    policy,
    rulebook,
    ...together.aggregates,
    ...forApplicants.aggregates,
    ...forLenders.aggregates,
  ],
  projections: [worklist, partnerFacts, ...together.projections, ...forApplicants.projections, ...forLenders.projections],
  reactions: [reserveQuota, openLoan, ...together.reactions, ...forApplicants.reactions],
  processes: [approval, reservation, appeal, ...forApplicants.processes],
  routes: [
    ...routesOfApplications,
    ...together.routes,
    ...forApplicants.routes,
    ...forLenders.routes,
    simulationRoutes,
    rulebookRoutes,
    rerunRoutes,
  ],
  refusals: allEntries,
  reads: [partyContract],
  connect,
  rights: (outside) => outside.rights,
  lacks: editionsLacking,
})
