// The sums of microcredit are not blind: each seeded violation of an appeal is named, and what really happens is not.
import type { FoldedService, LoggedEvent } from '@simpul/testkit/checker'
import { expect, test } from 'vitest'
import type { ApplicationEvent } from '../../../services/microcredit/src/application/events.ts'
import { commands as c, told, ways } from '../../../services/microcredit/src/application/example.ts'
import { microcreditSums } from './microcredit.ts'

const overturned = told([...ways.appealed, c.OverturnAppeal])
const again = told([...ways.appealed, c.OverturnAppeal, c.RejectApplication, c.FileAppeal, c.AssignAppeal, c.UpholdAppeal])

function brokenIn(happened: readonly ApplicationEvent[]): readonly string[] {
  const events = happened.map(({ type, ...data }, index) => ({ sequence: index + 1, type, data }) as unknown as LoggedEvent)
  const service = { events: (source: string) => new Map(source.endsWith('.application') ? [['a', events]] : []) }
  const sum = microcreditSums.find(({ says }) => says.startsWith('a refusal has one appeal'))
  return sum?.broken(service as unknown as FoldedService) ?? ['no such sum']
}

test.each([
  ['overturned', overturned],
  ['overturned, refused again, appealed again and upheld', again],
  ['withdrawn', told([...ways.appealed, c.WithdrawAppeal])],
  ['taken up again by the manager', told([...ways.rejected, c.ReopenApplication])],
])('%s is whole', (_, events) => expect(brokenIn(events)).toEqual([]))

const without = (type: ApplicationEvent['type']) => overturned.filter((event) => event.type !== type)
const twice = (type: ApplicationEvent['type']) => overturned.flatMap((event) => (event.type === type ? [event, event] : [event]))
const change = (type: ApplicationEvent['type'], round: number) =>
  overturned.map((event) => (event.type === type ? ({ ...event, round } as ApplicationEvent) : event))

test.each<[string, readonly ApplicationEvent[], string]>([
  ['an application is open again for an appeal that nobody filed', without('AppealFiled'), 'no appeal is open'],
  ['an appeal is overturned twice', twice('AppealOverturned'), 'no appeal is open'],
  ['an appeal is filed twice', twice('AppealFiled'), 'the refusal has had its appeal'],
  [
    'a refusal that was upheld is appealed again',
    [...told([...ways.appealed, c.UpholdAppeal]), ...told([...ways.rejected, c.FileAppeal]).slice(-1)],
    'the refusal has had its appeal',
  ],
  ['an appeal is of another round', change('AppealFiled', 2), 'the refusal has had its appeal'],
  ['an overturned appeal skips a round', change('AppealOverturned', 3), 'round 3 follows'],
  [
    'the manager opens it again over an open appeal',
    [...told(ways.appealed), { type: 'ApplicationReopened', round: 2, reasonCode: 'x', by: 'p' }],
    'its appeal is open',
  ],
])('named when %s', (_, events, problem) => expect(brokenIn(events)).toEqual([expect.stringContaining(problem)]))
