// What follows a withdrawal, as the host runs it: once a party, until its numbers are free.
import { partyContract } from '@simpul/contracts'
import { defineProcess } from '@simpul/platform'
import type { PartnersOutside } from '../outside/partnersOutside.ts'
import type { Party, PartyEvent } from '../party/party.ts'
import { withdrawalSteps } from './activities.ts'

export const withdrawal = defineProcess<PartyEvent, Party, PartnersOutside>({
  name: 'withdrawal',
  from: partyContract,
  starts: { PartyWithdrawn: () => 1 },
  hears: [],
  ends: ['NumbersReleased'],
  openRound: (state) => (state.status === 'withdrawn' && !state.numbersReleased ? 1 : null),
  workflow: { file: new URL('./workflow.ts', import.meta.url), name: 'withdrawal' },
  activities: withdrawalSteps,
})
