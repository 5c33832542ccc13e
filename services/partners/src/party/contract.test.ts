// Each event that a party can make fits its contract as it is sent; nothing more fits.
import { partyContract } from '@simpul/contracts'
import { fold, type Sealed } from '@simpul/kernel'
import { at } from '@simpul/testkit'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { expect, it } from 'vitest'
import { decide, party, type PartyCommand } from './decide.ts'
import type { PartyEvent } from './party.ts'

const now = at('2026-05-10T10:00+07:00')
const siti = 'b1c1ad6e-0000-5000-8000-000000000001'
const budi = 'b1c1ad6e-0000-5000-8000-000000000002'
const officer = 'officer-dewi'
const nik = '3171014108900001'
const sealed: Sealed = { v: 1, person: siti, fields: ['birthDate', 'name', 'nik'], iv: 'aXY', ct: 'Y3Q', tag: 'dGFn' }
const shop = { name: 'Warung Sumber Rejeki', region: '73.08.11.2003', nib: '1234567890123' } as const
const firm = { name: 'PT Maju Jaya', region: '31.71', npwp: '0123456782123000' } as const

const person: PartyCommand = { type: 'RegisterPerson', region: '73.08.11', sealed, now }
const warung: PartyCommand = { type: 'RegisterOrganisation', kind: 'warung', ...shop, manager: siti, by: 'subject-siti', now }
const company: PartyCommand = { type: 'RegisterOrganisation', kind: 'company', ...firm, manager: siti, by: 'subject-siti', now }
const ask: PartyCommand = { type: 'RequestVerification', now }
const mismatch: PartyCommand = { type: 'RecordMismatch', round: 1, fields: ['name', 'birthDate'], evidenceRef: 'blob-1', now }
const manual: PartyCommand = { type: 'RecordUncheckable', round: 1, reason: 'stale', now }
const decision = { round: 1, officer, now }
const sector = { code: '47112', version: '2025' } as const
const help = { person: budi, role: 'manager', by: 'subject-operator', as: 'operator', now } as const
const endsAt = at('2026-05-14T10:00+07:00')
const lend: PartyCommand = {
  type: 'DelegateRole',
  from: siti,
  to: budi,
  role: 'owner',
  startsAt: null,
  endsAt,
  by: siti,
  as: 'member',
  now,
}

const histories: readonly (readonly PartyCommand[])[] = [
  [person, ask, { type: 'RecordVerified', round: 1, by: 'dukcapil', now }],
  [person, ask, { type: 'CorrectPerson', region: '73', changed: ['nik', 'phone'], sealed, now }],
  [person, ask, { type: 'RecordDuplicate', round: 1, number: 'nik', takenBy: budi, now }, { type: 'RecheckCase', ...decision }],
  [person, ask, mismatch, { type: 'RejectCase', ...decision, reasonRef: 'text-1' }],
  [person, ask, manual, { type: 'AcceptCase', ...decision, evidenceRef: 'blob-2' }],
  [person, { type: 'WithdrawParty', by: 'subject-siti', now }, { type: 'RecordNumbersReleased', now }],
  [warung, { type: 'DeclareBusinessFacts', businessStartedOn: '2025-01-10', sector, now }],
  [warung, { type: 'GrantRole', ...help }, { type: 'RevokeRole', ...help }],
  [warung, lend, { type: 'EndDelegation', n: 1, by: siti, as: 'member', now }],
  [company, { type: 'CorrectOrganisation', ...firm, nib: shop.nib, changed: [], now }],
]

const told = (history: readonly PartyCommand[]) =>
  history.reduce<readonly PartyEvent[]>((events, command) => [...events, ...decide(fold(party, events), command)], [])

const events = histories.flatMap(told)
const types: Readonly<Record<string, TSchema>> = partyContract.types
const fits = (type: string, data: object) => Compile(types[type] as TSchema).Check(data)

it('every event type of the contract happens in these histories, and no other', () =>
  expect([...new Set(events.map((event) => event.type))].toSorted()).toEqual(Object.keys(types).toSorted()))

it('each event fits as it is sent; with a NIK, or with what is sealed, it does not', () => {
  for (const event of events) {
    const { type, ...whole } = event
    const { sealed: kept, ...data } = { sealed, ...whole }
    expect([type, fits(type, data)]).toEqual([type, true])
    expect([type, fits(type, { ...data, nik })]).toEqual([type, false])
    expect([type, fits(type, { ...data, sealed: kept })]).toEqual([type, false])
  }
})

it('a person is placed no finer than the district', () => {
  expect(fits('PersonRegistered', { region: '73.08.11', at: now })).toBe(true)
  expect(fits('PersonRegistered', { region: '73.08.11.2003', at: now })).toBe(false)
})

it('what was changed is named, not told', () => expect(fits('PersonCorrected', { region: '73', changed: [nik] })).toBe(false))

it("a sole owner's NIK does not pass for the company's NPWP", () => {
  const registered = { kind: 'company', ...firm, at: now }
  expect(fits('OrganisationRegistered', registered)).toBe(true)
  expect(fits('OrganisationRegistered', { ...registered, npwp: nik })).toBe(false)
})
