// What the lender's policy in force says of a proposal: its committee, by the amount, and its score.
// Guarantees: looked up when it is proposed and recorded with it, so that a policy adopted later changes no decision under way.
import { dayInWib } from '@simpul/kernel'
import { instantOf, type ServiceContext } from '@simpul/platform'
import type { MicrocreditOutside } from '../outside/microcreditOutside.ts'
import { policy } from '../policy/aggregate.ts'
import { inForce } from '../policy/policy.ts'
import { scoreOf } from '../policy/scorecard.ts'
import { committeeFor } from '../policy/tiers.ts'
import { application } from './aggregate.ts'
import type { Scored, Terms } from './application.ts'
import { checkTerms } from './bounds.ts'
import type { NamedCommittee } from './events.ts'
import { scoreValues } from './scoreValues.ts'

type Context = Pick<ServiceContext<MicrocreditOutside>, 'commands' | 'outside'>

/** Nothing where the lender has no policy, or while there is nothing to propose: the decider says what is the matter. */
export async function policyOn(
  { commands, outside }: Context,
  id: string,
  terms: Terms,
): Promise<{ decidedBy?: NamedCommittee; score?: Scored }> {
  const state = (await commands.state(application, id))?.state
  if (state?.status !== 'analysing') return {}
  checkTerms(terms)
  const { file, survey } = state
  const text = inForce((await commands.state(policy, file.lender))?.state)
  if (!text) return {}
  const { version: policyVersion, tiers, scorecard } = text
  const committee = committeeFor(tiers, terms.plafonIdr)
  const on = dayInWib(instantOf(outside.clock.now()))
  const score = scorecard && { policyVersion, ...scoreOf(scorecard, scoreValues(file, survey, terms, on)) }
  return { ...(committee ? { decidedBy: { policyVersion, committee } } : {}), ...(score ? { score } : {}) }
}
