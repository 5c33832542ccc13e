// What a service keeps about its own running, in its database: blocked keys, consumers' positions, operators' tasks and requests, generations of projections,
// comparisons with heads, leases. Every process of the service sees the same, whichever roles it has.
// Guarantees: one place in the database for each, whichever role opens it. Does not: do anything about what it keeps; operators do.
// Shown by operate.int.test.ts.
import type { Connection } from 'mongoose'
import type { BlockedKeys } from '../consume/blocked.ts'
import type { GenerationStore } from '../consume/generations.ts'
import type { HeadComparisons } from '../consume/headComparisons.ts'
import { dbOf } from '../mongo/driver.ts'
import { MongoBlockedKeys } from '../mongo/mongoBlockedKeys.ts'
import { MongoGenerations } from '../mongo/mongoGenerations.ts'
import { MongoHeadComparisons } from '../mongo/mongoHeadComparisons.ts'
import { MongoLeases } from '../mongo/mongoLeases.ts'
import { MongoPositions } from '../mongo/mongoPositions.ts'
import { MongoOperations } from '../operate/mongoOperations.ts'
import { operationOf, type OperationAggregate } from '../operate/operation.ts'
import type { RecordedOperations } from '../operate/recordedOperations.ts'
import { MongoOperatorTasks } from '../process/mongoOperatorTasks.ts'
import type { OperatorTasks } from '../process/operatorTasks.ts'
import type { LeaseStore } from '../relay/lease.ts'

export interface ServiceOperations {
  readonly aggregate: OperationAggregate
  readonly requests: RecordedOperations
  readonly blocked: BlockedKeys
  readonly positions: MongoPositions
  readonly tasks: OperatorTasks
  readonly generations: GenerationStore
  readonly comparisons: HeadComparisons
  readonly leases: LeaseStore
}

export async function openOperations(service: string, connection: Connection): Promise<ServiceOperations> {
  const db = dbOf(connection)
  const blocked = new MongoBlockedKeys(db)
  const tasks = new MongoOperatorTasks(db)
  await blocked.prepare()
  await tasks.prepare()
  return {
    aggregate: operationOf(service),
    requests: new MongoOperations(db),
    blocked,
    positions: new MongoPositions(db),
    tasks,
    generations: new MongoGenerations(db),
    comparisons: new MongoHeadComparisons(db),
    leases: new MongoLeases(db),
  }
}
