// What every solver must answer: the optimum, and each way in which there is none told apart from the others.
import { describe, expect, test } from 'vitest'
import type { Column, Model, Row } from '../portfolio/model.ts'
import type { Solution, Solve } from '../portfolio/solver.ts'
import { assignment, bestAssignment, modelOfAssignment } from './everyAssignment.ts'

const effort = { secondsMax: 20, gapPpm: 0 }
const column = (gain: number, more: Partial<Column> = {}): Column => ({ gain, atMost: 1, isWhole: true, ...more })
const row = (times: readonly number[], more: Partial<Row> = {}): Row => ({
  terms: times.map((each, index) => [index, each] as const),
  atLeast: null,
  atMost: null,
  ...more,
})
const gainOf = (model: Model, solution: Solution) =>
  'values' in solution && solution.values
    ? solution.values.reduce((sum, value, index) => sum + Math.round(value) * (model.columns[index]?.gain ?? 0), 0)
    : null

export function solverContract(name: string, solve: Solve): void {
  describe(name, () => {
    test.each([1, 2, 3, 4, 5, 6])('the optimum of an assignment that was gone through state by state (%i)', async (seed) => {
      const problem = assignment(3, 12, seed)
      const solution = await solve(modelOfAssignment(problem), effort)
      const best = bestAssignment(problem)
      if (best === null) return expect(solution).toEqual({ status: 'impossible' })
      expect([solution.status, gainOf(modelOfAssignment(problem), solution)]).toEqual(['optimal', best])
      expect('bound' in solution && solution.bound).toBeCloseTo(best, 3)
    })
    test('the same model gives the same answer', async () => {
      const model = modelOfAssignment(assignment(5, 15, 7))
      expect(await solve(model, effort)).toEqual(await solve(model, effort))
    })
    test('rows that exclude each other are impossible', async () => {
      const model = { columns: [column(1), column(2)], rows: [row([1, 1], { atLeast: 2 }), row([1, 1], { atMost: 1 })] }
      expect(await solve(model, effort)).toEqual({ status: 'impossible' })
    })
    test('without an end there is no answer', async () => {
      const model = { columns: [column(1, { atMost: Number.POSITIVE_INFINITY })], rows: [] }
      expect(await solve(model, effort)).toEqual({ status: 'failed', why: expect.stringContaining('unbounded') })
    })
    test.each<readonly [string, Model]>([
      ['a gain that is no number', { columns: [column(Number.NaN)], rows: [] }],
      ['a gain that is infinite', { columns: [column(Number.POSITIVE_INFINITY)], rows: [] }],
      ['a coefficient that HiGHS takes for infinite', { columns: [column(1)], rows: [row([1e16], { atMost: 1 })] }],
      ['a bound that is no number', { columns: [column(1)], rows: [row([1], { atMost: Number.NaN })] }],
      ['a column that is not there', { columns: [column(1)], rows: [row([1, 1], { atMost: 1 })] }],
      [
        'a column twice in a row',
        {
          columns: [column(1)],
          rows: [
            {
              terms: [
                [0, 1],
                [0, 1],
              ],
              atLeast: null,
              atMost: 1,
            },
          ],
        },
      ],
    ])('%s is a failure that says so', async (_what, model) => {
      expect(await solve(model, effort)).toMatchObject({ status: 'failed', why: expect.stringMatching(/\w/) })
    })
    test('nothing to choose from is a choice of nothing, unless something must be chosen', async () => {
      expect(await solve({ columns: [], rows: [] }, effort)).toEqual({ status: 'optimal', values: [], bound: 0 })
      expect(await solve({ columns: [], rows: [row([], { atLeast: 1 })] }, effort)).toEqual({ status: 'impossible' })
    })
    test('when time is over it says so, with what it has', async () => {
      const solution = await solve(modelOfAssignment(assignment(10, 60, 3)), { secondsMax: 0.001, gapPpm: 0 })
      expect(solution.status).toBe('stopped')
    })
    test('after a failure the next model is solved', async () => {
      await solve({ columns: [column(1)], rows: [row([1e16], { atMost: 1 })] }, effort)
      expect(await solve({ columns: [column(3)], rows: [row([1], { atMost: 1 })] }, effort)).toMatchObject({
        status: 'optimal',
        bound: 3,
      })
    })
  })
}
