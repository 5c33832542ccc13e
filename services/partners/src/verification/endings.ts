// What a check hears, and after which events a check needs no procedure any more; the workflow and its declaration must agree on them.
import type { PartyEvent, PublicPartyEvent } from '../party/party.ts'

export const ENDINGS = [
  'PartyVerified',
  'CaseRejected',
  'RecheckOrdered', // the next round follows at once
  'VerificationLapsed',
  'PartyWithdrawn',
] as const

export const HEARD = ['VerificationRequested', 'CaseAccepted', ...ENDINGS] as const satisfies readonly PartyEvent['type'][]

export type Heard = Extract<PublicPartyEvent, { type: (typeof HEARD)[number] }>
