// A service as its host runs it, in memory: its real aggregates and projections over stores that can be looked at and put back.
// Guarantees: commands go the real way (`executor`); lists are folded by the real projections from what was written, at the moment they are asked.
// Does not: relay, Kafka, processes; nor pages of more than one `limit`.
import { isDeepStrictEqual } from 'node:util'
import {
  executor,
  HIDDEN,
  systemClock,
  toEnvelopes,
  toEvent,
  type AggregateStore,
  type AnyService,
  type Envelope,
  type EventBody,
  type Execute,
  type Row,
  type RowQuery,
  type ServiceContext,
} from '@simpul/platform'
import type { AppService } from '@simpul/platform/http'
import { MemoryLog, MemoryStore } from '@simpul/platform/memory'
import { MemoryBlockedKeys } from '../../packages/platform/src/consume/blocked.ts'
import { ownFeed } from '../../packages/platform/src/feed/feed.ts'
import { served } from '../../packages/platform/src/http/served.ts'
import { operationOf } from '../../packages/platform/src/operate/operation.ts'
import { MemoryOperations } from '../../packages/platform/src/operate/recordedOperations.ts'
import { MemoryOperatorTasks } from '../../packages/platform/src/process/operatorTasks.ts'

type AnyAggregate = AnyService['aggregates'][number]
type AnyProjection = AnyService['projections'][number]
type ShownRow = Row & { id: string; seq: number }

const EVERYTHING = 1_000_000

export interface HostInMemory {
  readonly app: AppService
  /** What stands still in it, for its operators. */
  readonly tasks: MemoryOperatorTasks
  readonly blocked: MemoryBlockedKeys
  /** Names. */
  readonly projections: readonly string[]
  /** Puts an aggregate there as its events make it. */
  seed(aggregate: AnyAggregate, id: string, events: readonly EventBody[]): Promise<void>
  /** What stands now is what `putBack` returns to. */
  remember(): Promise<void>
  putBack(): Promise<void>
  /** All that was ever written, as text: equal texts mean that nothing was written between them. */
  written(): Promise<string>
  events(aggregate: AnyAggregate): Promise<readonly Envelope[]>
  /** The same by source; null when it is another service's. */
  told(source: string): Promise<readonly Envelope[] | null>
}

/** `others`: hosts of the services whose events this one reads. */
export function hostInMemory(service: AnyService, outside: unknown, others: readonly HostInMemory[] = []): HostInMemory {
  const aggregates: readonly AnyAggregate[] = [...service.aggregates, operationOf(service.name)]
  const stores = new Map(aggregates.map(({ contract }) => [contract.source, new MemoryStore()]))
  let remembered: { aggregate: AnyAggregate; envelopes: readonly Envelope[] }[] = []
  const storeOf = ({ contract }: AnyAggregate): MemoryStore => {
    const store = stores.get(contract.source)
    if (!store) throw new Error(`${service.name} has no ${contract.source}`)
    return store
  }
  const events = async (aggregate: AnyAggregate) =>
    (await storeOf(aggregate).pending(EVERYTHING, [])).flatMap(({ envelopes }) => envelopes)
  const told = async (source: string) => {
    const aggregate = service.aggregates.find(({ contract }) => contract.source === source)
    return aggregate ? events(aggregate) : null
  }
  const read = async (source: string): Promise<readonly Envelope[]> => {
    for (const teller of [told, ...others.map((other) => other.told)]) {
      const found = await teller(source)
      if (found) return found
    }
    throw new Error(`nobody here tells ${source}`)
  }
  const insert = async (aggregate: AnyAggregate, envelopes: readonly Envelope[]) => {
    const { decider, stateSchema, copies } = aggregate
    const state: unknown = envelopes.map((each) => toEvent(each)).reduce(decider.evolve, decider.initial)
    const id = envelopes[0]?.aggregateId ?? ''
    await storeOf(aggregate).insert({ id, from: 0, state, stateSchema, copies: copies(state), envelopes, at: Date.now() })
  }
  /** Asked for at each call, because `putBack` replaces it. */
  const current = new Map(aggregates.map((aggregate) => [aggregate, latest(() => storeOf(aggregate))]))
  const executes = new Map([...current].map(([aggregate, store]) => [aggregate.contract.source, execute(aggregate, store)]))
  const [tasks, blocked] = [new MemoryOperatorTasks(), new MemoryBlockedKeys()]
  const feeds = [...current].map(([aggregate, store]) => ({ aggregate, feed: ownFeed(store, new MemoryLog()) }))
  const operation = aggregates.at(-1) as AnyAggregate
  const reads = {
    aggregate: operation,
    tasks,
    blocked,
    requests: new MemoryOperations({ states: () => storeOf(operation).states() }),
    projections: service.projections.map(({ name }) => name),
    lagging: async () => [{ kind: 'outbox', of: operation.contract.source, behind: 0, oldestSeconds: 0 } as const],
  }
  const context: ServiceContext = {
    commands: {
      send: () => Promise.reject(new Error('only processes and reactions send commands')),
      state: async (aggregate, id) => {
        const stored = await storeOf(aggregate).load(id)
        return stored && { state: stored.state as never, version: stored.version }
      },
    },
    rows: (declared) => rowsOf(declared, () => read(declared.from.source)) as never,
    history: async (aggregate, id) => [...((await storeOf(aggregate).load(id))?.outbox ?? [])],
    historyPage: async (aggregate, id, from) => ({
      events: ((await storeOf(aggregate).load(id))?.outbox ?? []).filter(({ sequence }) => sequence >= from),
      nextFrom: null,
    }),
    outside,
  }
  return {
    app: {
      name: service.name,
      ...served(service, feeds, reads),
      context,
      // As the token says, that nothing was withdrawn since: what is withdrawn is tested with the rights themselves.
      rights: async ({ roles }) => ({ kind: 'held', roles, actsFor: [] }),
      executeOf: ({ contract }) => executes.get(contract.source) as Execute<any, any>,
    },
    tasks,
    blocked,
    projections: reads.projections,
    seed: (aggregate, id, seeded) => insert(aggregate, envelopesOf(aggregate, id, seeded)),
    async remember() {
      remembered = []
      for (const aggregate of aggregates)
        for (const { envelopes } of await storeOf(aggregate).pending(EVERYTHING, [])) remembered.push({ aggregate, envelopes })
    },
    async putBack() {
      for (const { contract } of aggregates) stores.set(contract.source, new MemoryStore())
      for (const { aggregate, envelopes } of remembered) await insert(aggregate, envelopes)
    },
    written: async () => JSON.stringify(await Promise.all(aggregates.map((aggregate) => events(aggregate)))),
    events,
    told,
  }
}

const latest = (store: () => MemoryStore) =>
  new Proxy({} as AggregateStore, { get: (_, name: keyof AggregateStore) => store()[name].bind(store()) })

function execute(aggregate: AnyAggregate, store: AggregateStore) {
  return executor(aggregate, { store, log: new MemoryLog(), clock: systemClock, wake: () => undefined, random: () => 0.5 })
}

function envelopesOf({ contract }: AnyAggregate, id: string, events: readonly EventBody[]): Envelope[] {
  const by = { commandId: `seed:${id}`, fingerprint: 'seed', actor: 'seed', correlationId: 'seed', causationId: 'seed' }
  return toEnvelopes(contract, id, 0, events, new Date().toISOString(), by)
}

function rowsOf({ fold }: Pick<AnyProjection, 'fold'>, events: () => Promise<readonly Envelope[]>) {
  const all = async (): Promise<ShownRow[]> => {
    const rows = new Map<string, { row: Row | null; seq: number }>()
    for (const envelope of await events()) {
      const next: Row | null | typeof HIDDEN = fold(rows.get(envelope.aggregateId)?.row ?? null, toEvent(envelope), envelope)
      rows.set(envelope.aggregateId, { row: next === HIDDEN ? null : next, seq: envelope.sequence })
    }
    return [...rows].flatMap(([id, { row, seq }]) => (row ? [{ ...row, id, seq }] : []))
  }
  const matching = async (filter: Row) => (await all()).filter((row) => holds(row, filter))
  return {
    get: async (id: string) => (await all()).find((row) => row.id === id) ?? null,
    getMany: async (ids: readonly string[]) => (await all()).filter(({ id }) => ids.includes(id)),
    find: async ({ filter, limit }: RowQuery) => ({ rows: (await matching(filter)).slice(0, limit), next: null }),
    count: async (filter: Row) => (await matching(filter)).length,
  }
}

const holds = (row: Row, filter: Row): boolean =>
  Object.entries(filter).every(([path, wanted]) =>
    path === '$and' ? (wanted as readonly Row[]).every((each) => holds(row, each)) : fits(row, path, wanted),
  )

const OPERATORS: Readonly<Record<string, (value: unknown, wanted: never) => boolean>> = {
  $in: (value, wanted: readonly unknown[]) => wanted.includes(value),
  $gte: (value, wanted: string) => String(value) >= wanted,
  $lte: (value, wanted: number) => Number(value) <= wanted,
  $lt: (value, wanted: string) => String(value) < wanted,
  $ne: (value, wanted) => value !== wanted,
  $not: (value, { $ne }: { $ne: unknown }) => value === $ne,
}

function fits(row: unknown, path: string, wanted: unknown): boolean {
  const values = path
    .split('.')
    .reduce<unknown[]>((found, name) => found.flatMap((value) => (value as Row | null | undefined)?.[name] ?? null).flat(), [row])
  const operators = typeof wanted === 'object' && wanted !== null ? Object.entries(wanted) : [['$eq', wanted] as const]
  return values.some((value) =>
    operators.every(([name, operand]) => {
      const operator = OPERATORS[name]
      return operator ? operator(value, operand as never) : isDeepStrictEqual(value, operand)
    }),
  )
}
