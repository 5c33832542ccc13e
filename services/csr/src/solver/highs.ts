// One model through HiGHS, in the thread that calls it, which is busy until it is done.
// Guarantees: every status but "optimal" and a time limit is a failure that says its name; the model's native memory is given back; what HiGHS
// throws is told as a failure. Shown by solver.contract.ts.
// Does not guarantee: an answer in time: HiGHS looks at its clock between steps. highsThreads.ts ends the thread.
import loadHighs, { type Highs, type ModelData } from 'highs'
import type { Column, Model, Row } from '../portfolio/model.ts'
import type { Effort, Solution } from '../portfolio/solver.ts'

// Its types say CommonJS, where the loader would be a property; what Node imports is the loader itself.
const load = loadHighs as unknown as () => Promise<Highs>
let loaded: Promise<Highs> | null = null

export async function solveWithHighs(model: Model, effort: Omit<Effort, 'signal'>): Promise<Solution> {
  const fault = faultOf(model)
  if (fault) return { status: 'failed', why: fault }
  // Without anything to choose HiGHS says "Empty", whether or not the rows could be kept.
  if (model.columns.length === 0)
    return model.rows.some(({ atLeast }) => (atLeast ?? 0) > 0)
      ? { status: 'impossible' }
      : { status: 'optimal', values: [], bound: 0 }
  loaded ??= load()
  const highs = await loaded
  try {
    return highs.withModel(dataOf(model, highs), (native) => {
      native.options.set({
        output_flag: false,
        random_seed: 1,
        time_limit: effort.secondsMax,
        mip_rel_gap: effort.gapPpm / 1_000_000,
        mip_abs_gap: gainsWholeNumbers(model) ? 0.5 : 1e-6,
      })
      const { modelStatus } = native.run()
      const hasValues = native.info.get('primal_solution_status') === FEASIBLE
      const values = hasValues ? [...native.getSolution().colValue] : null
      return solutionOf(modelStatus, values, Number(native.info.get('mip_dual_bound')))
    })
  } catch (error) {
    loaded = null // the next model begins with memory that nothing has touched
    return { status: 'failed', why: String(error) }
  }
}

/** Two choices then differ by one at least, so what is nearer than a half is proven. */
const gainsWholeNumbers = ({ columns }: Model): boolean =>
  columns.every(({ gain, isWhole }) => gain === 0 || (isWhole && Number.isInteger(gain)))

/** HiGHS: 0 nothing, 1 infeasible, 2 feasible. */
const FEASIBLE = 2
const NAMES: Readonly<Record<number, string>> = {
  1: 'load error',
  2: 'model error',
  3: 'presolve error',
  4: 'solve error',
  5: 'postsolve error',
  6: 'empty',
  9: 'unbounded or infeasible',
  10: 'unbounded',
  14: 'iteration limit',
  15: 'unknown',
  17: 'interrupted',
}

export function solutionOf(status: number, values: readonly number[] | null, bound: number): Solution {
  if (status === 7 && values !== null) return { status: 'optimal', values, bound }
  if (status === 8) return { status: 'impossible' }
  if (status === 13) return { status: 'stopped', values, bound: Number.isFinite(bound) ? bound : null }
  return { status: 'failed', why: `HiGHS: ${NAMES[status] ?? `status ${status}`}` }
}

/** HiGHS takes what is 1e15 or more for infinite, and refuses what is no number at all. */
const LARGEST = 1e15

function faultOf({ columns, rows }: Model): string | null {
  const isFine = (value: number | null) => value === null || (Number.isFinite(value) && Math.abs(value) < LARGEST)
  if (!columns.every(({ gain, atMost }) => isFine(gain) && !Number.isNaN(atMost)))
    return 'a column that is no number, or too large'
  const fits = ([column, times]: readonly [number, number]) => isFine(times) && column in columns
  return rows.every(({ terms, atLeast, atMost }) => isFine(atLeast) && isFine(atMost) && terms.every(fits))
    ? null
    : 'a row that is no number, or too large'
}

function dataOf({ columns, rows }: Model, { infinity, constants }: Highs): ModelData {
  const each = (of: (column: Column) => number) => columns.map(of)
  const every = (of: (row: Row) => number) => rows.map(of)
  const starts = [0]
  for (const { terms } of rows) starts.push((starts.at(-1) ?? 0) + terms.length)
  return {
    numCols: columns.length,
    numRows: rows.length,
    sense: constants.objectiveSense.maximize,
    colCost: each(({ gain }) => gain),
    colLower: each(() => 0),
    colUpper: each(({ atMost }) => (atMost === Number.POSITIVE_INFINITY ? infinity : atMost)),
    integrality: columns.map(({ isWhole }) => (isWhole ? constants.variableType.integer : constants.variableType.continuous)),
    rowLower: every(({ atLeast }) => atLeast ?? -infinity),
    rowUpper: every(({ atMost }) => atMost ?? infinity),
    matrix: {
      format: 'csr',
      numRows: rows.length,
      numCols: columns.length,
      starts,
      indices: rows.flatMap(({ terms }) => terms.map(([column]) => column)),
      values: rows.flatMap(({ terms }) => terms.map(([, times]) => times)),
    },
  }
}
