// Until when a refusal of today can be appealed against: the lender's policy, or the standard days, on the holiday table.
// Guarantees: looked up when it is refused and recorded with it, so that neither a later policy nor a new table takes a day from the applicant.
// Where the table ends before it, there is no deadline: nobody loses their appeal over that.
import type { Instant } from '@simpul/kernel'
import { instantOf, type ServiceContext } from '@simpul/platform'
import { application } from '../application/aggregate.ts'
import { fileOf } from '../application/application.ts'
import { dueOf } from '../approval/clocks.ts'
import { workingDaysOf } from '../approval/policy.ts'
import type { MicrocreditOutside } from '../outside/microcreditOutside.ts'
import { policy } from '../policy/aggregate.ts'
import { inForce } from '../policy/policy.ts'

type Context = Pick<ServiceContext<MicrocreditOutside>, 'commands' | 'outside'>

export async function appealWindow({ commands, outside }: Context, id: string): Promise<{ appealUntil?: Instant }> {
  const state = (await commands.state(application, id))?.state
  const file = state && fileOf(state)
  if (!file) return {}
  const own = inForce((await commands.state(policy, file.lender))?.state)?.workingDays.appealFiling
  const days = own ?? workingDaysOf(outside.policy, file.lender, 'appealFiling')
  const due = dueOf(days, instantOf(outside.clock.now()), outside.holidays)
  return due ? { appealUntil: due.dueAt } : {}
}
