// What a service's routes, activities and reactions get of the host.
import type { Db } from '../mongo/driver.ts'
import type { Clock } from '../clock.ts'
import type { Row } from '../consume/projection.ts'
import { MongoRowsReader } from '../mongo/mongoRowsReader.ts'
import { rowsCollection } from '../mongo/mongoRows.ts'
import type { Runtime } from './runtime.ts'
import type { ServiceContext } from './service.ts'

const HISTORY_EVENTS_MAX = 1_000

export function contextOf<Outside>(runtime: Runtime, db: Db, clock: Clock, outside: Outside): ServiceContext<Outside> {
  return {
    commands: runtime.commands(clock),
    rows: <ProjectedRow extends Row>({ name }: { name: string }) => new MongoRowsReader<ProjectedRow>(db, rowsCollection(name)),
    history: ({ contract }, id) => runtime.of(contract.source).feed.events(id, 1, HISTORY_EVENTS_MAX),
    outside,
  }
}
