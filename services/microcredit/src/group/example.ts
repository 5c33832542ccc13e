// One group from the first invitation to the lender, as the tests tell it: five rice growers of Bank Desa, 100 million together.
// Guarantees: each history could have happened; it is what the decider itself says when the commands come in this order.
import type { Instant } from '@simpul/kernel'
import { warung } from '../application/example.ts'
import { kurRules } from '../rules/kurRules.ts'
import { decide, type GroupCommand } from './decide.ts'
import { evolve, type GroupEvent } from './events.ts'
import { initial, type Agreement, type Group } from './group.ts'
import { consentText, liabilityText } from './statements.ts'

/** After Permenko 12/2025 surely held, before Permenko 1/2026. */
export const now: Instant = '2025-09-01T03:00:00.000Z'
export const groupId = 'g-tani-makmur'
export const [ani, budi, citra, dedi, eka] = ['p-ani', 'p-budi', 'p-citra', 'p-dedi', 'p-eka'] as const
export const people = [ani, budi, citra, dedi, eka] as const
export const SHARES: Readonly<Record<string, number>> = {
  [ani]: 30_000_000,
  [budi]: 10_000_000,
  [citra]: 20_000_000,
  [dedi]: 15_000_000,
  [eka]: 25_000_000,
}
export const plan = {
  lender: 'org-bank-desa',
  unit: 'pusat',
  plafonIdr: 100_000_000,
  tenorMonths: 36,
  loanType: 'KMK',
  purposeCode: 'sarana-tani',
  commodity: 'padi',
  letterRef: 'blob-letter',
  offtaker: { organisation: 'org-penggilingan', agreementRef: 'blob-pks' },
} as const
export const sawah = { ...warung, sector: 'pertanian' }
export const applicationIdOf = (person: string) => `a-${person}`

export const agreementOf = (person: string, changed: Partial<Agreement> = {}): Omit<Agreement, 'at'> => ({
  organisation: null,
  plafonIdr: SHARES[person] ?? 10_000_000,
  commodity: 'padi',
  business: sawah,
  documents: [],
  textVersion: consentText.version,
  ...changed,
})

export const invites = (person: string) => ({ type: 'InviteMember', person, now }) as const
export const agrees = (person: string, changed: Partial<Agreement> = {}) =>
  ({ type: 'AgreeToJoin', person, applicationId: applicationIdOf(person), agreement: agreementOf(person, changed), now }) as const
export const seated = (person: string, n: number, held = true) => ({ type: 'RecordSeat', person, n, held, now }) as const
export const accepts = (person: string, members: readonly string[], sumIdr: number) =>
  ({ type: 'AcceptLiability', person, textVersion: liabilityText.version, sumIdr, members, now }) as const
export const sends = { type: 'SubmitGroup', by: ani, book: kurRules, barred: [], now } as const
export const stood = (person: string, standing: 'sent' | 'approved' | 'akad' | 'disbursed' | 'ended') =>
  ({ type: 'RecordMember', person, applicationId: applicationIdOf(person), standing, now }) as const

const sumOfShares = (members: readonly string[]) => members.reduce((sum, person) => sum + (SHARES[person] ?? 10_000_000), 0)

/** To a group that can be sent, of these people in this order. */
export const formed = (members: readonly string[] = people): readonly GroupCommand[] => [
  { type: 'StartGroup', groupId, chair: ani, now },
  { type: 'SavePlan', changes: { ...plan, plafonIdr: sumOfShares(members) }, now },
  ...members.filter((person) => person !== ani).map(invites),
  ...members.map((person) => agrees(person)),
  ...members.map((person, index) => seated(person, index + 1)),
  ...members.map((person) => accepts(person, members, sumOfShares(members))),
]
export const sent = (members: readonly string[] = people): readonly GroupCommand[] => [...formed(members), sends]
export const asked: GroupCommand = {
  type: 'RequestGroupInfo',
  questions: [{ code: 'offtaker', textRef: null }],
  by: 'p-officer',
  now,
}
export const answers = { ...sends, type: 'AnswerGroupInfo', answers: [{ code: 'offtaker', ref: 'blob-9' }] } as const

export function told(commands: readonly GroupCommand[]): GroupEvent[] {
  let state: Group = initial
  return commands.flatMap((command) => {
    const events = decide(state, command)
    state = events.reduce(evolve, state)
    return [...events]
  })
}

export const groupAfter = (commands: readonly GroupCommand[]): Group => told(commands).reduce(evolve, initial)
