// A failure as a person wants it: what broke, in the smallest story that still breaks it, step by step, and how to play it again.
// Guarantees: the smaller plan breaks in the same way, by its sentence without names and figures. Does not: find the smallest of all.
import { planText, type Plan } from './plan.ts'
import type { Step } from './scheduler.ts'
import { simulate, told, type Outcome } from './world.ts'

const RUNS_MAX = 300
const ORDERS_EACH = 6
const LINES_MAX = 160

/** Fewer clients, commands, faults and kinds of faults, as long as some order of the steps still breaks it. */
export async function shrunk(failing: Outcome): Promise<Outcome> {
  const left = { runs: RUNS_MAX }
  for (let best = failing; ;) {
    const smaller = await firstThatBreaks(best, left)
    if (!smaller) return best
    best = smaller
  }
}

async function firstThatBreaks(failing: Outcome, left: { runs: number }): Promise<Outcome | null> {
  for (const plan of smallerThan(failing.plan))
    for (let shuffle = 0; shuffle < ORDERS_EACH && left.runs > 0; shuffle += 1) {
      left.runs -= 1
      const outcome = await simulate({ ...plan, shuffle })
      if (shapeOf(outcome) === shapeOf(failing)) return outcome
    }
  return null
}

/** The first breach without what differs from one seed to the next. */
const shapeOf = ({ breaches }: Outcome) => (breaches[0] ?? '').replace(/\S*\d\S*/g, '…').replace(/'[^']*'/g, '…')

function* smallerThan(plan: Plan): Generator<Plan> {
  const { clients, commandsEach, events, callFaultShare, kinds } = plan
  for (const fewer of [1, clients >> 1, clients - 1]) if (fewer > 0 && fewer < clients) yield { ...plan, clients: fewer }
  for (const fewer of [1, commandsEach >> 1, commandsEach - 1])
    if (fewer > 0 && fewer < commandsEach) yield { ...plan, commandsEach: fewer }
  for (const fewer of [0, events >> 1, events - 1]) if (fewer >= 0 && fewer < events) yield { ...plan, events: fewer }
  if (callFaultShare > 0) yield { ...plan, callFaultShare: 0 }
  if (callFaultShare > 0.01) yield { ...plan, callFaultShare: 0.01 }
  for (const kind of kinds) yield { ...plan, kinds: kinds.filter((each) => each !== kind) }
}

export function report(outcome: Outcome): string {
  const { plan, breaches, trace } = outcome
  const lines = told(interesting(trace, breaches)).split('\n')
  return [
    `Seed ${plan.seed} breaks what must hold (${plan.clients} clients, ${plan.commandsEach} commands each, ${plan.events} faults):`,
    ...breaches.map((breach) => `  ${breach}`),
    '',
    'What happened to it, without what went as it should and concerns others:',
    ...lines.slice(-LINES_MAX),
    '',
    `Play it again:   npm run simulate -- --plan ${planText(plan)}`,
    `with every step: npm run simulate -- --trace --plan ${planText(plan)}`,
  ].join('\n')
}

/** Steps about what a breach names, and every fault. */
function interesting(trace: readonly Step[], breaches: readonly string[]): Step[] {
  const names = [...new Set(breaches.flatMap((breach) => breach.match(/[a-z][\w-]*[0-9]+(?:[:/][\w-]+)*|\ball\b|nib-\d/g) ?? []))]
  const stems = names.flatMap((name) => [name, name.split(/[:/]/)[0] as string])
  const about = stems.map((name) => new RegExp(`(^|[^\\w-])${name.replace(/[^\w-]/g, '\\$&')}($|[^\\w])`))
  return trace.filter(
    ({ what, remark }) =>
      what.startsWith('!') ||
      what.startsWith('BREACH') ||
      (!what.startsWith('← ') && !what.startsWith('waits no longer') && about.some((name) => name.test(`${what} ${remark}`))),
  )
}
