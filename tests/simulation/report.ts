import type { Outcome } from './world.ts'
import { planText } from './plan.ts'
export const report = (outcome: Outcome) =>
  `seed ${outcome.plan.seed}: ${outcome.steps} steps, ${Math.round(outcome.virtualMs / 1000)} virtual s\n  ${outcome.breaches.join('\n  ')}\n  --plan ${planText(outcome.plan)}`
