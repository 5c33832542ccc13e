// What a lender's people see of their whole work and set for it: copies of the list of work, figures, quotas, policy. A part of the table of contents, because service.ts is
// one screen.
import { worklistExport } from './export/aggregate.ts'
import { exportRoutes } from './export/routes.ts'
import { figuresRoutes } from './figures/routes.ts'
import { policyRoutes } from './policy/routes.ts'
import { appeals } from './projections/appeals.ts'
import { courses } from './projections/courses.ts'
import { exportsTaken } from './projections/exportsTaken.ts'
import { quotaSums } from './projections/quotaSums.ts'
import { quotaRoutes } from './quota/routes.ts'

export const forLenders = {
  aggregates: [worklistExport],
  projections: [appeals, exportsTaken, courses, quotaSums],
  routes: [exportRoutes, figuresRoutes, quotaRoutes, policyRoutes],
}
