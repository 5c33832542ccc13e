// Microcredit: KUR applications, the lender's quota and loans. Its table of contents.
import { defineService } from '@simpul/platform'
import { application } from './application/aggregate.ts'
import { decisionRoutes, reviewRoutes } from './application/lenderRoutes.ts'
import { reserveQuota } from './application/reserveQuota.ts'
import { readingRoutes } from './application/readingRoutes.ts'
import { applicationRoutes } from './application/routes.ts'
import { loan } from './loan/aggregate.ts'
import { worklist } from './projections/worklist.ts'
import { quota } from './quota/aggregate.ts'
import { quotaRoutes } from './quota/routes.ts'
import { entries } from './refusals.ts'
import { simulationRoutes } from './simulation/routes.ts'

export const microcredit = defineService({
  name: 'microcredit',
  aggregates: [application, quota, loan],
  projections: [worklist],
  reactions: [reserveQuota],
  processes: [],
  routes: [applicationRoutes, readingRoutes, reviewRoutes, decisionRoutes, quotaRoutes, simulationRoutes],
  refusals: entries,
  reads: [],
  connect: () => null,
})
