// What the application hears when its order reached the quota's pool: step 3 of the reservation protocol (architecture §4).
// Guarantees: an answer only to a Reserve; command ids come from the rid, so that a repeated order answers once.
// Does not guarantee: that the application still waits. It may have been withdrawn; its refusal is then the end of this answer.
import type { Refusal } from '@simpul/kernel'
import type { CheckFacts } from './application.ts'
import type { QuotaAnswer } from './decideQuota.ts'
import type { PoolOrder } from './reservations.ts'

type Unstamped = QuotaAnswer extends infer Command ? (Command extends QuotaAnswer ? Omit<Command, 'now'> : never) : never

export type AnswerToApplication = { readonly commandId: string; readonly command: Unstamped }

/** `refusal` is null when the pool obeyed. A pool that is full for the moment is no answer: the order is given again. */
export function quotaAnswer({ command }: PoolOrder, refusal: Refusal | null): AnswerToApplication | 'again' | null {
  if (refusal?.entry.status === 503) return 'again'
  if (command.type !== 'Reserve') return null
  const { rid } = command
  if (!refusal) return { commandId: `approve:${rid}`, command: { type: 'CompleteApproval', rid } }
  return { commandId: `refuse:${rid}`, command: { type: 'RecordQuotaRefusal', rid, code: refusal.code, facts: plain(refusal) } }
}

/** The facts that fit into an event: figures and short words. */
function plain({ facts }: Refusal): CheckFacts {
  const fit = Object.entries(facts).filter(
    (fact): fact is [string, string | number | boolean] =>
      ['number', 'boolean'].includes(typeof fact[1]) || (typeof fact[1] === 'string' && fact[1].length <= 200),
  )
  return Object.fromEntries(fit)
}
