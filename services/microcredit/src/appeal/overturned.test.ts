// What an appeal leads to: the refusal as it was, or the application open again, where nothing is in doubt and with the facts put right.
import { applicationContract } from '@simpul/contracts'
import { toEnvelopes, toEvent } from '@simpul/platform'
import { expect, it, test } from 'vitest'
import { fileOf, type Application } from '../application/application.ts'
import { applicationDecider, decide, type ApplicationCommand } from '../application/decide.ts'
import { evolve, type ApplicationEvent } from '../application/events.ts'
import {
  approver,
  colleague,
  commands as c,
  eligible,
  hand,
  now,
  npl,
  officer,
  siti,
  stateAfter,
  survey,
  told,
  ways,
} from '../application/example.ts'
import { reasonsOf } from '../application/reasons.ts'
import { poolOrder } from '../application/reservations.ts'
import { verdictOf } from '../application/verdictFacts.ts'
import { approval } from '../approval/process.ts'
import type { Contested, Correction } from './appeal.ts'
import { file, filed, held, inReview, kur, onceOnly, overturn, refused, refusing, reviewer, rule, surveyed } from './example.ts'
import { appeal } from './process.ts'
import { surveyAtRefusal } from './surveyAtRefusal.ts'
import { tookPart } from './tookPart.ts'

const resumed = (contested: readonly Contested[], corrections: readonly Correction[] = [], before = refused): Application =>
  stateAfter([
    ...before,
    file(...contested),
    c.AssignAppeal,
    {
      ...overturn,
      granted: contested.map(({ kind, name }) => ({ kind, name })),
      corrections,
      survey: surveyAtRefusal(told(before)),
    },
  ])

it('an upheld or withdrawn appeal leaves the refusal as it was, and says so once', () => {
  const before = stateAfter(refused)
  for (const [way, outcome] of [
    [c.UpholdAppeal, 'upheld'],
    [c.WithdrawAppeal, 'withdrawn'],
  ] as const) {
    const after = stateAfter([...held, { ...c.SetClock, step: 'appeal' }, way])
    const { appeals, ...file } = fileOf(after) ?? { appeals: [] }
    expect({ ...after, file }).toEqual(before)
    expect(appeals).toMatchObject([{ round: 1, outcome, filedAt: now }])
  }
})

it('a check that failed is not carried into the next round', () => {
  const failed = { ...c.RecordCheck, check: 'slik', result: { outcome: 'failed', reasonCodes: ['slik/not-lancar'] } } as const
  const state = resumed([{ kind: 'reason', name: 'capacity/too-low' }], [], [...inReview, failed, refusing])
  expect(Object.keys(fileOf(state)?.checks ?? {})).toEqual(['sikp'])
})

it('overturned, it goes on at the analysis with the survey, the corrected fact by hand with its evidence, and no verdict yet', () => {
  const state = resumed([rule, kur], [onceOnly])
  expect(state).toMatchObject({ status: 'analysing', survey, file: { round: 2, verdict: null, clock: null } })
  expect(fileOf(state)?.checks.sikp).toEqual({
    outcome: 'manual',
    passed: true,
    evidenceRef: 'blob-7',
    by: reviewer,
    facts: { kur: 1, 'kur.MIKRO': 1, asOf: '2025-03-10' },
  })
})

it('the verdict is given again on the corrected fact', () => {
  const failed = (state: Application) =>
    verdictOf(state, '2025-03-10')?.findings.flatMap((each) => (each.outcome === 'fail' ? [each.rule] : []))
  expect(failed(stateAfter(refused))).toEqual(['R-ACCESS'])
  expect(failed(resumed([rule, kur], [onceOnly]))).toEqual([])
})

test.each<[string, Application, object]>([
  [
    'a survey whose findings were wrong is made again',
    resumed([{ kind: 'fact', name: 'monthlyCapacityIdr', says: 4_000_000 }]),
    { status: 'surveying' },
  ],
  [
    'refused before any survey, it is surveyed',
    resumed([kur], [onceOnly], [...surveyed.slice(0, -1), refusing]),
    { status: 'surveying' },
  ],
  [
    'refused while a check failed, that check is asked again and the others stand',
    resumed(
      [{ kind: 'reason', name: 'capacity/too-low' }],
      [],
      [
        ...inReview,
        { ...c.RecordCheck, check: 'slik', result: { outcome: 'failed', reasonCodes: ['slik/not-lancar'] } },
        refusing,
      ],
    ),
    { status: 'checking', file: { checks: { sikp: { outcome: 'ok' } } } },
  ],
  [
    'a check that failed for a fact that was wrong is passed by hand',
    resumed(
      [{ kind: 'fact', name: 'kolektibilitas', says: 1 }],
      [{ fact: 'kolektibilitas', value: 1, evidenceRef: 'blob-8' }],
      [
        ...inReview,
        { ...c.RecordCheck, check: 'identity' },
        { ...c.RecordCheck, check: 'slik', result: { outcome: 'failed', reasonCodes: ['slik/not-lancar'] } },
        refusing,
      ],
    ),
    { status: 'surveying', file: { checks: { slik: { outcome: 'manual', facts: { kolektibilitas: 1 } } } } },
  ],
  [
    'what the form said is put right in the form',
    resumed([{ kind: 'fact', name: 'hasNpwp', says: true }], [{ fact: 'hasNpwp', value: true, evidenceRef: null }]),
    { status: 'analysing', file: { business: { hasNpwp: true, hasNib: true } } },
  ],
  [
    'refused while the applicant was asked something, it goes on from where the question stood',
    resumed([{ kind: 'reason', name: 'capacity/too-low' }], [], [...surveyed, c.RequestInfo, refusing]),
    { status: 'analysing', survey },
  ],
])('%s', (_, state, expected) => expect(state).toMatchObject(expected))

it('an approval that lapsed for want of an akad keeps its survey, and is proposed and approved anew', () => {
  const dueAt = '2025-03-24T10:00:00.000Z'
  const lapsed = [
    ...ways.approved,
    { ...c.SetClock, step: 'akad', dueAt } as const,
    { ...c.RejectApplication, reasons: reasonsOf(['akad/not-signed']), now: '2025-03-24T10:00:00.001Z' },
  ]
  const state = resumed([{ kind: 'reason', name: 'akad/not-signed' }], [], lapsed)
  expect(state).toMatchObject({ status: 'analysing', survey, file: { reservations: 1, round: 2 } })
  expect(state).not.toHaveProperty('approval')
})

it('one procedure at a time has the file: the approval ends with the refusal, the appeal begins, and the approval goes on in the next round', () => {
  const rounds = [refused, held, [...held, overturn], [...held, c.UpholdAppeal]].map((way) => {
    const state = stateAfter(way)
    return [approval.openRound(state), appeal.openRound(state)]
  })
  expect(rounds).toEqual([
    [null, null],
    [null, 1],
    [2, null],
    [null, null],
  ])
})

it('no event of an appeal asks anything of the quota', () => {
  const events = [held, [...held, overturn], [...held, c.UpholdAppeal], [...held, c.WithdrawAppeal]].flatMap(told)
  const about = events.filter(({ type }) => type.startsWith('Appeal'))
  expect(new Set(about.map(({ type }) => type)).size).toBe(5)
  expect(about.flatMap((event) => poolOrder(event) ?? [])).toEqual([])
})

it('what was overturned can be approved, and is by a reservation of its own', () => {
  const way = [
    ...held,
    overturn,
    { ...c.GiveVerdict, verdict: eligible, round: 2 },
    c.ProposeApproval,
    { ...c.ApproveApplication, hand: hand('p-second') },
  ]
  expect(stateAfter(way)).toMatchObject({ status: 'awaiting-quota', file: { round: 2 } })
})

test('a survey that is made again is not carried on', () => {
  const doubted = { kind: 'fact', name: 'domicileMonths' } as const
  const way = [...refused, file({ ...doubted, says: 60 }), c.AssignAppeal, { ...overturn, granted: [doubted], corrections: [] }]
  expect(told(way).at(-1)).toMatchObject({ type: 'AppealOverturned', resumesAt: 'surveying', survey: null })
})

test('the survey is the one of the round that was refused', () => {
  const doubted = [...filed, c.AssignAppeal, { ...overturn, survey: null }]
  const again = [...doubted, c.GiveVerdict, { ...refusing, hand: hand('p-second') }]
  expect(surveyAtRefusal(told(refused))).toEqual(survey)
  expect(surveyAtRefusal(told(again))).toBeNull()
  expect(surveyAtRefusal(told(surveyed))).toBeNull()
})

test('everybody who acted in the file took part, by its history; who named somebody did not', () => {
  const voted = [
    ...ways['in-committee'],
    { ...c.CastVote, choice: 'no', reasons: [npl], hand: hand('p-vita', 'p-boss') },
    { ...c.CastVote, choice: 'no', reasons: [npl] },
  ] as const
  const people = (way: readonly ApplicationCommand[]) => [...tookPart(told(way))].toSorted()
  expect(people(voted)).toEqual([approver, 'p-boss', officer, 'p-vita'].toSorted())
  expect(people([...ways.analysing, c.AssignOfficer, c.DelegateReview])).toEqual([officer, colleague].toSorted())
  expect(people([...ways['undo-asked'], c.UndoApproval])).toEqual([approver, 'p-manager', officer].toSorted())
  expect(people([...ways.rejected, c.ReopenApplication])).toContain('p-manager')
  expect(people([...held, overturn])).toContain(reviewer)
  expect(
    people([
      ...inReview,
      { ...c.RecordCheck, result: { outcome: 'manual', passed: true, evidenceRef: 'x', by: 'p-verifier', facts: {} } },
    ]),
  ).toContain('p-verifier')
  expect(people(held)).not.toContain(siti)
})

test('told again from the log, an application that was opened by an appeal is the same', () => {
  const events = told([...held, overturn])
  const by = { commandId: 'c', fingerprint: 'c', actor: 'p', correlationId: 'c', causationId: 'c' }
  const envelopes = toEnvelopes(applicationContract, 'a', 0, events, now, by)
  const again = envelopes.map((envelope) => toEvent<ApplicationEvent>(envelope)).reduce(evolve, applicationDecider.initial)
  expect(again).toEqual(stateAfter([...held, overturn]))
  expect(() => decide(again, overturn)).toThrow('over')
})
