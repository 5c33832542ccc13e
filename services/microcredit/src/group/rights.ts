// Whose a group is: its people, its chair, and the lender that it was sent to.
// Guarantees: a stranger's group does not exist for the reader; a lender has none before it was sent, and a branch its own alone.
import type { Actor } from '@simpul/platform'
import { isStaffOf } from '../rights.ts'
import { memberOf, type Group } from './group.ts'

export const isInGroup = (state: Group, { person, roles }: Actor): boolean =>
  state.status !== 'none' && roles.includes('applicant') && person !== undefined && memberOf(state, person) !== undefined

export const isChair = (state: Group, actor: Actor): boolean =>
  isInGroup(state, actor) && state.status !== 'none' && state.chair === actor.person

const wasSent = (state: Group): boolean => state.status !== 'none' && state.status !== 'forming' && state.status !== 'dissolved'

export function isLenderOfGroup(state: Group, actor: Actor): boolean {
  if (state.status === 'none' || !wasSent(state)) return false
  const { lender, unit } = state.plan
  return lender !== undefined && unit !== undefined && isStaffOf({ lender, unit }, actor)
}

export const mayReadGroup = (state: Group, actor: Actor): boolean =>
  isInGroup(state, actor) || isLenderOfGroup(state, actor) || (wasSent(state) && actor.roles.includes('auditor'))
