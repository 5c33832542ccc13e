// All rows that match a question, one after the other, as fast as they are taken: for exports and sums.
// Guarantees: read page after page, each from where the one before ended, so that nothing is held open for whoever takes their time and
// nothing is read on for whoever is gone. Does not guarantee: one moment for all of them; a row that moves in the order meanwhile may come
// twice or not at all, so ask for an order that does not change. Shown by everyRow.test.ts.
import type { Row, RowQuery, Rows } from './projection.ts'

const PAGE = 100

export async function* everyRow<ProjectedRow extends Row>(
  rows: Pick<Rows<ProjectedRow>, 'find'>,
  question: Pick<RowQuery, 'filter' | 'sort'>,
): AsyncGenerator<ProjectedRow & { id: string; seq: number }> {
  for (let after: string | undefined; ;) {
    const found = await rows.find({ ...question, limit: PAGE, ...(after === undefined ? {} : { after }) })
    yield* found.rows
    if (found.next === null) return
    after = found.next
  }
}
