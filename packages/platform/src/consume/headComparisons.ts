// What comparing a consumer group with its owner's heads has found: at the start of each process, and every night by one of them.
// Guarantees: a night's comparison is claimed by one process; what was repaired is counted for good. Does not: compare; the ordered
// consumer does. A process that dies in its night leaves that night out; its next start compares.
import type { HeadsComparison } from './orderedConsumer.ts'

export interface NotedComparison extends HeadsComparison {
  readonly group: string
  /** Milliseconds since 1970. */
  readonly at: number
  /** Over all comparisons. At a start it is what came while nobody read; at night Kafka should have brought it. */
  readonly repairedTotal: Readonly<Record<Occasion, number>>
}

export type Occasion = 'start' | 'night'

/** Memory and mongo; headComparisons.contract.ts holds both. */
export interface HeadComparisons {
  /** False when another process has it, or had. */
  claim(group: string, night: string): Promise<boolean>
  note(group: string, occasion: Occasion, at: number, found: HeadsComparison): Promise<void>
  of(groups: readonly string[]): Promise<NotedComparison[]>
}

const WIB_MS = 7 * 3_600_000
const QUIET_HOUR_MS = 2 * 3_600_000

/** The night that has begun: it changes at 02:00 WIB, when few are at work. */
export const nightOf = (ms: number) => new Date(ms + WIB_MS - QUIET_HOUR_MS).toISOString().slice(0, 10)

export class MemoryHeadComparisons implements HeadComparisons {
  private readonly nights = new Map<string, string>()
  private readonly noted = new Map<string, NotedComparison>()

  async claim(group: string, night: string): Promise<boolean> {
    if (this.nights.get(group) === night) return false
    this.nights.set(group, night)
    return true
  }
  async note(group: string, occasion: Occasion, at: number, found: HeadsComparison): Promise<void> {
    const before = this.noted.get(group)?.repairedTotal ?? { start: 0, night: 0 }
    const repairedTotal = { ...before, [occasion]: before[occasion] + found.repaired }
    this.noted.set(group, { group, at, ...found, repairedTotal })
  }
  async of(groups: readonly string[]): Promise<NotedComparison[]> {
    return groups.flatMap((group) => this.noted.get(group) ?? [])
  }
}
