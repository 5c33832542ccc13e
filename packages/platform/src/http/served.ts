// What a service serves over HTTP beside its own routes: its feeds for other services, and what operators see of it and have it do.
// Guarantees: one list, so that what is proved of an app in memory (tests/api) is what a host serves. Shown by tests/api/matrix.test.ts.
import { feedRoutes } from '../feed/feedRoutes.ts'
import { operatorRefusals } from '../operate/refusals.ts'
import type { Service } from '../host/service.ts'
import { operatorRoutes, type OperatorReads } from './operatorRoutes.ts'

type Own = Pick<Service, 'routes' | 'refusals'>

export const served = ({ routes, refusals }: Own, feeds: Parameters<typeof feedRoutes>[0], reads: OperatorReads) => ({
  routes: [...routes, feedRoutes(feeds), operatorRoutes(reads)],
  refusals: { ...refusals, ...operatorRefusals },
})
