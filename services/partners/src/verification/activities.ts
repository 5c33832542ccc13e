// The steps of a verification: what is asked of Dukcapil or OSS, how a number becomes one party's, and what is recorded.
// Guarantees: personal data is opened and forgotten inside a step; what a step is given and answers holds ids, field names and dates
// alone. A step that runs again, or too late, changes nothing: the party's state says where the check stands.
// Does not guarantee: that an answer's file is kept once; a kill between file and record leaves one that nothing refers to.
import { Readable } from 'node:stream'
import { Refusal } from '@simpul/kernel'
import type { Commands, ServiceContext, StepMeta } from '@simpul/platform'
import type { PartnersOutside } from '../outside/partnersOutside.ts'
import { party } from '../party/aggregate.ts'
import { takesPart, type Organisation, type Person, type UncheckableReason, type VerifiedBy } from '../party/party.ts'
import { askOf, type RegisterAnswer } from './register.ts'
import { numberOf } from './number.ts'

type Party = Person | Organisation
type Deps = Pick<ServiceContext<PartnersOutside>, 'commands' | 'outside'>
export type Asked = RegisterAnswer | { readonly kind: 'over' }
type Mismatch = Extract<RegisterAnswer, { kind: 'mismatch' }>

const EVIDENCE_BYTES_MAX = 65_536

export const verificationSteps = ({ commands, outside }: Deps) => {
  /** For a claim that was inserted behind a withdrawal's back. A lapsed check keeps its claim: the next one may be claiming right now. */
  const releaseIfWithdrawn = async (id: string) => {
    if ((await commands.state(party, id))?.state.status === 'withdrawn') await outside.claims.releaseAll(id)
  }
  return {
    async askRegister(_meta: StepMeta, id: string, round: number): Promise<Asked> {
      const state = await checking(commands, id, round)
      return state ? askOf(state, outside) : { kind: 'over' }
    },

    async openCase(meta: StepMeta, id: string, round: number, { fields, ...answer }: Mismatch): Promise<void> {
      const state = await checking(commands, id, round)
      if (!state) return
      const words = JSON.stringify({ ...answer, fields, round })
      const personal = state.status === 'person' ? { personal: id } : {}
      const { ref: evidenceRef } = await outside.evidence.put(Readable.from([Buffer.from(words)]), {
        namedBy: { source: party.contract.source, id },
        maxBytes: EVIDENCE_BYTES_MAX,
        ...personal,
      })
      await commands.send(party, id, { type: 'RecordMismatch', round, fields, evidenceRef }, meta)
    },

    async askForManualCheck(meta: StepMeta, id: string, round: number, reason: UncheckableReason): Promise<void> {
      await commands.send(party, id, { type: 'RecordUncheckable', round, reason }, meta)
    },

    /** The claim is first, so of any number of parties with one number one is verified; the others become cases. */
    async claimAndVerify(meta: StepMeta, id: string, round: number, by: VerifiedBy): Promise<void> {
      const state = await inCheck(commands, id, round)
      if (!state) return
      const number = await numberOf(state, outside.sealer)
      if (number === 'erased') {
        await commands.send(party, id, { type: 'RecordUncheckable', round, reason: 'unreadable' }, meta)
        return
      }
      if (number === 'none') {
        await commands.send(party, id, { type: 'RecordVerified', round, by }, meta)
        return
      }
      const { kind, value } = number
      const claim = await outside.claims.claim(kind, value, id, round)
      if (typeof claim === 'object') {
        await commands.send(party, id, { type: 'RecordDuplicate', round, number: kind.name, takenBy: claim.takenBy }, meta)
        return
      }
      try {
        await commands.send(party, id, { type: 'RecordVerified', round, by }, meta)
      } catch (error) {
        if (error instanceof Refusal) await releaseIfWithdrawn(id)
        throw error
      }
      // Also after an answer: a step that was held up finds the verification recorded by the run that overtook it.
      await releaseIfWithdrawn(id)
      // What an earlier verification claimed; not if the party was corrected meanwhile, then another check decides. One that begins
      // after this look claims under a later round, which stays.
      if (await inCheck(commands, id, round)) await outside.claims.keepOnly(kind, value, id, round)
    },
  }
}

/** The party while this check has no outcome yet. */
async function checking(commands: Commands, id: string, round: number): Promise<Party | null> {
  const state = await inCheck(commands, id, round)
  return state?.verification.status === 'checking' ? state : null
}

/** The same, or already verified by it: a step that is run again finishes what it began. */
async function inCheck(commands: Commands, id: string, round: number): Promise<Party | null> {
  const state = (await commands.state(party, id))?.state
  if (!state || !takesPart(state) || state.round !== round) return null
  const { status } = state.verification
  return status === 'checking' || status === 'verified' ? state : null
}
