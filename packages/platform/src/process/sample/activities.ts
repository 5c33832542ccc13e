// The steps of a home visit. A test changes the plan while the procedure runs: deadlines that move, a step that breaks.
import type { Unstamped } from '../../aggregate/aggregate.ts'
import type { Commands } from '../../host/commands.ts'
import type { ServiceContext } from '../../host/serviceContext.ts'
import type { Due } from '../inbox.ts'
import type { StepMeta } from '../step.ts'
import { visit, type VisitCommand } from './visit.ts'

export interface VisitPlan {
  due: Due
  /** Throws instead of planning. */
  broken: boolean
  /** Command ids of the steps, in the order of their runs. */
  readonly ran: string[]
}

export const visitSteps = ({ commands, outside: plan }: { commands: Commands; outside: VisitPlan }) => {
  const give = (command: Unstamped<VisitCommand>) => async (meta: StepMeta, id: string, round: number) => {
    plan.ran.push(meta.commandId)
    if (plan.broken) throw new TypeError('Siti Aminah, NIK 3201010101010001')
    await commands.send(visit, id, { ...command, round } as Unstamped<VisitCommand>, meta)
  }
  return {
    plan: give({ type: 'PlanVisit' }),
    remind: give({ type: 'RemindVisit' }),
    escalate: give({ type: 'EscalateVisit' }),
    close: give({ type: 'CloseVisit' }),
    due: async (_meta: StepMeta): Promise<Due> => plan.due,
  }
}

export const visitActivities = (context: ServiceContext<VisitPlan>) => visitSteps(context)
