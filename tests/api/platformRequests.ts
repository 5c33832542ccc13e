// One request that succeeds for what every service serves beside its own routes: the feeds of its aggregates and its operators' routes.
// Guarantees: made from the services as declared, so a new service or aggregate has its requests without a line here.
import type { Sample } from './requests.ts'
import { SERVICES } from './simpul.ts'
import { BLOCKED_KEY, TASK, type World } from './world.ts'

const why = 'rilis 12 memperbaiki lipatan'

const operators = (service: string, projection: string): Record<string, Sample> => ({
  [`GET /${service}/operator/tasks`]: { as: 'operator', query: { limit: 10 } },
  [`GET /${service}/operator/blocked-keys`]: { as: 'operator', query: { limit: 10 } },
  [`GET /${service}/operator/lag`]: { as: 'operator', query: { limit: 10 } },
  [`GET /${service}/operator/requests`]: { as: 'operator', query: { limit: 10 } },
  [`POST /${service}/operator/resumptions`]: { as: 'operator', body: { task: TASK, why } },
  [`POST /${service}/operator/redrives`]: { as: 'operator', body: { group: `${service}.${projection}`, key: BLOCKED_KEY, why } },
  [`POST /${service}/operator/rebuilds`]: { as: 'operator', body: { projection, why } },
})

const feeds = (service: string, aggregate: string): Record<string, (world: World) => Sample> => ({
  [`GET /${service}/internal/feed/${aggregate}/heads`]: () => ({ as: 'service', query: { after: 'a', limit: 10 } }),
  [`GET /${service}/internal/feed/${aggregate}/events`]: ({ ids }) => ({
    as: 'service',
    query: { id: ids.siti, from: 1, limit: 10 },
  }),
})

export const platformRequests: Readonly<Record<string, (world: World) => Sample>> = Object.assign(
  {},
  ...SERVICES.flatMap(({ name, aggregates, projections }) => [
    Object.fromEntries(
      Object.entries(operators(name, projections[0]?.name ?? '')).map(([route, sample]) => [route, () => sample]),
    ),
    ...[...aggregates.map(({ contract }) => contract.source.split('.')[1] ?? ''), 'operation'].map((each) => feeds(name, each)),
  ]),
) as Record<string, (world: World) => Sample>
