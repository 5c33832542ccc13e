// What applicants read and are sent: timeline, letter, messages. A part of the table of contents, because service.ts is one screen.
import { notification } from './notification/aggregate.ts'
import { contact } from './notification/contact.ts'
import { delivery } from './notification/process.ts'
import { notificationRoutes } from './notification/routes.ts'
import { tellApplicant } from './notification/tellApplicant.ts'
import { letterRoutes } from './letter/routes.ts'
import { deliveries } from './projections/deliveries.ts'
import { timeline } from './projections/timeline.ts'

export const forApplicants = {
  aggregates: [contact, notification],
  projections: [timeline, deliveries],
  reactions: [tellApplicant],
  processes: [delivery],
  routes: [letterRoutes, notificationRoutes],
}
