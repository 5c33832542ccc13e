// What a service's own code may use of the process it runs in. Apart from service.ts, since routes and processes, which a service is made
// of, are written against it.
import type { AnyAggregate } from '../aggregate/aggregate.ts'
import type { Envelope } from '../aggregate/envelope.ts'
import type { Projection, Row, Rows } from '../consume/projection.ts'
import type { Commands } from './commands.ts'
import type { HistoryPage } from './history.ts'

/** What routes, activities and reactions may use. `outside` is whatever the service made of its configuration in `connect`. */
export interface ServiceContext<Outside = unknown> {
  readonly commands: Commands
  rows<ProjectedRow extends Row>(projection: Projection<ProjectedRow, never>): Rows<ProjectedRow>
  /** All public envelopes of one aggregate, oldest first. */
  history(aggregate: AnyAggregate, id: string): Promise<Envelope[]>
  /** The same from that sequence on, as much as one answer may hold. */
  historyPage(aggregate: AnyAggregate, id: string, from: number): Promise<HistoryPage>
  readonly outside: Outside
}
