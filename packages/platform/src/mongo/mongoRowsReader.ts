// The read side of a projection: rows by id and by filter, page by page.
// Guarantees: hidden rows are never returned; pages follow each other by sort value and id, so rows that come and go shift nothing.
// Does not guarantee: that a row is current; it is as far as its `seq`.
import { refuse } from '../aggregate/refusals.ts'
import type { Row, RowQuery, Rows } from '../consume/projection.ts'
import type { Collection, Db } from './driver.ts'
import type { ServedRows } from './servedRows.ts'

type RowDocument = { _id: string; seq: number; hidden: boolean; row: Row | null }
type Filter = Readonly<Record<string, unknown>>

export const rowsLimits = { pageMax: 100, idsMax: 100 } as const

export class MongoRowsReader<ProjectedRow extends Row> implements Rows<ProjectedRow> {
  private readonly db: Db
  private readonly served: ServedRows

  constructor(db: Db, served: ServedRows) {
    this.db = db
    this.served = served
  }

  async get(id: string) {
    const [row] = await this.getMany([id])
    return row ?? null
  }

  async getMany(ids: readonly string[]) {
    if (ids.length > rowsLimits.idsMax) throw new RangeError(`${ids.length} ids at once, at most ${rowsLimits.idsMax}`)
    const found = await this.read((rows) => rows.find({ _id: { $in: [...ids] }, hidden: false, row: { $ne: null } }).toArray())
    return found.map(shown<ProjectedRow>)
  }

  async find({ filter, sort, limit, after }: RowQuery) {
    if (limit < 1 || limit > rowsLimits.pageMax) throw new RangeError(`a page of ${limit} rows, 1 to ${rowsLimits.pageMax}`)
    const field = `row.${sort.by}`
    const wanted = [
      { hidden: false, row: { $ne: null } },
      inRow(filter),
      ...(after === undefined ? [] : [beyond(field, sort.direction, after)]),
    ]
    const sorted = { [field]: sort.direction, _id: 1 } as const
    const found = await this.read((rows) =>
      rows
        .find({ $and: wanted } as object)
        .sort(sorted)
        .limit(limit + 1)
        .toArray(),
    )
    const page = found.slice(0, limit)
    const last = page.at(-1)
    return { rows: page.map(shown<ProjectedRow>), next: last && found.length > limit ? cursorOf(last, sort.by) : null }
  }

  count(filter: Filter): Promise<number> {
    return this.read((rows) => rows.countDocuments({ $and: [{ hidden: false, row: { $ne: null } }, inRow(filter)] }))
  }

  private read<Result>(query: (rows: Collection<RowDocument>) => Promise<Result>): Promise<Result> {
    return this.served.read((collection) => query(this.db.collection(collection)))
  }
}

const shown = <ProjectedRow extends Row>({ _id, seq, row }: RowDocument) => ({ ...(row as ProjectedRow), id: _id, seq })

/** `{lender: 'x', $or: [{status: 'draft'}]}` → the same over the stored `row`. */
function inRow(filter: Filter): Filter {
  const entries = Object.entries(filter).map(([key, value]): [string, unknown] =>
    key.startsWith('$') ? [key, (value as readonly Filter[]).map(inRow)] : [`row.${key}`, value],
  )
  return Object.fromEntries(entries)
}

function valueAt(row: Row | null, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => (value as Row | null | undefined)?.[name], row) ?? null
}

const cursorOf = ({ _id, row }: RowDocument, by: string) =>
  Buffer.from(JSON.stringify([valueAt(row, by), _id])).toString('base64url')

/** Rows after the cursor. Null sorts before every value, and neither `$gt` nor `$lt` crosses from one to the other. */
function beyond(field: string, direction: 1 | -1, cursor: string): Filter {
  const [value, id] = parsedCursor(cursor)
  const tie = { [field]: value, _id: { $gt: id } }
  if (direction === 1 && value === null) return { $or: [{ [field]: { $ne: null } }, tie] }
  // Said twice, so that an index begins at the cursor: the thousandth page costs what the first does.
  if (direction === 1) return { [field]: { $gte: value }, $or: [{ [field]: { $gt: value } }, tie] }
  return value === null ? tie : { $or: [{ [field]: { $lt: value } }, { [field]: null }, tie] }
}

/** A cursor comes from a client: only `[string | number | null, string]` gets into a query. */
function parsedCursor(cursor: string): [string | number | null, string] {
  try {
    const [value, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[]
    if (typeof id === 'string' && (value === null || typeof value === 'string' || typeof value === 'number')) return [value, id]
  } catch {
    // not ours: answered below
  }
  throw refuse('platform/cursor-malformed')
}
