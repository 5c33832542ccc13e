// An appeal waits for somebody to decide it, under a clock that the lender and the applicant see.
// Guarantees: reminded at half time, escalated at the deadline, and never decided by silence: after both it still waits.
// Does not: say who decides; the lender assigns, and the decider refuses who took part.
import { inbox, steps, type ProcessInput } from '@simpul/platform/workflow'
import type { Heard } from './heard.ts'
import type { AppealSteps } from './process.ts'

export async function appeal(input: ProcessInput<Heard>) {
  const { id, round } = input
  const events = inbox<Heard>(input)
  const step = steps<AppealSteps>(events)
  await events.next(['AppealWithdrawn', 'AppealUpheld', 'AppealOverturned'], {
    within: () => step.clock(id, 'appeal', round),
    onReminder: ({ dueAt }) => step.remind(id, 'appeal', dueAt, round),
    onOverdue: ({ dueAt }) => step.escalate(id, 'appeal', dueAt, round),
  })
}
