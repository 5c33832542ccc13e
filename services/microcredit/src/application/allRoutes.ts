// Every route about an application, in the order in which the API's page shows them.
import { timelineRoutes } from '../timeline/routes.ts'
import { appealDecisionRoutes, appealFigureRoutes, appealRoutes } from '../appeal/routes.ts'
import { committeeRoutes } from './committeeRoutes.ts'
import { handlingRoutes } from './handlingRoutes.ts'
import { decisionRoutes, reviewRoutes, worklistRoutes } from './lenderRoutes.ts'
import { readingRoutes } from './readingRoutes.ts'
import { applicationRoutes } from './routes.ts'
import { undoRoutes } from './undoRoutes.ts'

export const routesOfApplications = [
  applicationRoutes,
  readingRoutes,
  timelineRoutes,
  worklistRoutes,
  reviewRoutes,
  handlingRoutes,
  decisionRoutes,
  committeeRoutes,
  undoRoutes,
  appealRoutes,
  appealDecisionRoutes,
  appealFigureRoutes,
]
