// What another service may be told of people, by what it needs it for: least first, and nothing for a purpose that is not here.
// Guarantees: a service uses its own purposes alone, as far as it says truly which service it is: the installation shares one key.
import type { DisclosedField } from './disclosure.ts'

export interface Purpose {
  readonly service: string
  readonly fields: readonly DisclosedField[]
}

export const PURPOSES: Readonly<Record<string, Purpose>> = {
  /** SIKP and SLIK are asked by NIK. */
  'kur-checks': { service: 'microcredit', fields: ['nik'] },
  /** An akad is reported to SIKP by NIK. */
  'kur-akad': { service: 'microcredit', fields: ['nik'] },
  /** An officer's list of work. */
  'kur-worklist': { service: 'microcredit', fields: ['name'] },
  /** A message about a step, to who chose to be told so. */
  'kur-notice-email': { service: 'microcredit', fields: ['email'] },
  'kur-notice-phone': { service: 'microcredit', fields: ['phone'] },
}

export const purposeOf = (name: string): Purpose | null => (Object.hasOwn(PURPOSES, name) ? (PURPOSES[name] ?? null) : null)
