// Who sees what of a party, by how near they stand to it.
// Guarantees: personal data only masked; a stranger sees an organisation's public facts and no person at all; the outcome of a check
// in detail only for officers: told to the party, it would let anybody try out names against a NIK.
// Does not guarantee: a record of who looked.
import type { PartyHistory, PartyView } from '@simpul/contracts'
import type { HistoryPage } from '@simpul/platform'
import type { Actor } from '@simpul/platform'
import { maskFields, type Opened } from '@simpul/platform/sealing'
import type { Static } from 'typebox'
import { delegationsOf } from './delegations.ts'
import { isManager, kindOf, type Organisation, type Party, type Person } from './party.ts'

/** `own`: the person themselves, or who manages the organisation. */
export type Nearness = 'officer' | 'own' | 'stranger'

const OFFICERS: readonly Actor['roles'][number][] = ['verifier', 'operator', 'auditor']

export const isOfficer = ({ roles }: Actor) => roles.some((role) => OFFICERS.includes(role))

export const isOwn = (state: Party, { person }: Actor) =>
  person !== undefined && (state.status === 'person' ? state.sealed.person === person : isManager(state, person))

/** Theirs, or of an organisation in which they hold any role: no verifier decides their own case. */
export const concerns = (state: Party, actor: Actor) =>
  isOwn(state, actor) ||
  (state.status === 'organisation' && actor.person !== undefined && Object.hasOwn(state.roles, actor.person))

export function nearnessOf(state: Party, actor: Actor): Nearness {
  if (isOfficer(actor)) return 'officer'
  return isOwn(state, actor) ? 'own' : 'stranger'
}

export function partyView(
  { id, version, state }: { id: string; version: number; state: Person | Organisation },
  nearness: Nearness,
  opened: Opened | null,
): Static<typeof PartyView> {
  const facts = state.status === 'person' ? { region: state.region } : state.facts
  const members = state.status === 'person' ? [] : Object.entries(state.roles)
  return {
    id,
    version,
    kind: kindOf(state),
    since: state.since,
    verification: { status: state.verification.status, round: state.round },
    ...facts,
    ...(nearness === 'stranger' || state.status === 'person'
      ? {}
      : {
          members: members.map(([person, roles]) => ({ person, roles: [...roles] })),
          delegations: [...delegationsOf(state).counting],
        }),
    ...(nearness === 'stranger' || opened === null ? {} : personalOf(opened)),
  }
}

const personalOf = (opened: Opened) => (opened.erased ? { erased: true as const } : { personal: maskFields(opened.fields) })

const TOLD_TO_OFFICERS_ALONE: readonly string[] = ['MismatchFound', 'DuplicateFound', 'ManualCheckNeeded']

export const partyHistory = ({ events, nextFrom }: HistoryPage, nearness: Nearness): Static<typeof PartyHistory> => ({
  nextFrom,
  entries: events.map(({ sequence, type, time, actor, data }) => ({
    sequence,
    type,
    at: time,
    actor,
    data: nearness === 'officer' || !TOLD_TO_OFFICERS_ALONE.includes(type) ? { ...data } : {},
  })),
})
