// Which editions of the rule book are law in this installation: who proposed each, who approved it, from which day of akad it holds.
// Guarantees: what is signed is the digest of the edition's data; editions and their days only go forward, so no day of akad has two
// books and no verdict of the past gets another one. The edition that came with the program holds until another one does.
// Does not guarantee: that the data say what the decree says; the two people who sign it read both.
import { never, type Day, type Instant } from '@simpul/kernel'
import type { PersonId } from '../parties.ts'

/** One for all of KUR: its rules are national, no lender's. */
export const RULEBOOK_ID = 'kur'
/** × about 500 B: 100 kB. A change a month fills it in 16 years. */
export const RELEASES_MAX = 200

/** What two people sign. `reference` names the decree or the reason, never a person. */
export type Signed = {
  readonly edition: string
  readonly digest: string
  /** The first day of akad for which it holds. */
  readonly effectiveFrom: Day
  readonly reference: string
}

export type RulebookEvent =
  | ({ readonly type: 'ReleaseProposed'; readonly n: number; readonly by: PersonId; readonly at: Instant } & Signed)
  | ({ readonly type: 'ReleaseApproved'; readonly n: number; readonly by: PersonId; readonly at: Instant } & Signed)
  | {
      readonly type: 'ReleaseWithdrawn'
      readonly n: number
      readonly edition: string
      readonly reasonCode: string
      readonly by: PersonId
      readonly at: Instant
    }

export type Release = Signed & {
  /** 1 for the first proposal of this installation. */
  readonly n: number
  readonly standing: 'proposed' | 'published' | 'withdrawn'
  readonly proposedBy: PersonId
}

export type Rulebook = { readonly status: 'none' } | { readonly status: 'kept'; readonly releases: readonly Release[] }

export const initial: Rulebook = { status: 'none' }

export const releasesOf = (state: Rulebook): readonly Release[] => (state.status === 'kept' ? state.releases : [])

/** Null: no edition was published here for that day, so the one that came with the program holds. */
export function releaseInForce(state: Rulebook, akadOn: Day): Release | null {
  const holding = releasesOf(state).filter(({ standing, effectiveFrom }) => standing === 'published' && effectiveFrom <= akadOn)
  return holding.reduce<Release | null>(
    (latest, each) => (latest && latest.effectiveFrom > each.effectiveFrom ? latest : each),
    null,
  )
}

export function evolve(state: Rulebook, event: RulebookEvent): Rulebook {
  switch (event.type) {
    case 'ReleaseProposed': {
      const { type: _, by, at: _at, ...signed } = event
      return { status: 'kept', releases: [...releasesOf(state), { ...signed, standing: 'proposed', proposedBy: by }] }
    }
    case 'ReleaseApproved':
      return standingOf(state, event.n, 'published')
    case 'ReleaseWithdrawn':
      return standingOf(state, event.n, 'withdrawn')
    default:
      return never(event)
  }
}

function standingOf(state: Rulebook, n: number, standing: Release['standing']): Rulebook {
  if (state.status === 'none') return state
  return { ...state, releases: state.releases.map((release) => (release.n === n ? { ...release, standing } : release)) }
}
