// What the group adds to microcredit's table of contents.
import { group } from './aggregate.ts'
import { groups } from './groups.ts'
import { hearMembers } from './hearMembers.ts'
import { holdSeats } from './holdSeats.ts'
import { groupListRoutes, groupReadingRoutes } from './readingRoutes.ts'
import { formingRoutes, leavingRoutes, sentGroupRoutes } from './routes.ts'
import { seat } from './seat.ts'
import { sendMembers } from './sendMembers.ts'
import { tellPeople } from './tellPeople.ts'

export const together = {
  aggregates: [group, seat],
  projections: [groups],
  reactions: [sendMembers, holdSeats, hearMembers, tellPeople],
  routes: [formingRoutes, leavingRoutes, sentGroupRoutes, groupReadingRoutes, groupListRoutes],
}
