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

export interface BlockedKeys {
  among(group: string, keys: readonly string[]): Promise<Set<string>>
  /** Keeps the first cause. */
  block(blocked: BlockedKey): Promise<void>
  unblock(group: string, key: string): Promise<void>
  list(group: string, limit: number): Promise<BlockedKey[]>
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
  async list(group: string, limit: number): Promise<BlockedKey[]> {
    return [...this.rows.values()].filter((row) => row.group === group).slice(0, limit)
  }
}

export const blockedNow = (clock: Clock, group: string, key: string, sequence: number | null, cause: string): BlockedKey => ({
  group,
  key,
  sequence,
  cause: cause.slice(0, 500),
  at: clock.now(),
})
