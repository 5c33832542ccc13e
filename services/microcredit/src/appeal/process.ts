// The appeal as a process: from its filing until somebody decided or it was withdrawn. Its round is that of the refusal.
import { applicationContract } from '@simpul/contracts'
import { defineProcess } from '@simpul/platform'
import type { Application } from '../application/application.ts'
import type { ApplicationEvent } from '../application/events.ts'
import { clockSteps } from '../approval/activities.ts'
import type { MicrocreditOutside } from '../outside/microcreditOutside.ts'
import { HEARD } from './heard.ts'

export const appeal = defineProcess<ApplicationEvent, Application, MicrocreditOutside>({
  name: 'appeal',
  from: applicationContract,
  starts: { AppealFiled: ({ round }) => round },
  hears: HEARD,
  ends: ['AppealWithdrawn', 'AppealUpheld', 'AppealOverturned'],
  openRound: (state) => (state.status === 'appealed' ? state.file.round : null),
  workflow: { file: new URL('./workflow.ts', import.meta.url), name: 'appeal' },
  activities: clockSteps,
})

export type AppealSteps = ReturnType<typeof clockSteps>
