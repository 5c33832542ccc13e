// The facts about a party along its way, by partners' own events.
import { partyContract, type EventOf } from '@simpul/contracts'
import { checkEvent, HIDDEN, type Envelope } from '@simpul/platform'
import { describe, expect, it } from 'vitest'
import { partnerFacts, type PartnerFacts } from './partnerFacts.ts'

type PartyEvent = EventOf<typeof partyContract>
const at = '2026-05-10T03:00:00.000Z'
const day = (n: number) => `2026-05-${10 + n}T03:00:00.000Z`

const factsAfter = (...events: readonly PartyEvent[]) =>
  events.reduce<PartnerFacts | null>((row, event, index) => {
    const { type, ...data } = event
    expect(checkEvent(partyContract, type, data)).toEqual({ ok: true })
    const next = partnerFacts.fold(row, event, { time: day(index) } as Envelope)
    if (next === HIDDEN) throw new Error('facts are never hidden')
    return next
  }, null)

const person = { type: 'PersonRegistered', region: '73.08', at } as const
const bank = {
  type: 'OrganisationRegistered',
  kind: 'penyalur',
  name: 'Bank Nusa',
  region: '73',
  nib: '1234567890123',
  at,
} as const
const asked = { type: 'VerificationRequested', round: 1, kind: 'person' } as const
const verified = { type: 'PartyVerified', round: 1, kind: 'person', by: 'dukcapil', at } as const

describe('facts', () => {
  it('of a person: no word of who they are, and since when it is so', () =>
    expect(factsAfter({ ...person, hasNpwp: true }, asked, verified)).toEqual({
      kind: 'person',
      standing: 'verified',
      hasNib: false,
      hasNpwp: true,
      businessStartedOn: null,
      asOf: day(2),
    }))

  it('of a lender: not who acts for it, so that nobody who withdrew still stands there', () =>
    expect(factsAfter(bank, { type: 'RoleGranted', person: 'p-ani', role: 'officer', grantedBy: 'p' })).toEqual({
      kind: 'penyalur',
      standing: 'unverified',
      hasNib: true,
      hasNpwp: false,
      businessStartedOn: null,
      asOf: day(0),
    }))

  it.each<[PartnerFacts['standing'], readonly PartyEvent[]]>([
    ['unverified', [{ type: 'VerificationLapsed', round: 1, changed: ['nik'] }]],
    ['mismatch', [{ type: 'MismatchFound', round: 1, fields: ['name'], evidenceRef: 'b' }]],
    ['duplicate', [{ type: 'DuplicateFound', round: 1, number: 'nik', takenBy: 'p' }]],
    ['manual', [{ type: 'ManualCheckNeeded', round: 1, reason: 'stale' }]],
    ['checking', [{ type: 'CaseAccepted', round: 1, officer: 'd', evidenceRef: 'b' }]],
    ['rejected', [{ type: 'CaseRejected', round: 1, officer: 'd', reasonRef: 'b' }]],
    ['unverified', [{ type: 'RecheckOrdered', round: 1, officer: 'd' }]],
    [
      'withdrawn',
      [
        { type: 'PartyWithdrawn', kind: 'person', by: 's', at },
        { type: 'NumbersReleased', at },
      ],
    ],
  ])('a check can come to %s', (standing, events) => expect(factsAfter(person, asked, ...events)?.standing).toBe(standing))

  it('a number that a correction takes away is gone, and a business says since when it runs', () => {
    const started = {
      type: 'BusinessFactsDeclared',
      kind: 'penyalur',
      businessStartedOn: '2020-01-05',
      sector: { code: '64111', version: '2025' },
    } as const
    const corrected = { type: 'OrganisationCorrected', name: 'Bank Nusa', region: '73', changed: ['nib'] } as const
    expect(factsAfter(bank, started, corrected)).toMatchObject({ hasNib: false, businessStartedOn: '2020-01-05' })
    expect(factsAfter({ ...person, hasNpwp: true }, { type: 'PersonCorrected', region: '73', changed: [] })?.hasNpwp).toBe(false)
  })

  it('what says nothing new leaves their age as it is', () =>
    expect(factsAfter(bank, { type: 'DelegationEnded', n: 1, endedBy: 'p', at })).toMatchObject({ asOf: day(0) }))
})
