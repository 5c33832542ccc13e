// How far a consumer group has come with each aggregate, for consumers that keep no row of their own (reactions, process starters).
// Guarantees: a position only grows, and only from what was loaded. Does not guarantee: that the effect happened once; its command id does.
// Shown by mongoPositions.int.test.ts, through positions.contract.ts.

export interface PositionStore {
  /** The last sequence done by key; keys without one are missing. */
  sequences(keys: readonly string[]): Promise<Map<string, number>>
  /** Changes nothing when another consumer of the group was faster. */
  advance(key: string, from: number, to: number): Promise<void>
}

export class MemoryPositions implements PositionStore {
  private readonly positions = new Map<string, number>()

  async sequences(keys: readonly string[]): Promise<Map<string, number>> {
    return new Map(keys.flatMap((key) => (this.positions.has(key) ? [[key, this.positions.get(key) ?? 0]] : [])))
  }

  async advance(key: string, from: number, to: number): Promise<void> {
    if ((this.positions.get(key) ?? 0) === from) this.positions.set(key, to)
  }
}
