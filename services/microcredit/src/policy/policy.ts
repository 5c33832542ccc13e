// What a lender sets for itself: who decides by amount, how many working days each step may take, how it scores. In numbered versions.
// Guarantees: one hand proposes a version, another adopts it; an adopted one is never changed, the next one replaces it. What is decided by a
// version says which one. Does not guarantee: the rules of KUR; a policy stands beside them and overrules none.
import { never } from '@simpul/kernel'
import type { Timed } from '../application/application.ts'
import type { Hand, OrganisationId } from '../parties.ts'
import type { Scorecard } from './scorecard.ts'
import type { Tier } from './tiers.ts'

/** Working days; a step that is not named has the standard ones. */
export type StepDays = Readonly<Partial<Record<Timed, number>>>

export type PolicyText = {
  readonly tiers: readonly Tier[]
  readonly workingDays: StepDays
  /** Null: this lender scores nothing. */
  readonly scorecard: Scorecard | null
}
export type PolicyVersion = PolicyText & { readonly version: number }

export type PolicyEvent =
  | ({ type: 'PolicyProposed'; lender: OrganisationId; version: number; hand: Hand } & PolicyText)
  | { type: 'PolicyAdopted'; version: number; hand: Hand }
  | { type: 'PolicyDropped'; version: number; hand: Hand }

export type Policy =
  | { readonly status: 'none' }
  | {
      readonly status: 'kept'
      readonly lender: OrganisationId
      /** Proposed so far, whatever became of them. */
      readonly versions: number
      readonly inForce: PolicyVersion | null
      readonly proposed: (PolicyVersion & { readonly hand: Hand }) | null
    }

export const initial: Policy = { status: 'none' }

export function evolve(state: Policy, event: PolicyEvent): Policy {
  switch (event.type) {
    case 'PolicyProposed': {
      const { lender, version, hand, tiers, workingDays, scorecard } = event
      const inForce = state.status === 'kept' ? state.inForce : null
      return { status: 'kept', lender, versions: version, inForce, proposed: { version, hand, tiers, workingDays, scorecard } }
    }
    case 'PolicyAdopted': {
      if (state.status !== 'kept' || !state.proposed) return state
      const { hand: _, ...inForce } = state.proposed
      return { ...state, inForce, proposed: null }
    }
    case 'PolicyDropped':
      return state.status === 'kept' ? { ...state, proposed: null } : state
    default:
      return never(event)
  }
}

export const inForce = (state: Policy | undefined): PolicyVersion | null => (state?.status === 'kept' ? state.inForce : null)
