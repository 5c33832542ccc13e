// What is done about a reservation whose time is over: nothing, or the application is asked whether it still wants it.
// Guarantees: goes by what pool and application say now; asking again is harmless, for the application answers by the state it is in.
import { Refusal, type Instant } from '@simpul/kernel'
import { instantOf, type ServiceContext, type StepMeta } from '@simpul/platform'
import { application } from '../application/aggregate.ts'
import type { Reservation } from '../application/application.ts'
import { Away } from '../outside/away.ts'
import type { MicrocreditOutside } from '../outside/microcreditOutside.ts'
import { quota } from '../quota/aggregate.ts'

/** The application's answer reaches the pool in seconds; an operator who has to clear a blocked key needs longer. */
export const LOOK_AGAIN_MS = 15 * 60_000

export const reservationSteps = ({ commands, outside }: ServiceContext<MicrocreditOutside>) => ({
  /** When to look again, or null: nothing of it is open any more. */
  async settle(meta: StepMeta, id: string, wanted: Reservation, attempt: number): Promise<Instant | null> {
    const { rid, quotaId } = wanted
    const asking = (await commands.state(application, id))?.state
    const waits = asking?.status === 'awaiting-quota' && asking.reservation.rid === rid
    const pool = (await commands.state(quota, quotaId))?.state
    const isHeld = pool?.status === 'open' && Object.hasOwn(pool.pool.entries, rid) && pool.pool.entries[rid]?.status === 'held'
    if (!waits && !isHeld) return null
    try {
      const commandId = `abandon:${rid}:${attempt}`
      await commands.send(application, id, { type: 'AbandonReservation', ...wanted }, { ...meta, commandId })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      // Temporal's clock is ahead of ours.
      if (error.code === 'application/reservation-still-valid') throw new Away('valid by our clock')
      // A hold that the application never asked for: no answer of a procedure mends that, an operator has to look.
      throw new Error(`${rid} is held and the application refuses it: ${error.code}`, { cause: error })
    }
    return instantOf(outside.clock.now() + LOOK_AGAIN_MS)
  },
})

export type ReservationSteps = ReturnType<typeof reservationSteps>
