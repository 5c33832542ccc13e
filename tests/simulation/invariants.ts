// What must hold once all is quiet (I1–I10 of the reliability notes, as far as they can be seen without HTTP).
// Answers each breach as a sentence; an empty list means that all hold.
import { isDeepStrictEqual } from 'node:util'
import { toEvent, type Envelope } from '../../packages/platform/src/aggregate/envelope.ts'
import type { CounterEvent } from '../../packages/platform/src/aggregate/sample.ts'
import type { Stored } from '../../packages/platform/src/aggregate/ports.ts'
import { HIDDEN, type Row } from '../../packages/platform/src/consume/projection.ts'
import { workflowIdOf } from '../../packages/platform/src/process/process.ts'
import { openRound, type Visit } from '../../packages/platform/src/process/sample/visit.ts'
import type { Application } from '../../services/microcredit/src/application/application.ts'
import type { Quota } from '../../services/microcredit/src/quota/quota.ts'
import { evolve as evolveQuota, initial as initialQuota } from '../../services/microcredit/src/quota/quota.ts'
import type { Clients, Wanted } from './clients.ts'
import type { Database } from './database.ts'
import {
  ALL,
  aggregates,
  application,
  counter,
  loan,
  PLAFON_IDR,
  QUOTA_ID,
  quota,
  reactions,
  RESERVE_QUOTA,
  sums,
  visit,
  visiting,
  VISITING,
} from './story.ts'
import type { Temporal } from './temporal.ts'

export interface Kept {
  readonly stored: Stored
  readonly events: readonly Envelope[]
}

/** By source and id. */
export type Everything = ReadonlyMap<string, ReadonlyMap<string, Kept>>

export async function everything(database: Database): Promise<Everything> {
  const all = new Map<string, Map<string, Kept>>()
  for (const [source, { store, log }] of database.aggregates) {
    const kept = new Map<string, Kept>()
    for (const { id } of await store.heads('', 1_000)) {
      const stored = await store.load(id)
      if (stored) kept.set(id, { stored, events: await log.read(id, 1, 10_000) })
    }
    all.set(source, kept)
  }
  return all
}

export async function breaches(database: Database, clients: Clients, temporal: Temporal): Promise<string[]> {
  const all = await everything(database)
  return [
    ...aggregates.flatMap((aggregate) =>
      [...(all.get(aggregate.contract.source) ?? [])].flatMap(([id, kept]) => ofAggregate(aggregate, id, kept)),
    ),
    ...clients.wanted.flatMap((wanted) => ofCommand(wanted, all)),
    ...(await ofRows(database, all)),
    ...(await ofPositions(database, all)),
    ...ofTally(all),
    ...ofQuota(all),
    ...ofVisits(all, temporal),
    ...(await ofClaims(database, clients)),
  ]
}

/** I1, I3, I6: sequence without gaps, each command once, state = fold, nothing left behind. */
function ofAggregate({ decider }: (typeof aggregates)[number], id: string, { stored, events }: Kept): string[] {
  const found: string[] = []
  if (stored.outbox.length > 0) found.push(`${id}: ${stored.outbox.length} events still in the outbox`)
  if (events.some(({ sequence }, index) => sequence !== index + 1)) found.push(`${id}: the log has a gap`)
  if (events.length !== stored.version) found.push(`${id}: version ${stored.version}, but ${events.length} events in the log`)
  const runs = events
    .filter(({ commandId }, index) => commandId !== events[index - 1]?.commandId)
    .map(({ commandId }) => commandId)
  for (const commandId of new Set(runs))
    if (runs.filter((each) => each === commandId).length > 1) found.push(`${id}: ${commandId} was recorded twice`)
  const state: unknown = events.map((event) => toEvent(event)).reduce(decider.evolve, decider.initial)
  if (!isDeepStrictEqual(state, stored.state)) found.push(`${id}: the state is not the fold of its events`)
  return found
}

/** I1, I2: an acknowledged command has exactly its events; a refused one has none; of an unheard one, all or none. */
function ofCommand({ commandId, source, target, makes, moot, heard }: Wanted, all: Everything): string[] {
  const events =
    all
      .get(source)
      ?.get(target)
      ?.events.filter((event) => event.commandId === commandId) ?? []
  const made = events.map(({ type }) => type).join(' ')
  const whole = made === makes.join(' ')
  if (moot && made === '') return []
  const versions = new Set(heard.filter((each) => typeof each === 'number'))
  const found: string[] = []
  if (versions.size > 1) found.push(`${commandId}: answered with versions ${[...versions].join(' and ')}`)
  if (versions.size > 0 && !whole)
    found.push(`${commandId}: acknowledged, but its events are '${made}', not '${makes.join(' ')}'`)
  const [version] = versions
  if (version !== undefined && events.at(-1)?.sequence !== version)
    found.push(`${commandId}: acknowledged as version ${version}, recorded as ${events.at(-1)?.sequence}`)
  if (made !== '' && !whole) found.push(`${commandId}: recorded in part: '${made}'`)
  if (made !== '' && heard.length > 0 && heard.every((each) => typeof each === 'string'))
    found.push(`${commandId}: refused each time (${heard.join()}), but recorded`)
  return found
}

/** I4. */
async function ofRows(database: Database, all: Everything): Promise<string[]> {
  const found: string[] = []
  for (const [id, { events, stored }] of all.get(sums.from.source) ?? []) {
    let row: Row | null = null
    let hidden = false
    for (const envelope of events) {
      const next: Row | null | typeof HIDDEN = sums.fold(row as never, toEvent<CounterEvent>(envelope), envelope)
      hidden = next === HIDDEN
      row = next === HIDDEN ? null : next
    }
    const kept = (await database.rows.load([id])).get(id)
    if (kept?.seq !== stored.version) found.push(`row ${id}: at ${kept?.seq ?? 0} of ${stored.version}`)
    else if (kept.hidden !== hidden || !isDeepStrictEqual(kept.row, row)) found.push(`row ${id}: not the fold of its events`)
  }
  return found
}

async function ofPositions(database: Database, all: Everything): Promise<string[]> {
  const found: string[] = []
  const groups = [
    ...reactions.map(({ group, reaction }) => ({ group, from: reaction.from })),
    { group: VISITING, from: visiting.from },
  ]
  for (const { group, from } of groups)
    for (const [id, { stored }] of all.get(from.source) ?? []) {
      const at = (await database.positionsOf(group).sequences([id])).get(id) ?? 0
      if (at !== stored.version) found.push(`${group}: ${id} at ${at} of ${stored.version}`)
    }
  return found
}

const stateOf = <State>(all: Everything, source: string, id: string) =>
  all.get(source)?.get(id)?.stored.state as State | undefined

/** I5: the effect of a reaction, once an event. */
function ofTally(all: Everything): string[] {
  const counters = all.get(counter.contract.source)
  const opened = [...(counters?.keys() ?? [])].filter((id) => id !== ALL).length
  const total = stateOf<{ total?: number }>(all, counter.contract.source, ALL)?.total
  return total === opened ? [] : [`${opened} counters were opened, ${total} were tallied`]
}

/** I8: what the pool holds is what the applications say, and was never more than its limit. */
function ofQuota(all: Everything): string[] {
  const found: string[] = []
  const kept = all.get(quota.contract.source)?.get(QUOTA_ID)
  const state = kept?.stored.state as Quota | undefined
  if (!kept || state?.status !== 'open') return ['the quota is gone']
  let before: Quota = initialQuota
  for (const event of kept.events) {
    before = evolveQuota(before, toEvent(event))
    if (before.status !== 'open') continue
    const { held, confirmed, consumed, limit } = before.pool
    if (held + confirmed + consumed > limit) found.push(`the quota was overdrawn at ${event.id}`)
  }
  const applications = [...(all.get(application.contract.source) ?? [])].map(([, { stored }]) => stored.state as Application)
  const standing = applications.flatMap((each) =>
    'approval' in each ? [{ rid: each.approval.rid, paid: each.status === 'disbursed' }] : [],
  )
  const { held, confirmed, consumed, entries } = state.pool
  const promised = standing.filter(({ paid }) => !paid).length * PLAFON_IDR
  const paid = standing.filter((each) => each.paid).length * PLAFON_IDR
  if (held !== 0)
    found.push(
      `${held} rupiah are still held for ${Object.keys(entries)
        .filter((rid) => entries[rid]?.status === 'held')
        .join()}`,
    )
  if (confirmed !== promised) found.push(`${confirmed} rupiah are promised by the quota, ${promised} by the applications`)
  if (consumed !== paid) found.push(`${consumed} rupiah are paid out by the quota, ${paid} by the applications`)
  for (const { rid, paid: isPaid } of standing)
    if (!isPaid && entries[rid]?.status !== 'confirmed')
      found.push(`${rid} is approved, but ${entries[rid]?.status ?? 'unknown'} in the quota`)
  const loans = all.get(loan.contract.source)?.size ?? 0
  if (loans * PLAFON_IDR !== paid) found.push(`${loans} loans for ${paid} rupiah paid out`)
  return found
}

/** No place is held for an application that does not wait for it, though nobody has swept yet. Whoever lags behind is not judged. */
export async function strayHolds(database: Database): Promise<string[]> {
  const all = await everything(database)
  const positions = database.positionsOf(RESERVE_QUOTA)
  const waitedFor = new Set<string>()
  for (const [id, { stored }] of all.get(application.contract.source) ?? []) {
    if (((await positions.sequences([id])).get(id) ?? 0) !== stored.version) return []
    const state = stored.state as Application
    if (state.status === 'awaiting-quota') waitedFor.add(state.reservation.rid)
  }
  const state = stateOf<Quota>(all, quota.contract.source, QUOTA_ID)
  if (state?.status !== 'open') return []
  const held = Object.entries(state.pool.entries).filter(([rid, { status }]) => status === 'held' && !waitedFor.has(rid))
  return held.map(([rid]) => `${rid} is held, and nobody waits for it`)
}

/** I7: an open round has its one running workflow, another has none; nothing of the procedure is done twice. */
function ofVisits(all: Everything, temporal: Temporal): string[] {
  const found: string[] = []
  for (const [id, { stored, events }] of all.get(visit.contract.source) ?? []) {
    const open = openRound(stored.state as Visit)
    const running = [...temporal.runs.values()].filter(
      (run) => !run.ended && run.workflowId.startsWith(`${visiting.name}/${id}/`),
    )
    const wanted = open === null ? [] : [workflowIdOf(visiting.name, id, open)]
    const runs = running.map(({ workflowId }) => workflowId).join()
    if (runs !== wanted.join()) found.push(`${id}: open is '${wanted.join()}', running is '${runs}'`)
    let ofRound: string[] = []
    for (const { type } of events) {
      if (type === 'VisitAsked') ofRound = []
      else if (ofRound.includes(type)) found.push(`${id}: ${type} twice in a round`)
      ofRound.push(type)
    }
    const status = (stored.state as Visit).status
    if (status === 'asked') found.push(`${id}: asked for and never planned`)
    if (status === 'made') found.push(`${id}: made and never closed`)
  }
  return found
}

/**
 * Who holds a value has its claim. One that nobody holds may still be claimed by who has let it go: a request that was held up past the
 * release (claims.ts says so). It blocks others until an officer looks; two owners it never makes.
 */
async function ofClaims(database: Database, clients: Clients): Promise<string[]> {
  const found: string[] = []
  for (const [value, holders] of clients.holders) {
    const owner = await database.claims.ownerOf(`nib:${value}`)
    const [holder] = holders
    if (holder === undefined ? owner !== null && !clients.letGoOf(value, owner) : owner !== holder)
      found.push(`${value} is claimed by ${owner}, held by '${holder ?? ''}'`)
  }
  return found
}
