// Keeps a projection's rows: loads the rows of a batch at once, folds, writes one guarded bulk.
// Guarantees: a row's sequence only grows by the events folded into it; a writer that lost a race reloads; a hidden row keeps its sequence.
// Shown by orderedConsumer.test.ts.
import type { Envelope } from '../aggregate/envelope.ts'
import { toEvent } from '../aggregate/envelope.ts'
import { crashPoint } from '../crashPoint.ts'
import { withSpans } from '../observe/tracing.ts'
import type { OrderedHandler, OrderedSession } from './orderedConsumer.ts'
import { HIDDEN, type AnyProjection, type Row, type RowChange, type RowStore, type StoredRow } from './projection.ts'

export function projector(declared: AnyProjection, rows: RowStore, group: string): OrderedHandler {
  return {
    group,
    async open(keys, begun) {
      // A row that is there already refuses to be inserted, and is loaded then.
      const loaded = await rows.load(begun ? keys.filter((key) => !begun.has(key)) : keys)
      return new ProjectorSession(declared, rows, group, loaded)
    },
  }
}

class ProjectorSession implements OrderedSession {
  private readonly declared: AnyProjection
  private readonly rows: RowStore
  private readonly group: string
  private readonly loaded: Map<string, StoredRow>

  constructor(declared: AnyProjection, rows: RowStore, group: string, loaded: Map<string, StoredRow>) {
    this.declared = declared
    this.rows = rows
    this.group = group
    this.loaded = loaded
  }

  sequenceOf(key: string): number {
    return this.loaded.get(key)?.seq ?? 0
  }

  apply(events: ReadonlyMap<string, readonly Envelope[]>): Promise<Map<string, Error>> {
    return withSpans(`project ${this.group}`, [...events.values()].flat(), () => this.foldAndSave(events))
  }

  private async foldAndSave(events: ReadonlyMap<string, readonly Envelope[]>): Promise<Map<string, Error>> {
    const failures = new Map<string, Error>()
    let left = new Map(events)
    while (left.size > 0) {
      const changes: RowChange[] = []
      for (const [id, envelopes] of left) {
        try {
          const change = this.foldAll(id, envelopes)
          if (change) changes.push(change)
        } catch (error) {
          failures.set(id, error instanceof Error ? error : new Error(String(error)))
        }
      }
      const lost = changes.length > 0 ? await this.rows.save(changes) : []
      crashPoint('projector/after-write')
      const reloaded = await this.rows.load(lost)
      for (const id of lost) this.loaded.delete(id)
      for (const [id, row] of reloaded) this.loaded.set(id, row)
      left = new Map(lost.map((id) => [id, left.get(id) ?? []]))
    }
    return failures
  }

  private foldAll(id: string, envelopes: readonly Envelope[]): RowChange | null {
    const before = this.loaded.get(id)
    const loaded = before?.seq ?? 0
    let row: Row | null = before?.row ?? null
    let hidden = before?.hidden ?? false
    let seq = loaded
    for (const envelope of envelopes) {
      if (envelope.sequence <= seq) continue
      if (envelope.sequence !== seq + 1) throw new Error(`event ${envelope.sequence} cannot follow ${seq}`)
      const next: Row | null | typeof HIDDEN = this.declared.fold(row, toEvent(envelope), envelope)
      hidden = next === HIDDEN
      row = next === HIDDEN ? null : next
      seq = envelope.sequence
    }
    return seq === loaded ? null : { id, loaded, seq, hidden, row }
  }
}
