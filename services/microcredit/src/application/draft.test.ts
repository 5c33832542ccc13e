// How long a draft can be gone on with: ninety days from its last change, by the clock alone.
import { behaviour, scenario } from '@simpul/testkit'
import { expect, test } from 'vitest'
import { applicationDecider } from './decide.ts'
import { applicationId, commands as c, siti, stateAfter, told, ways } from './example.ts'
import { turnOf } from './turn.ts'

behaviour('a draft', applicationDecider, [
  scenario('a draft that was not touched for ninety days can still be sent')
    .given(...told(ways.draft))
    .when({ ...c.SubmitApplication, now: '2025-06-08T03:00:00.000Z' })
    .then(told(ways.checking).at(-1)!),
  scenario('a millisecond later it is over, and says what to do')
    .given(...told(ways.draft))
    .when({ ...c.SubmitApplication, now: '2025-06-08T03:00:00.001Z' })
    .refused('application/draft-expired'),
  scenario('nor is it gone on with')
    .given(...told(ways.draft))
    .when({ ...c.SaveDraft, now: '2025-06-08T03:00:00.001Z' })
    .refused('application/draft-expired'),
  scenario('saving it begins the ninety days anew')
    .given(...told([...ways.draft, { ...c.SaveDraft, now: '2025-06-01T03:00:00.000Z' }]))
    .when({ ...c.SubmitApplication, now: '2025-06-08T03:00:00.001Z' })
    .then(told(ways.checking).at(-1)!),
  scenario('one from before this was recorded does not expire')
    .given({ type: 'DraftStarted', applicationId, applicant: { person: siti, organisation: null } })
    .when({ type: 'SaveDraft', changes: { plafonIdr: 1 }, now: '2030-01-01T00:00:00.000Z' })
    .then({ type: 'DraftSaved', changes: { plafonIdr: 1 }, at: '2030-01-01T00:00:00.000Z' }),
])

test('its applicant sees until when, and that it is nobody’s turn when it is over', () => {
  const draft = stateAfter(ways.draft)
  expect(turnOf(draft, '2025-06-08T03:00:00.000Z')).toMatchObject({
    holder: 'applicant',
    dueAt: '2025-06-08T03:00:00.000Z',
    overdue: false,
  })
  expect(turnOf(draft, '2025-06-08T03:00:00.001Z')).toBeNull()
})
