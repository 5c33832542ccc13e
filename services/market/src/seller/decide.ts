// What a moderator decides about a cooperative. Guarantees: each decision has its reason. Saying the same twice changes nothing.
import { never, type Instant } from '@simpul/kernel'
import type { PersonId } from '../parties.ts'
import { said } from '../product/decide.ts'
import { refuse } from '../refusals.ts'
import { evolve, initial, isSuspended, type Seller, type SellerEvent } from './seller.ts'

type Said = { readonly reason: string; readonly by: PersonId; readonly now: Instant }

export type SellerCommand =
  ({ type: 'SetTrust'; trusted: boolean } & Said) | ({ type: 'SetSuspension'; suspended: boolean } & Said)

export function decide(state: Seller, command: SellerCommand): readonly SellerEvent[] {
  const { by, now: at } = command
  const reason = said('reason', command.reason)
  // Not `[]`: a creation that decides nothing is not looked for among what exists (aggregate/execute.ts).
  if (state.status === 'none' && !wanted(command)) throw refuse('seller/nothing-decided')
  switch (command.type) {
    case 'SetTrust': {
      const { trusted } = command
      if (trusted === (state.status === 'known' && state.trusted)) return []
      return [{ type: trusted ? 'SellerTrusted' : 'TrustEnded', reason, by, at }]
    }
    case 'SetSuspension': {
      const { suspended } = command
      if (suspended === isSuspended(state)) return []
      return [{ type: suspended ? 'SellerSuspended' : 'SellerReinstated', reason, by, at }]
    }
    default:
      return never(command)
  }
}

const wanted = (command: SellerCommand) => (command.type === 'SetTrust' ? command.trusted : command.suspended)

export const sellerDecider = { initial, decide, evolve }
