// One step of the reservation protocol (architecture §4): a holder's order goes to the pool, the pool's answer back to the holder.
// Guarantees: may crash or repeat at any point, the command ids make each step act once; a disagreement with the pool is thrown, so that
// the holder's later events wait for an operator instead of being guessed at. Does not: choose commands; whoever holds and the pool do.
// Shown by reserveQuota.test.ts, stockRush.int.test.ts and kill.test.ts.
import { isReservationAlarm, Refusal } from '@simpul/kernel'
import { crashPoint } from '../crashPoint.ts'

export interface ReservationStep<Answer> {
  /** Of the crash points: `<name>/after-reserve`, `<name>/after-answer`. */
  readonly name: string
  readonly order: 'Reserve' | 'Confirm' | 'Release' | 'Reverse' | 'Consume'
  /** Sends the order to the pool. */
  ask(): Promise<unknown>
  /** What it means that there is no pool. */
  noPool(): Refusal
  /** `refusal` is null when the pool obeyed; 'again' when it could not answer now; null when the holder need not hear of it. */
  answer(refusal: Refusal | null): Answer | 'again' | null
  /** Sends the answer to the holder. */
  tell(answer: Answer): Promise<unknown>
  /** The holder's refusal once it no longer waits: the event that ended its waiting gives the reservation back. */
  readonly notWaiting: string
}

export async function reservationStep<Answer>(step: ReservationStep<Answer>): Promise<void> {
  const { name, order, notWaiting } = step
  const refusal = await refusalOf(() => step.ask())
  crashPoint(`${name}/after-${order.toLowerCase()}`)
  const hasNoPool = refusal?.code === 'platform/not-found'
  if (hasNoPool && order === 'Release') return // its Reserve found no pool either, so nothing is held
  if (refusal && (isReservationAlarm(refusal) || order !== 'Reserve')) throw refusal
  const answer = step.answer(hasNoPool ? step.noPool() : refusal)
  if (answer === 'again') throw refusal ?? new Error('asked again without a refusal')
  if (!answer) return
  const unheard = await refusalOf(() => step.tell(answer))
  crashPoint(`${name}/after-answer`)
  if (unheard && unheard.code !== notWaiting) throw unheard
}

async function refusalOf(send: () => Promise<unknown>): Promise<Refusal | null> {
  try {
    await send()
    return null
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}
