// The number that a party may be verified with once: a person's NIK, an organisation's NIB.
import type { ClaimKind } from '@simpul/platform/claims'
import type { Sealer } from '@simpul/platform/sealing'
import type { Organisation, Person } from '../party/party.ts'

export const NIK = { name: 'nik', personal: true } as const satisfies ClaimKind
export const NIB = { name: 'nib', personal: false } as const satisfies ClaimKind

export type PartyNumber = { readonly kind: typeof NIK | typeof NIB; readonly value: string }

/** `none`: an organisation without a NIB. */
export async function numberOf(state: Person | Organisation, sealer: Sealer): Promise<PartyNumber | 'none' | 'erased'> {
  if (state.status === 'organisation') {
    const { nib } = state.facts
    return nib === undefined ? 'none' : { kind: NIB, value: nib }
  }
  const opened = await sealer.open(state.sealed)
  return opened.erased ? 'erased' : { kind: NIK, value: wordOf(opened.fields, 'nik') }
}

/** A person without one was never registered: the decider saw to it. */
export function wordOf(fields: Readonly<Record<string, string>>, name: string): string {
  const word = fields[name]
  if (word === undefined) throw new Error(`${name} is not among what was sealed`)
  return word
}
