// Rows of a file as spreadsheets write them; what a whole import makes of them is in microcredit's commandLine.test.ts.
import { Type } from 'typebox'
import { expect, test } from 'vitest'
import { csvRows, fieldsOf, type Line } from './rows.ts'

const lines = async function* (...texts: string[]): AsyncGenerator<string> {
  yield* texts
}

test('a quoted separator is part of its field', () => {
  expect(fieldsOf('a, "b, ""c""" ,', ',')).toEqual(['a', 'b, "c"', ''])
  expect(fieldsOf('a;b', ';')).toEqual(['a', 'b'])
})

test('a list is written with strokes, each of its kind', async () => {
  const schema = Type.Object({ sdgs: Type.Array(Type.Integer()), prefers: Type.Array(Type.String()), ask: Type.Integer() })
  const read: Line[] = []
  for await (const row of csvRows(lines('sdgs;prefers;ask', '1|4; P2 | P1;5', '7;;x'), schema)) read.push(row)
  expect(read).toEqual([
    { line: 2, value: { sdgs: [1, 4], prefers: ['P2', 'P1'], ask: 5 } },
    { line: 3, value: { sdgs: [7], ask: 'x' } },
  ])
})
