// A service is a value: its aggregates, projections, reactions, processes and routes (architecture §3).
import type { AnyAggregate } from '../aggregate/aggregate.ts'
import type { EventContract } from '../aggregate/contract.ts'
import type { Envelope } from '../aggregate/envelope.ts'
import type { Blobs } from '../blob/blobs.ts'
import type { AskRights } from '../auth/rights.ts'
import type { RefusalEntry } from '@simpul/kernel'
import type { Connection } from 'mongoose'
import type { Logger } from 'pino'
import type { AnyProjection, Projection, Row, Rows } from '../consume/projection.ts'
import type { AnyReaction } from '../consume/reaction.ts'
import type { Routes } from '../http/routes.ts'
import type { AnyProcess } from '../process/process.ts'
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

export interface Service<Outside = unknown> {
  readonly name: string
  readonly aggregates: readonly AnyAggregate[]
  readonly projections: readonly AnyProjection[]
  readonly reactions: readonly AnyReaction[]
  readonly processes: readonly AnyProcess[]
  readonly routes: readonly Routes[]
  /** The service's catalogue of refusals, by code. */
  readonly refusals: Readonly<Record<string, RefusalEntry>>
  /** Contracts of other services' events that it reads. */
  readonly reads: readonly EventContract[]
  /** Makes the adapters of outside systems, vaults and the like. Called once a process. */
  connect(infrastructure: Infrastructure): Outside | Promise<Outside>
  /** Where it keeps files; those that no event names are swept. */
  files?(outside: Outside): readonly Blobs[]
  /** Whom to ask what an actor may do this second; routes that are `confirmed` need it. */
  rights?(outside: Outside): AskRights
}

/** What the host lends to `connect`. */
export interface Infrastructure {
  readonly env: Readonly<Record<string, string | undefined>>
  /** The service's own database. */
  readonly db: Connection
  /** The database of wrapped keys, apart from all others. */
  readonly keys: Connection
  readonly log: Logger
}

export const defineService = <Outside>(service: Service<Outside>): Service<Outside> => service

// oxlint-disable-next-line typescript/no-explicit-any -- the host runs services whatever they connect to
export type AnyService = Service<any>
