// Keys that stand still in a consumer group because one of their events could not be applied.
// Guarantees: while a key is blocked, no later event of it is applied. An operator redrives it; nothing does so by itself.
import type { Clock } from '../clock.ts'

export interface BlockedKey {
  readonly group: string
  readonly key: string
  readonly sequence: number | null
  readonly cause: string
  /** Milliseconds since 1970. */
  readonly at: number
}

/** The group under which a relay notes its aggregates that stand still; it tries those again by itself. */
export const relayGroup = (source: string) => `relay.${source}`

/** The group under which a process notes aggregates whose open round cannot be started; its sweep tries those again by itself. */
export const roundsGroup = (service: string, process: string) => `rounds.${service}.${process}`

/** What the platform tries again by itself, so that no operator need redrive it. */
export const triedAgain = (group: string) => group.startsWith('relay.') || group.startsWith('rounds.')

export interface BlockedKeys {
  among(group: string, keys: readonly string[]): Promise<Set<string>>
  /** Keeps the first cause. */
  block(blocked: BlockedKey): Promise<void>
  unblock(group: string, key: string): Promise<void>
  /** All of a group but these. */
  unblockOthers(group: string, keep: ReadonlySet<string>): Promise<void>
  /** All of a group that is no more. */
  clear(group: string): Promise<void>
  /** Oldest first. */
  list(group: string, limit: number): Promise<BlockedKey[]>
  /** Of all groups, oldest first. */
  all(limit: number): Promise<BlockedKey[]>
  counts(): Promise<ReadonlyMap<string, number>>
}

export class MemoryBlockedKeys implements BlockedKeys {
  private readonly rows = new Map<string, BlockedKey>()

  async among(group: string, keys: readonly string[]): Promise<Set<string>> {
    return new Set(keys.filter((key) => this.rows.has(`${group}|${key}`)))
  }
  async block(blocked: BlockedKey): Promise<void> {
    const id = `${blocked.group}|${blocked.key}`
    if (!this.rows.has(id)) this.rows.set(id, blocked)
  }
  async unblock(group: string, key: string): Promise<void> {
    this.rows.delete(`${group}|${key}`)
  }
  async unblockOthers(group: string, keep: ReadonlySet<string>): Promise<void> {
    for (const [id, row] of this.rows) if (row.group === group && !keep.has(row.key)) this.rows.delete(id)
  }
  async clear(group: string): Promise<void> {
    for (const [id, row] of this.rows) if (row.group === group) this.rows.delete(id)
  }
  async list(group: string, limit: number): Promise<BlockedKey[]> {
    return [...this.rows.values()].filter((row) => row.group === group).slice(0, limit)
  }
  async all(limit: number): Promise<BlockedKey[]> {
    return [...this.rows.values()].slice(0, limit)
  }
  async counts(): Promise<ReadonlyMap<string, number>> {
    const rows = [...this.rows.values()]
    return new Map(rows.map(({ group }) => [group, rows.filter((row) => row.group === group).length]))
  }
}

export const blockedNow = (clock: Clock, group: string, key: string, sequence: number | null, cause: string): BlockedKey => ({
  group,
  key,
  sequence,
  cause: cause.slice(0, 500),
  at: clock.now(),
})
