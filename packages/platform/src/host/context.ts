// What a service's routes, activities and reactions get of the host.
import type { Db } from '../mongo/driver.ts'
import type { Clock } from '../clock.ts'
import type { Row } from '../consume/projection.ts'
import { MongoGenerations } from '../mongo/mongoGenerations.ts'
import { MongoRowsReader } from '../mongo/mongoRowsReader.ts'
import { servedRows, type ServedRows } from '../mongo/servedRows.ts'
import { historyPage, wholeHistory } from './history.ts'
import type { Runtime } from './runtime.ts'
import type { ServiceContext } from './serviceContext.ts'

export function contextOf<Outside>(runtime: Runtime, db: Db, clock: Clock, outside: Outside): ServiceContext<Outside> {
  const generations = new MongoGenerations(db)
  const served = new Map<string, ServedRows>()
  const servedOf = (name: string): ServedRows => {
    const rows = served.get(name) ?? servedRows(generations, name, clock)
    served.set(name, rows)
    return rows
  }
  return {
    commands: runtime.commands(clock),
    rows: <ProjectedRow extends Row>({ name }: { name: string }) => new MongoRowsReader<ProjectedRow>(db, servedOf(name)),
    history: ({ contract }, id) => wholeHistory(runtime.of(contract.source).feed, id),
    historyPage: ({ contract }, id, from) => historyPage(runtime.of(contract.source).feed, id, from),
    outside,
  }
}
