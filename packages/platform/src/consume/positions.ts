// How far a consumer group has come with each aggregate, for consumers that keep no row of their own (reactions, process starters).
// Guarantees: a position only grows. Does not guarantee: that the effect happened once; its command id does.
// Shown by mongoPositions.int.test.ts, through positions.contract.ts.

export interface PositionStore {
  /** The last sequence done by key; keys without one are missing. */
  sequences(keys: readonly string[]): Promise<Map<string, number>>
  /** Changes nothing when another consumer of the group has come farther. */
  advance(key: string, to: number): Promise<void>
}

/** Where a key's document has the position of this group: its name has dots, which a field's may not. */
export const positionField = (group: string) => group.replaceAll('.', '/')

export class MemoryPositions implements PositionStore {
  private readonly positions = new Map<string, number>()

  async sequences(keys: readonly string[]): Promise<Map<string, number>> {
    return new Map(keys.flatMap((key) => (this.positions.has(key) ? [[key, this.positions.get(key) ?? 0]] : [])))
  }

  async advance(key: string, to: number): Promise<void> {
    this.positions.set(key, Math.max(this.positions.get(key) ?? 0, to))
  }
}
