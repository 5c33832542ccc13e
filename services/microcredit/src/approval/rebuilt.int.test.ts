// Temporal has lost procedures that stood at different steps; the sweep at a start finds their rounds open and feeds them from the log.
import { Client, Connection } from '@temporalio/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commands as example, survey } from '../application/example.ts'
import { calm, down, hostApproval, noKur, today } from './hostedApproval.ts'

const world = calm()
let here: Awaited<ReturnType<typeof hostApproval>>
let connection: Connection
beforeAll(async () => {
  connection = await Connection.connect({ address: process.env['TEMPORAL_ADDRESS'] ?? '' })
  here = await hostApproval(world)
  await here.openQuota(400_000_000)
})
afterAll(async () => {
  await here.stop()
  await connection.close()
})

const lose = (id: string) =>
  new Client({ connection, namespace: here.temporal.namespace }).workflow.getHandle(`approval/${id}/1`).terminate('test')

test('they go on: a register that was away is asked again, steps that were done are not done twice', async () => {
  world.policy = { ...world.policy, unreachableAgainMs: 300 }
  const surveyed = await here.submit()
  await here.reaches(
    surveyed,
    'the clock of the survey',
    (state) => state.status === 'surveying' && state.file.clock?.step === 'survey',
  )
  const proposed = await here.proposed()
  await here.reaches(
    proposed,
    'the clock of the decision',
    (state) => state.status === 'proposed' && state.file.clock?.step === 'decision',
  )
  world.slik = down
  const checked = await here.submit()
  await here.reaches(checked, 'no answer', (state) => 'file' in state && state.file?.checks.slik?.outcome === 'unreachable')
  const before = [await here.types(surveyed), await here.types(proposed)]
  await Promise.all([surveyed, proposed, checked].map(lose))

  await here.restart()
  world.slik = noKur
  await here.verdictAt(checked, 'surveying')
  expect([await here.types(surveyed), await here.types(proposed)]).toEqual(before)

  await here.say(surveyed, { ...example.RecordSurvey, survey: { ...survey, surveyedOn: today() } })
  await here.reaches(
    surveyed,
    'the clock of the analysis',
    (state) => state.status === 'analysing' && state.file.clock?.step === 'analysis',
  )
  expect((await here.types(surveyed)).filter((type) => type === 'VerdictGiven')).toHaveLength(2)
  await here.say(proposed, example.ApproveApplication)
  await here.at(proposed, 'approved')
  await here.say(proposed, { ...example.SignAkad, signedOn: today() })
  await here.at(proposed, 'registered')
})
