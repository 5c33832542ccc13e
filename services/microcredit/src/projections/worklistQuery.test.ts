// Which combination of filters becomes which question, and which is refused.
import { Refusal } from '@simpul/kernel'
import { expect, test } from 'vitest'
import { worklist } from './worklist.ts'
import type { WorklistFilters } from '../worklistFilters.ts'
import { questionOf } from './worklistQuery.ts'

const now = '2026-03-10T03:00:00.000Z'
const asker = { lender: 'org-bank-desa', person: 'p-officer' }
const asked = (filters: WorklistFilters, who: Parameters<typeof questionOf>[1] = asker) => questionOf(filters, who, now)
const filterOf = (filters: WorklistFilters, who?: Parameters<typeof questionOf>[1]) => asked(filters, who).filter
const codeOf = (ask: () => unknown) => {
  try {
    ask()
    return null
  } catch (error) {
    return error instanceof Refusal ? error.code : error
  }
}

/** A value for each filter; days are such that none is refused for another reason. */
const VALUES = {
  status: 'surveying',
  officer: 'p-ani',
  holder: 'officer',
  overdue: true,
  scheme: 'MIKRO',
  unit: 'pusat',
  plafonFromIdr: 1,
  plafonToIdr: 2,
  submittedFrom: '2026-03-01',
  submittedBefore: '2026-04-01',
  dueBefore: '2026-04-01',
} as const satisfies Required<Omit<WorklistFilters, 'mine'>>

test('every combination of filters is refused, or comes sorted from an index that begins with what it asks for', () => {
  const names = Object.keys(VALUES) as (keyof typeof VALUES)[]
  const counted = { answered: 0, refused: 0 }
  for (let combination = 0; combination < 2 ** names.length; combination += 1) {
    const filters = Object.fromEntries(names.flatMap((name, n) => (combination & (2 ** n) ? [[name, VALUES[name]]] : [])))
    if (codeOf(() => asked(filters)) !== null) {
      counted.refused += 1
      continue
    }
    counted.answered += 1
    const { filter, sort } = asked(filters)
    const equal = Object.keys(filter).filter((field) => typeof filter[field] !== 'object')
    // Of one officer's files everything else is filtered among them.
    const leading = 'row.hands' in filter ? ['row.hands'] : equal
    const served = worklist.indexes.some(({ keys }) => {
      const fields = Object.keys(keys)
      return (
        fields.length === leading.length + 1 &&
        leading.every((field) => fields.indexOf(field) < leading.length && fields.includes(field)) &&
        fields.at(-1) === sort.by
      )
    })
    expect([filters, served]).toEqual([filters, true])
  }
  // Half of them are of one officer; without one, in a branch or not: 3 ranges in each of 2 orders, or one of 4 kinds × 4 deadlines.
  expect(counted.answered).toBe(2 ** (names.length - 1) + 2 * (2 * 3 + 4 * 4))
  expect(counted.answered + counted.refused).toBe(2 ** names.length)
})

test('days are those of WIB, from the first and before the last', () =>
  expect(filterOf({ submittedFrom: '2026-03-01', submittedBefore: '2026-04-01' })).toMatchObject({
    'row.submittedAt': { $gte: '2026-02-28T17:00:00.000Z', $lt: '2026-03-31T17:00:00.000Z' },
  }))

test('overdue and due before some day: the earlier of both', () => {
  expect(filterOf({ overdue: true })['row.dueAt']).toEqual({ $lt: now })
  expect(filterOf({ overdue: true, dueBefore: '2026-03-01' })['row.dueAt']).toEqual({ $lt: '2026-02-28T17:00:00.000Z' })
  expect(filterOf({ overdue: true, dueBefore: '2026-04-01' })['row.dueAt']).toEqual({ $lt: now })
})

test('the range that is asked for gives the order, and so its index', () => {
  expect(asked({ scheme: 'MIKRO' }).sort.by).toBe('row.dueAt')
  expect(asked({ submittedFrom: '2026-03-01', unit: 'pusat' }).sort.by).toBe('row.submittedAt')
  expect(asked({ plafonFromIdr: 1, plafonToIdr: 2 }).sort.by).toBe('row.plafonIdr')
})

test.each<WorklistFilters>([
  { plafonFromIdr: 1, submittedFrom: '2026-03-01' },
  { plafonToIdr: 1, overdue: true },
  { submittedBefore: '2026-03-01', dueBefore: '2026-03-01' },
  { holder: 'officer', scheme: 'MIKRO' },
  { holder: 'officer', plafonFromIdr: 1 },
  { status: 'surveying', scheme: 'MIKRO' },
])('%j would read the whole list, so it is refused; of one officer’s files it is answered', (filters) => {
  expect(codeOf(() => asked(filters))).toBe('worklist/too-many-filters')
  expect(codeOf(() => asked({ ...filters, officer: 'p-ani' }))).toBeNull()
  expect(filterOf({ ...filters, mine: true })).toMatchObject({
    'row.hands': 'p-officer',
    'row.lender': { $not: { $ne: 'org-bank-desa' } },
  })
})

test('whatever is asked, it is of the own lender, and in the own branch', () => {
  const branch = { ...asker, branch: 'cabang' }
  const all: WorklistFilters[] = [{}, { officer: 'p-ani' }, { holder: 'system' }, { plafonFromIdr: 1 }, { status: 'rejected' }]
  for (const filters of all)
    expect(filterOf(filters, branch)).toMatchObject(
      'officer' in filters
        ? { 'row.lender': { $not: { $ne: 'org-bank-desa' } }, 'row.unit': { $not: { $ne: 'cabang' } } }
        : { 'row.lender': 'org-bank-desa', 'row.unit': 'cabang' },
    )
  expect(codeOf(() => asked({ unit: 'pusat' }, branch))).toBe('actor/other-branch')
  expect(filterOf({ unit: 'cabang' }, branch)['row.unit']).toBe('cabang')
})
