// What a lender's people see of their whole work: copies of the list of work, figures. A part of the table of contents, because service.ts is
// one screen.
import { worklistExport } from './export/aggregate.ts'
import { exportRoutes } from './export/routes.ts'
import { figuresRoutes } from './figures/routes.ts'
import { courses } from './projections/courses.ts'
import { exportsTaken } from './projections/exportsTaken.ts'
import { quotaSums } from './projections/quotaSums.ts'

export const forLenders = {
  aggregates: [worklistExport],
  projections: [exportsTaken, courses, quotaSums],
  routes: [exportRoutes, figuresRoutes],
}
