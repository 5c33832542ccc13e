// Who decides an approval, by its amount: one approver, or a committee with a quorum.
// Guarantees: the tiers of a policy cover every amount without a gap; a committee can reach its quorum, and its chair sits in it.
// Does not guarantee: that its members still are approvers; that is asked when they vote.
import { refuse } from './refusals.ts'
import type { PersonId } from '../parties.ts'

export const TIERS_MAX = 10
export const MEMBERS_MAX = 15

export type Committee = {
  readonly members: readonly PersonId[]
  /** So many votes must be cast before anything is decided. */
  readonly quorum: number
  readonly chair: PersonId
  /** Whether the chair's vote decides a tie. Without it a tie decides nothing. */
  readonly chairCasts: boolean
}

/** `committee` null: a single approver decides. */
export type Tier = { readonly upToIdr: number | null; readonly committee: Committee | null }

export function checkTiers(tiers: readonly Tier[]): void {
  const last = tiers.at(-1)
  if (!last || last.upToIdr !== null) throw refuse('policy/tiers-open', { field: 'tiers' })
  for (const [index, { upToIdr, committee }] of tiers.entries()) {
    const before = tiers[index - 1]?.upToIdr ?? 0
    const isLast = index === tiers.length - 1
    if (!isLast && (upToIdr === null || upToIdr <= before)) throw refuse('policy/tiers-unordered', { field: `tiers/${index}` })
    if (committee) checkCommittee(committee, `tiers/${index}/committee`)
  }
}

function checkCommittee({ members, quorum, chair }: Committee, field: string): void {
  const people = new Set(members).size
  const fits = people === members.length && people >= 2 && quorum >= 2 && quorum <= people && members.includes(chair)
  if (!fits) throw refuse('policy/committee-invalid', { field, members: people, quorum })
}

export function committeeFor(tiers: readonly Tier[], plafonIdr: number): Committee | null {
  return tiers.find(({ upToIdr }) => upToIdr === null || plafonIdr <= upToIdr)?.committee ?? null
}
