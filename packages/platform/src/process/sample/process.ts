// The process of home visits, as a service would declare it.
import { defineProcess } from '../process.ts'
import { visitActivities, type VisitPlan } from './activities.ts'
import { openRound, visitEvents, type Visit, type VisitEvent } from './visit.ts'

export const visiting = defineProcess<VisitEvent, Visit, VisitPlan>({
  name: 'visiting',
  from: visitEvents,
  starts: { VisitAsked: ({ round }) => round },
  ends: ['VisitClosed', 'VisitCancelled'],
  openRound,
  workflow: { file: new URL('./workflow.ts', import.meta.url), name: 'visiting' },
  activities: visitActivities,
})
