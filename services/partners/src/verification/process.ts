// The verification as the host runs it: each check that is asked for is one round, until it is verified, rejected or given up.
import { partyContract } from '@simpul/contracts'
import { defineProcess } from '@simpul/platform'
import type { PartnersOutside } from '../outside/partnersOutside.ts'
import { takesPart, type Party, type PartyEvent } from '../party/party.ts'
import { verificationSteps } from './activities.ts'
import { ENDINGS, HEARD } from './endings.ts'

export const verification = defineProcess<PartyEvent, Party, PartnersOutside>({
  name: 'verification',
  from: partyContract,
  starts: { VerificationRequested: ({ round }) => round },
  hears: HEARD,
  ends: ENDINGS,
  openRound,
  workflow: { file: new URL('./workflow.ts', import.meta.url), name: 'verification' },
  activities: verificationSteps,
})

/** The check under way, or the one whose case waits for an officer. */
export function openRound(state: Party): number | null {
  if (!takesPart(state)) return null
  const { status } = state.verification
  return status === 'unverified' || status === 'verified' || status === 'rejected' ? null : state.round
}
