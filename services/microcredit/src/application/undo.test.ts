// Taking an approval back before the money, what it costs nobody, and how much a loan may charge.
import { behaviour, scenario } from '@simpul/testkit'
import { expect, test } from 'vitest'
import { akadNumber, fileOf } from './application.ts'
import { applicationDecider } from './decide.ts'
import {
  approver,
  commands as c,
  eligible,
  hand,
  officer,
  quotaId,
  rid,
  siti,
  stateAfter,
  terms,
  told,
  validUntil,
  ways,
} from './example.ts'
import { kurRules } from '../rules/kurRules.ts'
import { rateBoundOf, type RateBook } from './rateBound.ts'
import { poolOrder } from './reservations.ts'

const reservation = { rid, quotaId, validUntil, standing: 'confirmed' } as const
const undone = (stage: 'approved' | 'akad' | 'registered', sikpRef: string | null = null) =>
  ({
    type: 'ApprovalUndone',
    stage,
    reasonCode: 'salah-plafon',
    proposedBy: hand(officer),
    hand: hand('p-manager'),
    sikpRef,
    reservation,
  }) as const

behaviour('undoing an approval', applicationDecider, [
  scenario('another person confirms, and the quota is given back')
    .given(...told(ways['undo-asked']))
    .when(c.UndoApproval)
    .then(undone('approved')),
  scenario('an akad that SIKP never takes is undone the same way')
    .given(...told([...ways.akad, c.ProposeUndo]))
    .when(c.UndoApproval)
    .then(undone('akad')),
  scenario('one that SIKP has taken says under which number, so that it is cancelled there')
    .given(...told([...ways.registered, c.ProposeUndo]))
    .when(c.UndoApproval)
    .then(undone('registered', 'SIKP-1')),
  scenario('who asked for it does not confirm it, nor in another’s name')
    .given(...told(ways['undo-asked']))
    .when({ ...c.UndoApproval, hand: hand('p-manager', officer) })
    .refused('application/four-eyes', { both: [officer] }),
  scenario('the applicant has no hand in it')
    .given(...told(ways.approved))
    .when({ ...c.ProposeUndo, hand: hand(siti) })
    .refused('application/own-application'),
  scenario('while it is asked for, no money goes out')
    .given(...told([...ways.registered, c.ProposeUndo]))
    .when(c.DisburseApplication)
    .refused('application/undo-asked', { reasonCode: 'salah-plafon' }),
  scenario('kept, the way to the money is free again')
    .given(...told([...ways['undo-asked'], c.DropUndo]))
    .when(c.SignAkad)
    .then(told(ways.akad).at(-1)!),
  scenario('SIKP may still register while it is asked for; the record of it is not lost')
    .given(...told([...ways.akad, c.ProposeUndo]))
    .when(c.RegisterAkad)
    .then({ type: 'AkadRegistered', sikpRef: 'SIKP-1' }),
])

test('undone, the file is analysed again with its survey, and nothing calls it rejected', () => {
  const state = stateAfter([...ways.akad, c.ProposeUndo, c.UndoApproval])
  expect(state).toMatchObject({ status: 'analysing', survey: { by: officer }, file: { round: 1 } })
  expect(fileOf(state)?.undone).toEqual({ times: 1, akads: 1, reasonCode: 'salah-plafon' })
  expect(told([...ways.akad, c.ProposeUndo, c.UndoApproval]).map(({ type }) => type)).not.toContain('ApplicationRejected')
})

test('its quota is reversed, and the next approval asks under the next number', () => {
  const again = [...ways['undo-asked'], c.UndoApproval, c.ProposeApproval, c.ApproveApplication]
  expect(told(again).flatMap((event) => poolOrder(event)?.commandId ?? [])).toEqual([
    `reserve:${rid}`,
    `confirm:${rid}`,
    `reverse:${rid}`,
    `reserve:${rid.replace(/1$/, '2')}`,
  ])
})

const signedAgain = [
  ...ways.akad,
  c.ProposeUndo,
  c.UndoApproval,
  c.ProposeApproval,
  c.ApproveApplication,
  { ...c.CompleteApproval, rid: rid.replace(/1$/, '2') },
  c.SignAkad,
]

test('the akad that is signed after an undone one has a number of its own at SIKP', () => {
  const file = fileOf(stateAfter(signedAgain))!
  expect(akadNumber(file)).toBe(`${file.applicationId}:2`)
})

behaviour('an answer of SIKP', applicationDecider, [
  scenario('to the undone akad does not register the one signed after it')
    .given(...told(signedAgain))
    .when({ ...c.RegisterAkad, akad: fileOf(stateAfter(ways.akad))!.applicationId })
    .refused('application/akad-undone', { akad: fileOf(stateAfter(ways.akad))!.applicationId }),
])

const reopened = [...ways.rejected, c.ReopenApplication]
behaviour('a late workflow of the first round', applicationDecider, [
  ...[
    { ...c.RecordCheck, round: 1 },
    { ...c.GiveVerdict, round: 1 },
    { ...c.SetClock, step: 'checks' as const, round: 1 },
  ].map((command) =>
    scenario(`${command.type} of round 1 does nothing in round 2`)
      .given(...told(reopened))
      .when(command)
      .refused('application/other-round', { of: 1, round: 2 }),
  ),
  scenario('that of the round itself does')
    .given(...told(reopened))
    .when({ ...c.GiveVerdict, round: 2 })
    .then({ type: 'VerdictGiven', verdict: eligible }),
])

const at = (ratePpm: number) => ({ ...terms, ratePpm })
const withoutRate = { type: 'VerdictGiven', verdict: { ...eligible, ratePpm: null } } as const

behaviour('the rate', applicationDecider, [
  scenario('of a proposal is at most that of the verdict')
    .given(...told(ways.analysing))
    .when({ ...c.ProposeApproval, terms: at(60_001) })
    .refused('application/rate-above-rule', { ratePpm: 60_001, maxPpm: 60_000, scheme: 'MIKRO', version: 'V2023' }),
  scenario('without one in the verdict, at most the highest of the scheme on that day')
    .given(...told(ways.analysing), withoutRate)
    .when({ ...c.ProposeApproval, terms: at(90_001) })
    .refused('application/rate-above-rule', { ratePpm: 90_001, maxPpm: 90_000, scheme: 'MIKRO', version: 'V2023' }),
  scenario('a lender may ask for less')
    .given(...told(ways.analysing))
    .when({ ...c.ProposeApproval, terms: at(30_000) })
    .then({ type: 'ApprovalProposed', terms: at(30_000), hand: hand(officer) }),
  scenario('of an akad is not above the approved one')
    .given(...told(ways.approved))
    .when({ ...c.SignAkad, terms: at(60_001) })
    .refused('application/rate-above-rule', { ratePpm: 60_001, maxPpm: 60_000, scheme: 'MIKRO', version: 'V2023' }),
  scenario('and an akad that is dated before the approval is none')
    .given(...told(ways.approved))
    .when({ ...c.SignAkad, signedOn: '2025-03-09' })
    .refused('application/before-approval', { signedOn: '2025-03-09', approvedOn: '2025-03-10' }),
])

test('an akad of another rule’s time follows that rule', () => {
  const approvedLow = [...ways.analysing, { ...c.ProposeApproval, terms: at(30_000) }, c.ApproveApplication, c.CompleteApproval]
  const later = { ...c.SignAkad, terms: at(60_000), signedOn: '2026-02-01', now: '2026-02-01T03:00:00.000Z' } as const
  expect(applicationDecider.decide(stateAfter(approvedLow), later)).toMatchObject([{ type: 'AkadSigned', ratePpm: 60_000 }])
})

test('a rate is bound by the edition in force, not by the newest that this program has', () => {
  const cheaper = kurRules.schemes.map((entry) => ({
    ...entry,
    versions: entry.versions.map((each) => ({ ...each, bound: { ...each.bound, rates: [{ when: {}, byAccess: [20_000] }] } })),
  })) as unknown as RateBook
  const refused = expect.objectContaining({ code: 'application/rate-above-rule' })
  const proposed = { ...c.ProposeApproval, terms: at(60_000), rateBook: cheaper }
  expect(() => applicationDecider.decide(stateAfter(ways.analysing), proposed)).toThrow(refused)
  expect(() => applicationDecider.decide(stateAfter(ways.approved), { ...c.SignAkad, rateBook: cheaper })).toThrow(refused)
})

test.each([
  ['SUPER_MIKRO', '2025-03-10', 30_000],
  ['MIKRO', '2022-06-01', 60_000],
  ['MIKRO', '2025-03-10', 90_000],
  ['MIKRO', '2026-02-01', 60_000],
  ['KHUSUS', '2026-02-01', 60_000],
  ['PMI', '2026-02-01', 60_000],
] as const)('%s may cost at most, on %s, %i ppm', (scheme, on, maxPpm) => {
  expect(rateBoundOf(kurRules.schemes, scheme, on).maxPpm).toBe(maxPpm)
})

test('who approved an approval may also confirm that it was wrong, when another asked', () => {
  expect(applicationDecider.decide(stateAfter(ways['undo-asked']), { ...c.UndoApproval, hand: hand(approver) })).toHaveLength(1)
})
