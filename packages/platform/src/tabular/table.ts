// A table that is written while it is read: names of columns, and rows as they come.
// Guarantees: nothing but the row at hand is kept; whoever stops taking rows ends their source. Shown by tabular.test.ts.

export type Cell = string | number | boolean | null

export interface Table {
  readonly columns: readonly string[]
  readonly rows: AsyncIterable<readonly Cell[]>
}

/** A chunk is sent when it has grown to this; smaller ones would cost more in calls than in bytes. */
export const CHUNK_CHARACTERS = 16_384
