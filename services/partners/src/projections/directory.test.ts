// The directory's row along a party's way, and what a search asks for.
import { partyContract } from '@simpul/contracts'
import { HIDDEN, type Envelope } from '@simpul/platform'
import { at } from '@simpul/testkit'
import { describe, expect, it } from 'vitest'
import type { PublicPartyEvent } from '../party/party.ts'
import { directory, directoryFilter, rolesHeld, type DirectoryRow } from './directory.ts'

const now = at('2026-05-10T10:00+07:00')
const siti = 'b1c1ad6e-0000-5000-8000-000000000001'
const budi = 'b1c1ad6e-0000-5000-8000-000000000002'
const round = 1

const person = { type: 'PersonRegistered', region: '73.08', at: now } as const
const shop = { name: 'Warung Sumber Rejeki', region: '73.08.11', nib: '1234567890123' } as const
const warung = { type: 'OrganisationRegistered', kind: 'warung', ...shop, at: now } as const
const owner = { type: 'RoleGranted', person: siti, role: 'owner', grantedBy: 'subject-siti' } as const
const asked = { type: 'VerificationRequested', round, kind: 'warung' } as const
const gone = { type: 'PartyWithdrawn', kind: 'warung', by: 'subject-siti', at: now } as const

const envelope = {} as Envelope // the directory looks at events alone
const rowAfter = (...events: readonly PublicPartyEvent[]) =>
  events.reduce<DirectoryRow | null | typeof HIDDEN>(
    (row, event) => directory.fold(row === HIDDEN ? null : row, event, envelope),
    null,
  )

describe('a row', () => {
  it('of a person says where and since when, and nothing of who', () =>
    expect(rowAfter(person)).toEqual({
      kind: 'person',
      name: null,
      region: '73.08',
      status: 'unverified',
      roles: [],
      since: now,
    }))

  it('of an organisation has its name and who acts for it; the NIB stays with the party', () =>
    expect(rowAfter(warung, owner)).toEqual({
      kind: 'warung',
      name: 'Warung Sumber Rejeki',
      region: '73.08.11',
      status: 'unverified',
      roles: [{ person: siti, roles: ['owner'] }],
      since: now,
    }))

  it.each<[string, PublicPartyEvent[]]>([
    ['checking', []],
    ['verified', [{ type: 'PartyVerified', round, kind: 'warung', by: 'oss', at: now }]],
    ['mismatch', [{ type: 'MismatchFound', round, fields: ['name'], evidenceRef: 'blob-1' }]],
    ['duplicate', [{ type: 'DuplicateFound', round, number: 'nib', takenBy: budi }]],
    ['manual', [{ type: 'ManualCheckNeeded', round, reason: 'stale' }]],
    ['rejected', [{ type: 'CaseRejected', round, officer: 'dewi', reasonRef: 'text-1' }]],
    ['unverified', [{ type: 'VerificationLapsed', round, changed: ['nib'] }]],
    [
      'checking',
      [
        { type: 'ManualCheckNeeded', round, reason: 'stale' },
        { type: 'CaseAccepted', round, officer: 'dewi', evidenceRef: 'blob-2' },
      ],
    ],
  ])('is %s after its events', (status, events) => expect(rowAfter(warung, asked, ...events)).toMatchObject({ status }))

  it('follows a correction and keeps its verification', () => {
    const moved = { type: 'OrganisationCorrected', name: 'Warung Baru', region: '73.09', changed: ['name', 'region'] } as const
    expect(rowAfter(warung, asked, moved)).toMatchObject({ name: 'Warung Baru', region: '73.09', status: 'checking' })
    expect(rowAfter(person, { type: 'PersonCorrected', region: '74', changed: [] })).toMatchObject({ region: '74', name: null })
  })

  it('loses a member with the last role', () => {
    const manager = { ...owner, role: 'manager' } as const
    const revoke = (role: 'owner' | 'manager') => ({ type: 'RoleRevoked', person: siti, role, revokedBy: siti }) as const
    expect(rowAfter(warung, owner, manager, revoke('owner'))).toMatchObject({ roles: [{ person: siti, roles: ['manager'] }] })
    expect(rowAfter(warung, owner, manager, revoke('owner'), revoke('manager'))).toMatchObject({ roles: [] })
  })

  it('of a withdrawn party is hidden', () => expect(rowAfter(warung, owner, gone)).toBe(HIDDEN))

  it('is not made by what came after its beginning', () => expect(rowAfter(asked)).toBeNull())

  it('knows what each holds', () => {
    const row = rowAfter(warung, owner) as DirectoryRow
    expect([rolesHeld(row, siti), rolesHeld(row, budi)]).toEqual([['owner'], []])
  })

  it('is asked for every event type of the contract', () => {
    const fold = (type: string) => directory.fold(rowAfter(warung) as DirectoryRow, { type } as PublicPartyEvent, envelope)
    for (const type of Object.keys(partyContract.types)) expect(() => fold(type)).not.toThrow()
    expect(() => fold('SomethingElse')).toThrow(/unexpected/)
  })
})

describe('a search', () => {
  it('without people lists none, even when it asks for them', () => {
    expect(directoryFilter({}, 'organisations').kind.$in).not.toContain('person')
    expect(directoryFilter({ kind: 'person' }, 'organisations').kind.$in).toEqual([])
    expect(directoryFilter({ kind: 'person' }, 'everyone').kind.$in).toEqual(['person'])
  })

  it('of a regency takes its districts and not its neighbours', () => {
    const { region } = directoryFilter({ region: '73.08' }, 'organisations')
    const found = (code: string) => region !== undefined && code >= region.$gte && code < region.$lt
    expect(['73.08', '73.08.11', '73.08.11.2003'].every(found)).toBe(true)
    expect(['73', '73.07.99', '73.09', '73.1', '74'].some(found)).toBe(false)
  })

  it('joins what it is given', () =>
    expect(directoryFilter({ kind: 'warung', status: 'verified', member: siti }, 'organisations')).toEqual({
      kind: { $in: ['warung'] },
      status: 'verified',
      'roles.person': siti,
    }))
})
