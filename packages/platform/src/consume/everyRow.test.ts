import { expect, test } from 'vitest'
import { everyRow } from './everyRow.ts'
import type { RowQuery } from './projection.ts'

function list(count: number) {
  const asked: RowQuery[] = []
  const find = async (query: RowQuery) => {
    asked.push(query)
    const from = Number(query.after ?? 0)
    const rows = Array.from({ length: Math.min(query.limit, count - from) }, (_, n) => ({ id: String(from + n), seq: 1 }))
    return { rows, next: from + rows.length < count ? String(from + rows.length) : null }
  }
  return { asked, rows: { find } }
}
const question = { filter: { lender: 'x' }, sort: { by: 'at', direction: 1 } } as const

test.each([0, 1, 100, 101, 250])('%i rows come once each, in order', async (count) => {
  const { asked, rows } = list(count)
  const seen: string[] = []
  for await (const { id } of everyRow(rows, question)) seen.push(id)
  expect(seen).toEqual(Array.from({ length: count }, (_, n) => String(n)))
  expect(asked).toHaveLength(Math.max(1, Math.ceil(count / 100)))
  expect(asked.at(-1)).toMatchObject(question)
})

test('whoever stops taking them stops the reading', async () => {
  const { asked, rows } = list(1_000)
  for await (const { id } of everyRow(rows, question)) if (id === '150') break
  expect(asked).toHaveLength(2)
})
