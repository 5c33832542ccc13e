// Both roles on MongoDB and Temporal, killed between two durable steps and started again.
import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Client, Connection } from '@temporalio/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '../clock.ts'
import { Runtime } from '../host/runtime.ts'
import { connectMongo } from '../mongo/driver.ts'
import { visit, type Visit, type VisitCommand } from './sample/visit.ts'
import type { Unstamped } from '../aggregate/aggregate.ts'

const children = new Set<ChildProcess>()
const databases: Awaited<ReturnType<typeof connectMongo>>[] = []
let temporal: Connection

beforeAll(async () => {
  temporal = await Connection.connect({ address: process.env['TEMPORAL_ADDRESS'] ?? '' })
})
afterAll(async () => {
  await Promise.all([...children].map(stop))
  for (const db of databases) {
    await db.dropDatabase()
    await db.close()
  }
  await temporal.close()
})

async function stop(child: ChildProcess): Promise<unknown[]> {
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  return ended
}

/** A database, a task queue and a family of their own, so that stories can be told side by side. */
async function story() {
  const id = randomUUID()
  const database = `test_${id.slice(0, 8)}`
  const db = await connectMongo(process.env['MONGODB_URL'] ?? '', database)
  databases.push(db)
  const runtime = await Runtime.open({ aggregates: [visit], db, clock: systemClock, wake: () => undefined })
  const commands = runtime.commands(systemClock)
  const start = (crashAt = '') => {
    const file = fileURLToPath(new URL('./sample/roleProcess.ts', import.meta.url))
    const env = { ...process.env, SIMPUL_CRASH: crashAt }
    const child = spawn(process.execPath, [file, database, `roles-${id}`], { env, stdio: ['ignore', 'ignore', 'inherit'] })
    children.add(child)
    child.once('exit', () => children.delete(child))
    return child
  }
  const say = (command: Unstamped<VisitCommand>) =>
    commands.send(visit, id, command, { commandId: `hand:${command.type}`, actor: 'siti', creates: command.type === 'AskVisit' })
  const becomes = async (wanted: Visit['status']) => {
    const end = Date.now() + 45_000
    for (;;) {
      const found = (await commands.state(visit, id))?.state.status
      if (found === wanted) return
      if (Date.now() > end) throw new Error(`waited 45 s for the visit to be ${wanted}, it is ${found}`)
      await systemClock.sleep(50)
    }
  }
  const types = async () => (await runtime.of('sample.visit').feed.events(id, 1, 100)).map(({ type }) => type)
  return { id, start, say, becomes, types }
}

test.concurrent.each(['starter/after-signal', 'starter/before-record', 'activity/after-effect', 'activity/after-effect@2'])(
  'killed at %s: started again, the procedure does each step once',
  async (point) => {
    const { id, start, say, becomes, types } = await story()
    const crashed = once(start(point), 'exit')
    await say({ type: 'AskVisit' })
    expect((await crashed)[1]).toBe('SIGKILL')
    start()
    await becomes('planned')
    await say({ type: 'MakeVisit', note: 'ok' })
    await becomes('closed')
    expect(await types()).toEqual(['VisitAsked', 'VisitPlanned', 'VisitMade', 'VisitClosed'])
    const handle = new Client({ connection: temporal }).workflow.getHandle(`visiting/${id}/1`)
    expect(await handle.result()).toEqual({ done: { note: 'ok' } })
  },
)

test('asked to stop, both roles end by themselves within ten seconds', async () => {
  const { start, say, becomes } = await story()
  const child = start()
  await say({ type: 'AskVisit' })
  await becomes('planned')
  const asked = Date.now()
  expect(await stop(child)).toEqual([0, null])
  expect(Date.now() - asked).toBeLessThan(10_000)
})
