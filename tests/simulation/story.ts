// What the simulated installation runs: the platform's samples (counters, home visits), and of microcredit what the quota is kept by,
// as it is shipped. Applications stand at the approver's desk and one quota is open when a seed begins.
import { HIDDEN, projection } from '../../packages/platform/src/consume/projection.ts'
import { reaction, type AnyReaction } from '../../packages/platform/src/consume/reaction.ts'
import { counter, counterEvents, type CounterEvent } from '../../packages/platform/src/aggregate/sample.ts'
import { toEnvelopes, type Envelope, type EventBody } from '../../packages/platform/src/aggregate/envelope.ts'
import type { AnyAggregate } from '../../packages/platform/src/aggregate/aggregate.ts'
import { instantOf } from '../../packages/platform/src/clock.ts'
import { visiting } from '../../packages/platform/src/process/sample/process.ts'
import { visit } from '../../packages/platform/src/process/sample/visit.ts'
import { application } from '../../services/microcredit/src/application/aggregate.ts'
import { told, ways } from '../../services/microcredit/src/application/example.ts'
import { reserveQuota } from '../../services/microcredit/src/application/reserveQuota.ts'
import { loan } from '../../services/microcredit/src/loan/aggregate.ts'
import { openLoan } from '../../services/microcredit/src/loan/openLoan.ts'
import { quota } from '../../services/microcredit/src/quota/aggregate.ts'
import type { QuotaEvent } from '../../services/microcredit/src/quota/quota.ts'
import type { Database } from './database.ts'
import { BASE_MS } from './scheduler.ts'

export { application, counter, loan, quota, visit, visiting }

export const ALL = 'all'
export const COUNTERS = ['c1', 'c2', 'c3']
export const VISITS = ['v1', 'v2']
export const APPLICATIONS = ['a1', 'a2', 'a3', 'a4', 'a5']
export const QUOTA_ID = 'org-bank-desa.MIKRO.2025.pusat'
export const PLAFON_IDR = 40_000_000

/** Raised by nothing: the counter is retired, and nobody shall see its row again. */
export const sums = projection<{ sum: number; raises: number }, CounterEvent>({
  name: 'sums',
  from: counterEvents,
  indexes: [],
  fold(row, event) {
    if (event.type === 'CounterOpened') return { sum: 0, raises: 0 }
    if (event.by === 0 || row === null) return HIDDEN
    return { sum: row.sum + event.by, raises: row.raises + 1 }
  },
})
export const SUMS = 'sample.sums'

const tally = reaction<CounterEvent>({
  name: 'tally',
  from: counterEvents,
  async handle(event, envelope, commands) {
    if (event.type !== 'CounterOpened' || event.owner === ALL) return
    const meta = { commandId: `consumer:${envelope.id}`, actor: 'consumer:tally', causationId: envelope.id }
    await commands.send(counter, ALL, { type: 'RaiseCounter', by: 1 }, meta)
  },
})

export const RESERVE_QUOTA = 'microcredit.reserve-quota'
export const aggregates: readonly AnyAggregate[] = [counter, visit, application, quota, loan]
export const reactions: readonly { readonly group: string; readonly reaction: AnyReaction }[] = [
  { group: 'sample.tally', reaction: tally },
  { group: RESERVE_QUOTA, reaction: reserveQuota },
  { group: 'microcredit.open-loan', reaction: openLoan },
]
export const VISITING = 'sample.visiting'

interface Beginning {
  readonly aggregate: AnyAggregate
  readonly id: string
  readonly envelopes: readonly Envelope[]
  readonly state: unknown
}

const beginnings: readonly Beginning[] = [
  beginning(counter, ALL, [{ type: 'CounterOpened', owner: ALL } as CounterEvent]),
  ...APPLICATIONS.map((id) =>
    beginning(
      application,
      id,
      told(ways.proposed.map((command) => (command.type === 'StartDraft' ? { ...command, applicationId: id } : command))),
    ),
  ),
]

function openedQuota(places: number): Beginning {
  const key = { lender: 'org-bank-desa', scheme: 'MIKRO', year: 2025, unit: 'pusat' } as const
  const opened: QuotaEvent = { type: 'QuotaOpened', ...key, limitIdr: places * PLAFON_IDR, by: 'p-manager' }
  return beginning(quota, QUOTA_ID, [opened])
}

function beginning(aggregate: AnyAggregate, id: string, events: readonly EventBody[]): Beginning {
  const envelopes = events.flatMap((event, index) => {
    const commandId = `before:${id}:${index}`
    const by = { commandId, fingerprint: 'f', actor: 'before', correlationId: 'before', causationId: 'before' }
    return toEnvelopes(aggregate.contract, id, index, [event], instantOf(BASE_MS - 3_600_000), by)
  })
  return { aggregate, id, envelopes, state: events.reduce(aggregate.decider.evolve, aggregate.decider.initial) }
}

/** As if it had all happened long ago: logged, out of the outbox, and behind every consumer. */
export async function begin(database: Database, places: number): Promise<void> {
  for (const { aggregate, id, envelopes, state } of [...beginnings, openedQuota(places)]) {
    const { store, log } = database.of(aggregate.contract.source)
    const { stateSchema, copies } = aggregate
    await store.insert({ id, from: 0, state, stateSchema, copies: copies(state), envelopes, at: BASE_MS - 3_600_000 })
    await log.append(envelopes)
    await store.removeSent([{ id, sequence: envelopes.length }])
    for (const { group, reaction: declared } of reactions)
      if (declared.from.source === aggregate.contract.source) await database.positionsOf(group).advance(id, envelopes.length)
  }
}
