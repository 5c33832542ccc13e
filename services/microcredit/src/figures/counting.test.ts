// A lender's figures from the courses of its applications, exact, and what is not told.
import { type Actor, type EventBody } from '@simpul/platform'
import { expect, test } from 'vitest'
import type { ApplicationCommand } from '../application/decide.ts'
import { commands as c, npl, told, ways } from '../application/example.ts'
import { courses, type CourseRow } from '../projections/courses.ts'
import { Counting, type Figures } from './counting.ts'
import { figuresRoutes } from './routes.ts'

const HOUR_MS = 3_600_000
const begun = '2026-11-23T02:00:00.000Z'
const now = '2026-12-31T02:00:00.000Z'
const later = (hours: number) => new Date(Date.parse(begun) + hours * HOUR_MS).toISOString()

/** Each event `hours` after the one before. */
const courseOf = (way: readonly ApplicationCommand[], hours = 2, events: readonly EventBody[] = told(way)) =>
  events.reduce<CourseRow | null>(
    (row, event, n) => courses.fold(row, event as never, { time: later(n * hours) } as never) as CourseRow,
    null,
  ) as CourseRow

function figuresOf(rows: readonly CourseRow[], ofAll = true): Figures {
  const counting = new Counting(now)
  for (const row of rows) counting.take(row)
  return counting.figures(ofAll)
}

const times = <Value>(count: number, value: Value) => Array.from({ length: count }, () => value)

test('each application counts once, as far as it came', () => {
  const rows = [
    ...times(5, courseOf(ways.draft)),
    ...times(3, courseOf(ways.surveying)),
    ...times(2, courseOf(ways.approved)),
    courseOf(ways.disbursed),
    courseOf(ways.rejected),
    courseOf(ways.withdrawn), // after its approval
    courseOf([...ways['awaiting-quota'], c.RecordQuotaRefusal]),
    courseOf([...ways['undo-asked'], c.UndoApproval]),
  ]
  expect(figuresOf(rows)).toMatchObject({
    funnel: { started: 15, submitted: 10, decided: 5, approved: 4, disbursed: 1, rejected: 1, withdrawn: 1, expired: 0 },
    lackedQuota: 1,
  })
})

test('reasons are counted by application; the lender’s own stand apart', () => {
  const reasons = [npl, { code: 'R-ASN', side: 'applicant', id: 'x', en: 'x' }] as const
  const byBoth = [...ways.proposed, { ...c.RejectApplication, reasons }]
  const { ofApplicant, ofLender } = figuresOf([courseOf(ways.rejected), courseOf(byBoth), courseOf(byBoth)])
  expect(ofLender).toEqual([{ ...npl, count: 3 }])
  expect(ofApplicant).toEqual([{ code: 'R-ASN', side: 'applicant', id: 'x', en: 'x', count: 2 }])
})

test('the time of a step: its median and its 90th percentile are times that were there', () => {
  const rows = Array.from({ length: 10 }, (_, n) => courseOf(ways.surveying, n + 1))
  const checks = figuresOf(rows).steps.find(({ step }) => step === 'checks')
  const events = told(ways.surveying).map(({ type }) => type)
  const apart = events.indexOf('ChecksPassed') - events.indexOf('ApplicationSubmitted')
  expect(checks).toMatchObject({ count: 10, medianHours: 5 * apart, p90Hours: 9 * apart })
  expect(figuresOf([courseOf(ways.draft)]).steps).toEqual([])
})

test('hours on working days leave out Saturday and Sunday', () => {
  const friday = { ...courseOf(ways.draft), since: '2026-11-27T09:00:00.000Z', status: 'checking', submittedAt: begun } as const
  const passed = courses.fold(friday, { type: 'ChecksPassed' }, { time: '2026-11-30T03:00:00.000Z' } as never) as CourseRow
  expect(figuresOf([passed]).steps).toMatchObject([{ step: 'checks', medianHours: 66, medianWorkingHours: 18 }])
})

test('drafts are told of all of a lender alone, and of a month with five or none', () => {
  const startedIn = (month: string) => ({ ...courseOf(ways.draft), startedAt: `2026-${month}-10T03:00:00.000Z` })
  const started = (rows: readonly CourseRow[], ofAll = true) => figuresOf(rows, ofAll).funnel.started
  expect(started(times(5, startedIn('11')))).toBe(5)
  expect(started(times(4, startedIn('11')))).toBeNull()
  // Five in November and one in December: the difference of two answers would tell of the one.
  expect(started([...times(5, startedIn('11')), startedIn('12')])).toBeNull()
  expect(started(times(9, startedIn('11')), false)).toBeNull()
  expect(figuresOf(times(4, startedIn('11'))).funnel).toMatchObject({ expired: null, submitted: 0 })
  expect(started([courseOf(ways.checking)])).toBe(1)
})

test('a draft that nobody touched for 90 days is over', () => {
  const old = { ...courseOf(ways.draft), touchedAt: '2026-09-30T03:00:00.000Z' }
  expect(figuresOf([...times(4, courseOf(ways.draft)), old]).funnel).toMatchObject({ started: 5, expired: 1 })
})

const manager: Actor = { subject: 'm', roles: ['lender-manager'], person: 'p-manager', org: 'org-bank-desa' }
const auditor: Actor = { subject: 'a', roles: ['auditor'] }

function reading(rows: readonly CourseRow[]) {
  const asked: object[] = []
  const quota = { lender: 'org-bank-desa', scheme: 'MIKRO', year: 2026, limitIdr: 100, reservedIdr: 30, usedIdr: 20 }
  const outside = { clock: { now: () => Date.parse(now) } }
  const context = {
    outside,
    rows: ({ name }: { name: string }) => ({
      get: async (id: string) => (id === 'org-bank-desa' ? { kind: 'penyalur', standing: 'verified' } : null),
      find: async (query: { filter: object }) => {
        asked.push(query.filter)
        const found = name === 'courses' ? rows : ['pusat', 'cabang'].map((unit) => ({ ...quota, unit }))
        return { rows: found, next: null }
      },
    }),
  }
  const route = figuresRoutes.entries[0]
  if (route?.kind !== 'get') throw new Error('figures are read')
  const read = async (query: object, actor: Actor = manager) =>
    (await route.read({ params: {}, body: {}, query: query as never, actor, context: context as never })) as {
      funnel: object
      unit: string | null
      quotas: object[]
      asOf: string
    }
  return { asked, read }
}

test('months are whole ones of WIB, of the own lender; quotas are added up by scheme and year', async () => {
  const { asked, read } = reading(times(6, courseOf(ways.approved)))
  const figures = await read({ from: '2026-11', to: '2026-12' })
  expect(asked[0]).toEqual({
    lender: 'org-bank-desa',
    startedAt: { $gte: '2026-10-31T17:00:00.000Z', $lt: '2026-12-31T17:00:00.000Z' },
  })
  expect(asked[1]).toEqual({ lender: 'org-bank-desa', year: { $gte: 2026, $lte: 2026 } })
  expect(figures).toMatchObject({
    asOf: now,
    funnel: { started: 6, approved: 6 },
    quotas: [{ scheme: 'MIKRO', year: 2026, limitIdr: 200, reservedIdr: 60, usedIdr: 40, freeIdr: 100 }],
  })
})

test('a branch and a scheme narrow applications and quotas alike; staff of a branch get theirs', async () => {
  const { read } = reading([courseOf(ways.approved), { ...courseOf(ways.approved), unit: 'cabang' }])
  expect(await read({ unit: 'cabang' })).toMatchObject({ funnel: { submitted: 1, started: null }, quotas: [{ limitIdr: 100 }] })
  expect(await read({ scheme: 'KECIL' })).toMatchObject({ funnel: { submitted: 0 }, quotas: [] })
  expect(await read({}, { ...manager, branch: 'cabang' })).toMatchObject({ unit: 'cabang', funnel: { submitted: 1 } })
  await expect(read({ unit: 'pusat' }, { ...manager, branch: 'cabang' })).rejects.toMatchObject({ code: 'actor/other-branch' })
})

test('who asks again within a minute gets the same answer, nobody gets another one’s', async () => {
  const { asked, read } = reading([courseOf(ways.approved)])
  await read({})
  await read({})
  expect(asked).toHaveLength(2) // applications and quotas, once each
  await read({ unit: 'pusat' })
  expect(asked).toHaveLength(4)
})

test.each<[string, object, Actor, string]>([
  ['months the wrong way round', { from: '2026-12', to: '2026-11' }, manager, 'figures/period-invalid'],
  ['more than two years', { from: '2024-01', to: '2026-01' }, manager, 'figures/period-invalid'],
  ['no lender', {}, auditor, 'figures/no-lender'],
  ['a lender that nobody knows', { lender: 'org-lain' }, auditor, 'lender/unknown'],
])(
  '%s: refused, with a sentence',
  async (_, query, actor, code) => await expect(reading([]).read(query, actor)).rejects.toMatchObject({ code }),
)

test('an auditor names the lender', async () =>
  expect(await reading([courseOf(ways.approved)]).read({ lender: 'org-bank-desa' }, auditor)).toMatchObject({
    funnel: { submitted: 1 },
  }))
