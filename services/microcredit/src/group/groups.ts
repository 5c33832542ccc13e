// Groups as they are listed and told: one row a group, for its people and for the lender that it was sent to.
// Guarantees: a pure fold; no personal data; the lender has no row of a group before it was sent.
// Does not guarantee: every event among the entries; those that are silent on purpose are named in telling.ts.
import { groupContract } from '@simpul/contracts'
import type { Instant } from '@simpul/kernel'
import { projection } from '@simpul/platform'
import type { OrganisationId, PersonId } from '../parties.ts'
import { evolve, type GroupEvent } from './events.ts'
import { initial, type Group } from './group.ts'
import { tellGroup, type Readers } from './telling.ts'

/** × 0.5 kB = 100 kB; 30 members who all agree and accept twice have about 130. */
export const ENTRIES_MAX = 200

export interface GroupEntry {
  readonly sequence: number
  readonly at: Instant
  readonly code: string
  readonly id: string
  readonly en: string
  readonly readers: Readers
}

export type GroupRow = {
  readonly group: Group
  readonly status: Group['status']
  readonly members: readonly PersonId[]
  readonly lender: OrganisationId | null
  readonly unit: string | null
  readonly startedAt: Instant
  readonly entries: readonly GroupEntry[]
}

export const groups = projection<GroupRow, GroupEvent>({
  name: 'groups',
  from: groupContract,
  indexes: [
    { keys: { members: 1, startedAt: -1 } },
    { keys: { lender: 1, startedAt: -1 } },
    { keys: { lender: 1, unit: 1, startedAt: -1 } },
  ],
  fold(row, event, { sequence, time }) {
    const group = evolve(row?.group ?? initial, event)
    if (group.status === 'none') return row
    const told = tellGroup(event)
    const entry = told && { sequence, at: time, ...told }
    const wasSent = group.status !== 'forming' && group.status !== 'dissolved'
    return {
      group,
      status: group.status,
      members: group.members.map(({ person }) => person),
      lender: wasSent ? (group.plan.lender ?? null) : null,
      unit: wasSent ? (group.plan.unit ?? null) : null,
      startedAt: row?.startedAt ?? time,
      entries: [...(row?.entries ?? []), ...(entry ? [entry] : [])].slice(-ENTRIES_MAX),
    }
  },
})
