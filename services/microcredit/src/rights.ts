// Whose an application or a quota is: asked of the state before a command is decided, and before anything is shown.
// Guarantees: an id that is missing in the token never matches; a lender sees nothing before the application was sent to it; staff
// of a branch see that branch alone.
// Does not guarantee: that the token's rights still hold this second; routes that are `confirmed` ask partners (outside/rights.ts).
import type { Actor, Role } from '@simpul/platform'
import { fileOf, type Application } from './application/application.ts'
import type { Hand, OrganisationId, PersonId } from './parties.ts'
import type { Quota } from './quota/quota.ts'
import { refuse } from './refusals.ts'

export const LENDER_ROLES = ['officer', 'approver', 'lender-manager'] as const satisfies readonly Role[]

export function isApplicant(state: Application, { person, roles }: Actor): boolean {
  const applicant = fileOf(state)?.applicant ?? ('applicant' in state ? state.applicant : null)
  return roles.includes('applicant') && person !== undefined && applicant?.person === person
}

export function isLender(state: Application, actor: Actor): boolean {
  const file = fileOf(state)
  return file !== null && isStaffOf(file, actor)
}

export const isQuotaOfLender = (state: Quota, actor: Actor) => state.status === 'open' && isStaffOf(state, actor)

/** The auditor reads what was sent, never a draft. */
export const mayRead = (state: Application, actor: Actor) =>
  isApplicant(state, actor) || isLender(state, actor) || (fileOf(state) !== null && actor.roles.includes('auditor'))

export const mayReadQuota = (state: Quota, actor: Actor) =>
  isQuotaOfLender(state, actor) || (state.status === 'open' && actor.roles.includes('auditor'))

export function personOf({ person }: Actor): PersonId {
  if (person === undefined) throw refuse('actor/no-person')
  return person
}

/** The hand that proposes or decides, with everybody of whose will it may be the hand: only a `confirmed` route knows them. */
export function handOf(actor: Actor): Hand {
  if (actor.actsFor === undefined) throw new Error('a hand needs a route that has rights confirmed')
  return { by: personOf(actor), actsFor: actor.actsFor }
}

export function lenderOf({ org }: Actor): OrganisationId {
  if (org === undefined) throw refuse('actor/no-organisation')
  return org
}

export const isInBranch = (unit: string, { branch }: Actor) => branch === undefined || branch === unit

export function isStaffOf({ lender, unit }: { lender: OrganisationId; unit: string }, actor: Actor): boolean {
  const staff = actor.person !== undefined && actor.roles.some((role) => LENDER_ROLES.some((each) => each === role))
  return staff && actor.org === lender && isInBranch(unit, actor)
}
