// Rules of a refusal that somebody would grant, and which fail all the same with the facts as they would be then.
// Guarantees: asked of the rule book in force for an akad of today, as the verdict of the next round will be; no appeal is granted in words
// that the rules take back in the next minute. Does not: record a verdict; the procedure of the next round gives it.
import { dayInWib } from '@simpul/kernel'
import { instantOf, type ServiceContext } from '@simpul/platform'
import { application } from '../application/aggregate.ts'
import type { Survey } from '../application/application.ts'
import { evolve } from '../application/events.ts'
import { verdictOf } from '../application/verdictFacts.ts'
import type { MicrocreditOutside } from '../outside/microcreditOutside.ts'
import { bookInForce } from '../rulebook/bookInForce.ts'
import type { Correction, Named } from './appeal.ts'
import { corrected, resumesAt } from './corrected.ts'
import { fits } from './facts.ts'

type Context = Pick<ServiceContext<MicrocreditOutside>, 'commands' | 'outside'>

interface Granting {
  readonly granted: readonly Named[]
  readonly corrections: readonly Correction[]
  /** As it stood when it was refused. */
  readonly survey: Survey | null
}

export async function stillFailing(
  { commands, outside }: Context,
  id: string,
  { granted, corrections, survey }: Granting,
): Promise<string[]> {
  const rules = granted.flatMap(({ kind, name }) => (kind === 'rule' ? [name] : []))
  const state = (await commands.state(application, id))?.state
  // The decider says what is the matter with a value that cannot be.
  if (rules.length === 0 || state?.status !== 'appealed' || !corrections.every(({ fact, value }) => fits(fact, value))) return []
  const on = dayInWib(instantOf(outside.clock.now()))
  const { file } = state
  const by = state.appeal.reviewer ?? ''
  const resumes = resumesAt(corrected(file, corrections, by, on), survey, granted)
  const next = { round: file.round + 1, resumesAt: resumes, survey, on, hand: { by, actsFor: [] } }
  const overturned = { ...next, granted, reasons: [], corrections }
  const after = evolve(state, { type: 'AppealOverturned', ...overturned })
  const given = verdictOf(after, on, { book: await bookInForce({ commands, outside }, on) })
  return (given?.findings ?? []).flatMap(({ rule, outcome }) => (outcome === 'fail' && rules.includes(rule) ? [rule] : []))
}
