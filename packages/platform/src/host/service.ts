// A service is a value: its aggregates, projections, reactions, processes and routes (architecture §3).
// Guarantees: nothing runs by being declared; the host decides which parts of it a process runs. Does not: check the declaration; routes
// are checked when they are mounted, the rest when it is hosted. Shown by host.int.test.ts.
import type { AnyAggregate } from '../aggregate/aggregate.ts'
import type { EventContract } from '../aggregate/contract.ts'
import type { Blobs } from '../blob/blobs.ts'
import type { AskRights } from '../auth/rights.ts'
import type { RefusalEntry } from '@simpul/kernel'
import type { Connection } from 'mongoose'
import type { Logger } from 'pino'
import type { AnyProjection } from '../consume/projection.ts'
import type { AnyReaction } from '../consume/reaction.ts'
import type { Routes } from '../http/routes.ts'
import type { AnyProcess } from '../process/process.ts'
import type { ServiceContext } from './serviceContext.ts'

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
  /** What people put in force and this program does not have, by name: a newer program has to be installed. */
  lacks?(context: ServiceContext<Outside>): Promise<readonly string[]>
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

/** What it declares, without how it is reached. */
export type DeclaredService = Pick<AnyService, 'name' | 'aggregates' | 'projections' | 'reactions' | 'processes' | 'files'>
