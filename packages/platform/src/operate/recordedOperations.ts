// Operators' requests as they were recorded. Implementations: memory and mongoOperations.ts.
// Guarantees: what is answered was committed; oldest first for whoever carries out, youngest first for people.
// Does not: record or change one; commands to the aggregate do (operation.ts). Shown by operator.test.ts, through operations.contract.ts.
import type { OperationState } from './operation.ts'

export type RecordedOperation = Exclude<OperationState, { status: 'none' }> & { readonly id: string }

export interface RecordedOperations {
  /** Not carried out yet, oldest first. */
  waiting(limit: number): Promise<readonly RecordedOperation[]>
  /** Of every state, youngest first. */
  latest(limit: number): Promise<readonly RecordedOperation[]>
  countWaiting(): Promise<number>
}

/** Over the aggregates of a store in memory. */
export class MemoryOperations implements RecordedOperations {
  private readonly states: () => readonly { readonly id: string; readonly state: unknown }[]

  constructor(store: { states(): readonly { readonly id: string; readonly state: unknown }[] }) {
    this.states = () => store.states()
  }

  async waiting(limit: number): Promise<RecordedOperation[]> {
    return this.byAge()
      .filter(({ status }) => status === 'requested')
      .slice(0, limit)
  }

  async latest(limit: number): Promise<RecordedOperation[]> {
    return this.byAge().toReversed().slice(0, limit)
  }

  async countWaiting(): Promise<number> {
    return this.byAge().filter(({ status }) => status === 'requested').length
  }

  private byAge(): RecordedOperation[] {
    const all = this.states().map(({ id, state }) => ({ ...(state as RecordedOperation), id }))
    return all.toSorted((a, b) => (a.at < b.at ? -1 : 1))
  }
}
