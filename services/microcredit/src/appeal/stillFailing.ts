// Rules of a refusal that somebody would grant, and which fail all the same with the facts as they would be then.
// Guarantees: asked of the rule book in force for an akad of today, as the verdict of the next round will be; no appeal is granted in words
// that the rules take back in the next minute. Does not: record a verdict; the procedure of the next round gives it.
import { dayInWib } from '@simpul/kernel'
import { instantOf, type ServiceContext } from '@simpul/platform'
import { application } from '../application/aggregate.ts'
import { evolve } from '../application/events.ts'
import { verdictOf } from '../application/verdictFacts.ts'
import type { MicrocreditOutside } from '../outside/microcreditOutside.ts'
import { bookInForce } from '../rulebook/bookInForce.ts'
import type { Correction, Named } from './appeal.ts'
import { corrected, resumesAt } from './corrected.ts'
import { fits } from './facts.ts'

type Context = Pick<ServiceContext<MicrocreditOutside>, 'commands' | 'outside'>

export async function stillFailing(
  { commands, outside }: Context,
  id: string,
  { granted, corrections }: { readonly granted: readonly Named[]; readonly corrections: readonly Correction[] },
): Promise<string[]> {
  const rules = granted.flatMap(({ kind, name }) => (kind === 'rule' ? [name] : []))
  const state = (await commands.state(application, id))?.state
  // The decider says what is the matter with a value that cannot be.
  if (rules.length === 0 || state?.status !== 'appealed' || !corrections.every(({ fact, value }) => fits(fact, value))) return []
  const on = dayInWib(instantOf(outside.clock.now()))
  const { file, survey } = state
  const by = state.appeal.reviewer ?? ''
  const resumes = resumesAt(corrected(file, corrections, by, on), survey, granted)
  const overturned = {
    round: file.round + 1,
    granted,
    reasons: [],
    corrections,
    resumesAt: resumes,
    on,
    hand: { by, actsFor: [] },
  }
  const after = evolve(state, { type: 'AppealOverturned', ...overturned })
  const given = verdictOf(after, on, { book: await bookInForce({ commands, outside }, on) })
  return (given?.findings ?? []).flatMap(({ rule, outcome }) => (outcome === 'fail' && rules.includes(rule) ? [rule] : []))
}
