// Other terms for the same needs: a budget that is more or less, a weight that is a tenth more or less, a floor that is dropped.
// Guarantees: pure; each names itself in both languages. Does not: choose; alternativesOf does.
import { floorName, type Plan } from '../portfolio/portfolio.ts'
import { CRITERIA, type Criterion, type Program } from '../program/program.ts'
import { judged, planOf, type Request } from './recommendation.ts'

export interface Other {
  readonly name: string
  readonly plan: Plan
}

export function othersOf(request: Request, budgetPercent: number): readonly Other[] {
  const plan = (changed: Request) => planOf(changed, judged(changed))
  const budgets = [-budgetPercent, budgetPercent].map((percent) => ({
    name: `anggaran / budget ${signed(percent)}%`,
    plan: plan(withBudgets(request, percent)),
  }))
  const used = CRITERIA.filter((criterion) => request.programs.some(({ weights }) => weights[criterion] > 0))
  const weights = used.flatMap((criterion) =>
    [-10, 10].map((percent) => ({
      name: `bobot / weight ${criterion} ${signed(percent)}%`,
      plan: plan(withWeight(request, criterion, percent)),
    })),
  )
  const floors = request.floors.map((floor) => ({
    name: `tanpa / without ${floorName(floor)}`,
    plan: plan({ ...request, floors: request.floors.filter((each) => each !== floor) }),
  }))
  return [...budgets, ...weights, ...floors]
}

const signed = (percent: number): string => (percent > 0 ? `+${percent}` : `−${-percent}`)

/** Programs, pillars and the whole, each rounded down to a rupiah. */
function withBudgets(request: Request, percent: number): Request {
  const part = (idr: number) => Number((BigInt(idr) * BigInt(100 + percent)) / 100n)
  return {
    ...request,
    totalIdr: request.totalIdr === null ? null : part(request.totalIdr),
    pillarIdr: Object.fromEntries(Object.entries(request.pillarIdr).map(([pillar, idr]) => [pillar, part(idr)])),
    programs: request.programs.map((program) => ({ ...program, budgetIdr: part(program.budgetIdr) })),
  }
}

/** In hundredths of a weight, so that a tenth of it is whole. */
function withWeight(request: Request, criterion: Criterion, percent: number): Request {
  const changed = ({ weights }: Program) =>
    Object.fromEntries(
      CRITERIA.map((each) => [each, weights[each] * (each === criterion ? 100 + percent : 100)]),
    ) as Program['weights']
  return { ...request, programs: request.programs.map((program) => ({ ...program, weights: changed(program) })) }
}
