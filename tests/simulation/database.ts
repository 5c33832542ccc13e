// The installation's one database: what stays when every process has crashed, and each process's own way to it over the wire.
// Guarantees: the stores themselves are the platform's in-memory ones, held to the same contract as MongoDB's; a bulk may be done in part.
import type { AnyAggregate } from '../../packages/platform/src/aggregate/aggregate.ts'
import type { AggregateStore, EventLog } from '../../packages/platform/src/aggregate/ports.ts'
import { memoryClaimStore, type ClaimStore } from '../../packages/platform/src/claims/claimStore.ts'
import { MemoryBlockedKeys, type BlockedKeys } from '../../packages/platform/src/consume/blocked.ts'
import { MemoryPositions, type PositionStore } from '../../packages/platform/src/consume/positions.ts'
import type { RowStore } from '../../packages/platform/src/consume/projection.ts'
import { MemoryRows } from '../../packages/platform/src/memory/memoryRows.ts'
import { MemoryLog, MemoryStore } from '../../packages/platform/src/memory/memoryStore.ts'
import type { Random } from './random.ts'
import type { Process } from './scheduler.ts'
import { Away, type Call, type Wire } from './wire.ts'

export class Database {
  readonly aggregates = new Map<string, { aggregate: AnyAggregate; store: MemoryStore; log: MemoryLog }>()
  readonly rows = new MemoryRows()
  readonly blocked = new MemoryBlockedKeys()
  readonly claims = memoryClaimStore()
  readonly positions = new Map<string, MemoryPositions>()
  /** How far each row ever was; a row that is found behind it went back. */
  private readonly rowsWereAt = new Map<string, number>()
  private readonly wire: Wire
  private readonly random: Random
  private readonly breach: (what: string) => void

  constructor(aggregates: readonly AnyAggregate[], wire: Wire, random: Random, breach: (what: string) => void) {
    for (const aggregate of aggregates)
      this.aggregates.set(aggregate.contract.source, { aggregate, store: new MemoryStore(), log: new MemoryLog() })
    this.wire = wire
    this.random = random
    this.breach = breach
  }

  of(source: string) {
    const found = this.aggregates.get(source)
    if (!found) throw new Error(`no aggregate ${source}`)
    return found
  }

  positionsOf(group: string): MemoryPositions {
    let positions = this.positions.get(group)
    if (!positions) this.positions.set(group, (positions = new MemoryPositions()))
    return positions
  }

  store(from: Process, source: string): AggregateStore {
    const { store } = this.of(source)
    const call = this.caller(from)
    const sentText = (sent: readonly { id: string; sequence: number }[]) =>
      sent.map(({ id, sequence }) => `${id}≤${sequence}`).join(' ')
    return {
      load: (id) => call({ what: `load ${id}`, reads: true, effect: () => store.load(id) }),
      insert: (write) =>
        call({
          what: `insert ${write.id} v${write.envelopes.length} (${write.envelopes[0]?.commandId})`,
          effect: () => store.insert(write),
        }),
      update: (write) =>
        call({
          what: `update ${write.id} v${write.from}→${write.from + write.envelopes.length} (${write.envelopes[0]?.commandId})`,
          effect: () => store.update(write),
        }),
      loadMany: (ids) => call({ what: `load ${ids.join(' ')}`, reads: true, effect: () => store.loadMany(ids) }),
      pending: (limit, except) =>
        call({ what: `outboxes of ${source}`, reads: true, effect: () => store.pending(limit, except) }),
      removeSent: async (sent) => {
        if (sent.length === 0) return
        await call({
          what: `out of the outbox: ${sentText(sent)}`,
          effect: () => store.removeSent(sent),
          part: () => store.removeSent(sent.slice(0, sent.length >> 1)),
        })
      },
      heads: (after, limit) =>
        call({ what: `heads of ${source} after '${after}'`, reads: true, effect: () => store.heads(after, limit) }),
      isTransient: (error) => error instanceof Away,
    }
  }

  log(from: Process, source: string): EventLog {
    const { log } = this.of(source)
    const call = this.caller(from)
    return {
      append: (envelopes) =>
        call({
          what: `log ${envelopes.map(({ id }) => shortId(id)).join(' ')}`,
          effect: () => log.append(envelopes),
          part: () => log.append(envelopes.filter(() => this.random.chance(0.5))),
        }),
      byCommand: (id, commandId) =>
        call({ what: `log of ${id} by ${commandId}`, reads: true, effect: () => log.byCommand(id, commandId) }),
      read: (id, sequence, limit) =>
        call({ what: `log of ${id} from ${sequence}`, reads: true, effect: () => log.read(id, sequence, limit) }),
    }
  }

  rowStore(from: Process, group: string): RowStore {
    const call = this.caller(from)
    const save: RowStore['save'] = async (changes) => {
      const lost = await this.rows.save(changes)
      for (const { id, seq } of changes) {
        if (lost.includes(id)) continue
        const was = this.rowsWereAt.get(id) ?? 0
        if (seq <= was) this.breach(`the row ${id} was written at ${seq} when it had been at ${was}`)
        this.rowsWereAt.set(id, Math.max(was, seq))
      }
      return lost
    }
    return {
      load: (ids) => call({ what: `rows ${ids.join(' ')} of ${group}`, reads: true, effect: () => this.rows.load(ids) }),
      save: (changes) =>
        call({
          what: `rows ${changes.map(({ id, loaded, seq, hidden }) => `${id} ${loaded}→${seq}${hidden ? ' hidden' : ''}`).join(', ')}`,
          effect: () => save(changes),
          part: () => save(changes.filter(() => this.random.chance(0.5))),
        }),
    }
  }

  positionStore(from: Process, group: string): PositionStore {
    const positions = this.positionsOf(group)
    const call = this.caller(from)
    return {
      sequences: (keys) =>
        call({ what: `${group} stands at? ${keys.join(' ')}`, reads: true, effect: () => positions.sequences(keys) }),
      advance: (key, to) => call({ what: `${group} ${key} →${to}`, effect: () => positions.advance(key, to) }),
    }
  }

  blockedKeys(from: Process): BlockedKeys {
    const { blocked } = this
    const call = this.caller(from)
    return {
      among: (group, keys) =>
        call({ what: `blocked in ${group}? ${keys.join(' ')}`, reads: true, effect: () => blocked.among(group, keys) }),
      block: (row) => call({ what: `block ${row.key} of ${row.group}: ${row.cause}`, effect: () => blocked.block(row) }),
      unblock: (group, key) => call({ what: `unblock ${key} of ${group}`, effect: () => blocked.unblock(group, key) }),
      unblockOthers: (group, keep) =>
        call({ what: `unblock ${group} but ${[...keep].join(' ')}`, effect: () => blocked.unblockOthers(group, keep) }),
      clear: (group) => call({ what: `clear ${group}`, effect: () => blocked.clear(group) }),
      all: (limit) => call({ what: 'all blocked keys', reads: true, effect: () => blocked.all(limit) }),
      counts: () => call({ what: 'how many keys are blocked?', reads: true, effect: () => blocked.counts() }),
      list: (group, limit) => call({ what: `blocked keys of ${group}`, reads: true, effect: () => blocked.list(group, limit) }),
    }
  }

  claimStore(from: Process): ClaimStore {
    const { claims } = this
    const call = this.caller(from)
    // Never late: an insert that arrives when its owner has claimed again, and let go again, would be a claim that nobody knows of.
    const writes = { neverLate: true }
    return {
      insert: (claim) => call({ ...writes, what: `claim ${claim.id} for ${claim.owner}`, effect: () => claims.insert(claim) }),
      ownerOf: (id) => call({ what: `owner of ${id}`, reads: true, effect: () => claims.ownerOf(id) }),
      raise: (id, owner, turn) =>
        call({ ...writes, what: `raise ${id} of ${owner} to ${turn}`, effect: () => claims.raise(id, owner, turn) }),
      remove: (ids, owner) =>
        call({ ...writes, what: `release ${ids.join(' ')} of ${owner}`, effect: () => claims.remove(ids, owner) }),
      removeOthers: (owner, kind, except, turn) =>
        call({
          ...writes,
          what: `release others of ${owner} than ${except.join(' ')}`,
          effect: () => claims.removeOthers(owner, kind, except, turn),
        }),
    }
  }

  private caller(from: Process): <Result>(call: Omit<Call<Result>, 'engine'>) => Promise<Result> {
    return (call) => this.wire.call(from, { engine: 'database', ...call })
  }
}

/** `a:000000000012` → `a:12` */
export const shortId = (eventId: string) => eventId.replace(/:0+(\d+)$/, ':$1')
