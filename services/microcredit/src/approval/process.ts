// The approval as a process: which events begin a round, and which end it.
import { applicationContract } from '@simpul/contracts'
import { defineProcess } from '@simpul/platform'
import { fileOf, isOver, type Application } from '../application/application.ts'
import type { ApplicationEvent } from '../application/events.ts'
import type { MicrocreditOutside } from '../outside/microcreditOutside.ts'
import { approvalSteps } from './activities.ts'
import { HEARD } from './heard.ts'

export const approval = defineProcess<ApplicationEvent, Application, MicrocreditOutside>({
  name: 'approval',
  from: applicationContract,
  starts: {
    ApplicationSubmitted: ({ round }) => round,
    ApplicationReopened: ({ round }) => round,
    AppealOverturned: ({ round }) => round,
  },
  hears: HEARD,
  ends: ['ApplicationWithdrawn', 'ApplicationRejected', 'ApplicationDisbursed'],
  openRound: (state) => (isOver(state.status) || state.status === 'appealed' ? null : (fileOf(state)?.round ?? null)),
  workflow: { file: new URL('./workflow.ts', import.meta.url), name: 'approval' },
  activities: approvalSteps,
})
