// Publishing an edition of the rule book: one person proposes it, another one approves it, either withdraws it before it holds.
// Guarantees: nobody approves what they proposed; both sign the same digest, and it is that of the data of the program that writes it
// down; it holds from a day after the signature at the earliest. Does not guarantee: the caller's role; the route says who may call.
import { dayInWib, never, type Day, type Instant } from '@simpul/kernel'
import type { PersonId } from '../parties.ts'
import { refuse } from '../refusals.ts'
import { FIRST_EDITION } from '../rules/kurRules.ts'
import {
  evolve,
  initial,
  RELEASES_MAX,
  releasesOf,
  type Release,
  type Rulebook,
  type RulebookEvent,
  type Signed,
} from './rulebook.ts'

/** `dataDigest`: of that edition in the program that carries out the command; null when it does not have it. */
type AtHand = { readonly dataDigest: string | null }

export type RulebookCommand =
  | ({ readonly type: 'ProposeRelease'; readonly by: PersonId; readonly now: Instant } & Signed & AtHand)
  | ({
      readonly type: 'ApproveRelease'
      readonly n: number
      readonly digest: string
      readonly by: PersonId
      readonly now: Instant
    } & AtHand)
  | {
      readonly type: 'WithdrawRelease'
      readonly n: number
      readonly reasonCode: string
      readonly by: PersonId
      readonly now: Instant
    }

type Of<Type extends RulebookCommand['type']> = Extract<RulebookCommand, { type: Type }>

export function decide(state: Rulebook, command: RulebookCommand): readonly RulebookEvent[] {
  switch (command.type) {
    case 'ProposeRelease':
      return propose(releasesOf(state), command)
    case 'ApproveRelease':
      return approve(releasesOf(state), command)
    case 'WithdrawRelease':
      return withdraw(releasesOf(state), command)
    default:
      return never(command)
  }
}

export const rulebookDecider = { initial, decide, evolve }

function propose(
  releases: readonly Release[],
  { edition, digest, effectiveFrom, reference, dataDigest, by, now }: Of<'ProposeRelease'>,
): readonly RulebookEvent[] {
  if (releases.length >= RELEASES_MAX) throw refuse('rulebook/full', { max: RELEASES_MAX })
  const open = releases.find((each) => each.standing === 'proposed' && each.edition === edition)
  if (open) throw refuse('rulebook/proposal-open', { n: open.n, edition })
  checkData(edition, digest, dataDigest)
  checkOrder(releases, edition, effectiveFrom, now)
  return [{ type: 'ReleaseProposed', n: releases.length + 1, edition, digest, effectiveFrom, reference, by, at: now }]
}

function approve(
  releases: readonly Release[],
  { n, digest, dataDigest, by, now }: Of<'ApproveRelease'>,
): readonly RulebookEvent[] {
  const { edition, effectiveFrom, reference, proposedBy, standing, ...proposed } = releaseOf(releases, n)
  if (standing !== 'proposed') throw refuse('rulebook/not-proposed', { n, standing })
  if (by === proposedBy) throw refuse('rulebook/four-eyes')
  // The approver names what was read; a slip of a page would sign something else.
  if (digest !== proposed.digest) throw refuse('rulebook/other-data', { edition })
  checkData(edition, digest, dataDigest)
  checkOrder(releases, edition, effectiveFrom, now)
  return [{ type: 'ReleaseApproved', n, edition, digest, effectiveFrom, reference, by, at: now }]
}

function withdraw(releases: readonly Release[], { n, reasonCode, by, now }: Of<'WithdrawRelease'>): readonly RulebookEvent[] {
  const { edition, effectiveFrom, standing } = releaseOf(releases, n)
  if (standing === 'withdrawn') throw refuse('rulebook/not-proposed', { n, standing })
  // Verdicts may rest on it since that day. What is wrong with it is mended by a newer edition.
  if (standing === 'published' && effectiveFrom <= dayInWib(now)) throw refuse('rulebook/in-force', { edition, effectiveFrom })
  return [{ type: 'ReleaseWithdrawn', n, edition, reasonCode, by, at: now }]
}

function releaseOf(releases: readonly Release[], n: number): Release {
  const release = releases.find((each) => each.n === n)
  if (!release) throw refuse('rulebook/unknown-release', { n })
  return release
}

function checkData(edition: string, digest: string, dataDigest: string | null): void {
  if (dataDigest === null) throw refuse('rulebook/edition-unknown', { edition })
  if (dataDigest !== digest) throw refuse('rulebook/data-differs', { edition, dataDigest })
}

/** Asked again at the approval: meanwhile a day may have passed, or another edition may have been published. */
function checkOrder(releases: readonly Release[], edition: string, effectiveFrom: Day, now: Instant): void {
  const published = releases.filter(({ standing }) => standing === 'published')
  const latest = published.reduce((newest, each) => (each.edition > newest ? each.edition : newest), FIRST_EDITION)
  if (edition <= latest) throw refuse('rulebook/edition-not-newer', { edition, latest })
  const today = dayInWib(now)
  // From tomorrow at the earliest: on the day of the signature verdicts were already given by the book before.
  if (effectiveFrom <= today) throw refuse('rulebook/day-passed', { effectiveFrom, today })
  const taken = published.find((each) => effectiveFrom <= each.effectiveFrom)?.effectiveFrom
  if (taken !== undefined) throw refuse('rulebook/day-taken', { effectiveFrom, taken })
}
