// Rows of a projection in memory: for unit tests and the simulation. The same contract as mongo/mongoRows.ts.
import type { RowChange, RowStore, StoredRow } from '../consume/projection.ts'

export class MemoryRows implements RowStore {
  private readonly rows = new Map<string, StoredRow>()

  async load(ids: readonly string[]): Promise<Map<string, StoredRow>> {
    return new Map(ids.flatMap((id) => (this.rows.has(id) ? [[id, structuredClone(this.rows.get(id) as StoredRow)]] : [])))
  }

  async save(changes: readonly RowChange[]): Promise<string[]> {
    const lost: string[] = []
    for (const { loaded, ...change } of changes) {
      if ((this.rows.get(change.id)?.seq ?? 0) === loaded) this.rows.set(change.id, structuredClone(change))
      else lost.push(change.id)
    }
    return lost
  }
}
