// Who may see a piece of evidence.
// Guarantees: what a lender's people brought is seen by that lender's people (of the branch, when the token has one) and the auditor alone;
// nobody sees evidence in their own case. Does not guarantee: that a lender has to do with the party; it sees only its own.
import type { Actor } from '@simpul/platform'
import { party } from '../party/aggregate.ts'
import type { Context } from '../party/personalData.ts'
import { concerns } from '../party/view.ts'
import { evidence } from './aggregate.ts'
import type { Stored } from './evidence.ts'

const LENDERS_PEOPLE = ['officer', 'approver', 'lender-manager'] as const
export const READERS = ['verifier', ...LENDERS_PEOPLE, 'operator', 'auditor'] as const

export async function storedEvidence({ commands }: Context, id: string): Promise<Stored | null> {
  const state = (await commands.state(evidence, id))?.state
  return state?.status === 'stored' ? state : null
}

export async function maySee({ commands }: Context, { lender, branch, about }: Stored, actor: Actor): Promise<boolean> {
  const state = (await commands.state(party, about))?.state
  if (state && concerns(state, actor)) return false
  if (actor.roles.includes('auditor')) return true
  if (lender !== null) {
    const theirs = actor.roles.some((role) => LENDERS_PEOPLE.some((each) => each === role)) && actor.org === lender
    return theirs && (actor.branch === undefined || actor.branch === branch)
  }
  return actor.roles.some((role) => role === 'verifier' || role === 'operator')
}
