// The watch over a reservation of quota as a process: one an approval that asked for quota, until nothing of it is left open.
import { applicationContract } from '@simpul/contracts'
import { defineProcess } from '@simpul/platform'
import type { Application } from '../application/application.ts'
import type { ApplicationEvent } from '../application/events.ts'
import type { MicrocreditOutside } from '../outside/microcreditOutside.ts'
import { reservationSteps } from './activities.ts'

/** The n of `<application id>:<n>`. */
const numberOf = (rid: string) => Number(rid.slice(rid.lastIndexOf(':') + 1))

export const reservation = defineProcess<ApplicationEvent, Application, MicrocreditOutside>({
  name: 'reservation',
  from: applicationContract,
  starts: { QuotaWanted: ({ rid }) => numberOf(rid) },
  hears: [], // the watch goes by the pool
  ends: ['QuotaRefused', 'ApprovalAbandoned', 'ApplicationApproved', 'ApplicationWithdrawn'],
  openRound: (state) => (state.status === 'awaiting-quota' ? numberOf(state.reservation.rid) : null),
  workflow: { file: new URL('./workflow.ts', import.meta.url), name: 'reservation' },
  activities: reservationSteps,
})
