// What may be asked of the worklist: filters, and the order in which an index answers them.
// Guarantees: whatever is answered is read sorted from one index of worklist.ts, from the cursor on, so a page costs what a page holds;
// what would make the database read a lender's whole list is refused, with what to leave out. Shown by worklistQuery.test.ts.
// Does not guarantee: that one officer's files are few; whatever is asked of one officer's is filtered among them.
import type { Instant } from '@simpul/kernel'
import type { RowQuery } from '@simpul/platform'
import { Type } from 'typebox'
import { HOLDERS } from '../application/turn.ts'
import { code, day, id, idr, scheme, unit } from '../bodies.ts'
import type { OrganisationId, PersonId } from '../parties.ts'
import { refuse } from '../refusals.ts'
import type { WorklistFilters } from '../worklistFilters.ts'

/** As a request brings them. */
export const worklistFilters = {
  status: Type.Optional(code),
  officer: Type.Optional(id),
  mine: Type.Optional(Type.Boolean()),
  holder: Type.Optional(Type.Enum([...HOLDERS])),
  overdue: Type.Optional(Type.Boolean()),
  scheme: Type.Optional(scheme),
  unit: Type.Optional(unit),
  plafonFromIdr: Type.Optional(idr),
  plafonToIdr: Type.Optional(idr),
  submittedFrom: Type.Optional(day),
  submittedBefore: Type.Optional(day),
  dueBefore: Type.Optional(day),
}

export interface Asker {
  readonly lender: OrganisationId
  readonly branch?: string
  readonly person?: PersonId
}

export type Question = Pick<RowQuery, 'filter' | 'sort'>
type Range = Readonly<Partial<Record<'$gte' | '$lt' | '$lte', string | number>>>

/**
 * The worklist's question to its rows. One range at most (amount, submission or deadline), which gives the order; beside a deadline one
 * of status, scheme and holder; the branch beside all. Of one officer's files everything may be asked.
 */
export function questionOf(filters: WorklistFilters, { lender, branch, person }: Asker, now: Instant): Question {
  if (branch !== undefined && filters.unit !== undefined && filters.unit !== branch)
    throw refuse('actor/other-branch', { unit: filters.unit })
  const whose = given({ 'row.lender': lender, 'row.unit': branch ?? filters.unit })
  const what = given({ 'row.status': filters.status, 'row.scheme': filters.scheme, 'row.holder': filters.holder })
  const ranges = rangesOf(filters, now)
  const officer = filters.mine === true ? person : filters.officer
  const [order = 'row.dueAt', ...more] = Object.keys(ranges)
  if (officer !== undefined)
    return {
      filter: { 'row.hands': officer, ...among({ ...whose, ...what }), ...ranges },
      sort: { by: 'row.dueAt', direction: 1 },
    }
  if (more.length > 0 || Object.keys(what).length > (order === 'row.dueAt' ? 1 : 0)) throw refuse('worklist/too-many-filters')
  return { filter: { ...whose, ...what, ...ranges }, sort: { by: order, direction: 1 } }
}

/** The same as equality, said so that no index of the lender is taken for the officer's: it would be walked until the page is full. */
const among = (fields: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, { $not: { $ne: value } }]))

function rangesOf(filters: WorklistFilters, now: Instant): Readonly<Record<string, Range>> {
  const { plafonFromIdr, plafonToIdr, submittedFrom, submittedBefore, dueBefore, overdue } = filters
  const [due] = [midnight(dueBefore), overdue === true ? now : undefined].filter((each) => each !== undefined).toSorted()
  return given({
    'row.dueAt': rangeOf({ $lt: due }),
    'row.submittedAt': rangeOf({ $gte: midnight(submittedFrom), $lt: midnight(submittedBefore) }),
    'row.plafonIdr': rangeOf({ $gte: plafonFromIdr, $lte: plafonToIdr }),
  })
}

function rangeOf(bounds: Readonly<Record<string, string | number | undefined>>): Range | undefined {
  const range = given(bounds)
  return Object.keys(range).length === 0 ? undefined : range
}

function given<Value>(fields: Readonly<Record<string, Value | undefined>>): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(fields).filter((field): field is [string, Value] => field[1] !== undefined))
}

/** In WIB. */
const midnight = (on: string | undefined) => (on === undefined ? undefined : new Date(`${on}T00:00:00+07:00`).toISOString())
