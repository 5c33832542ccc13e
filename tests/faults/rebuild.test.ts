// kill -9 in the middle of a rebuild, at each line between two durable steps; the next process goes on and ends it.
import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { connectMongo, dbOf } from '../../packages/platform/src/mongo/driver.ts'
import { MongoGenerations } from '../../packages/platform/src/mongo/mongoGenerations.ts'
import { breaches } from './invariants.ts'

const COUNTERS = 20
const script = new URL('process.ts', import.meta.url).pathname
let database: string
let db: Awaited<ReturnType<typeof connectMongo>>
const children: ChildProcess[] = []
const expected = new Map(
  Array.from({ length: COUNTERS }, (_, n) => [`c${n}`, [`open-c${n}`, ...[1, 2, 3].map((by) => `raise-c${n}-${by}`)]] as const),
)

beforeEach(async () => {
  database = `faults_${randomUUID().slice(0, 8)}`
  db = await connectMongo(process.env['MONGODB_URL'] ?? '', database)
})
afterEach(async () => {
  for (const child of children.splice(0)) await killed(child)
  await db.dropDatabase()
  await db.close()
})

function start(epoch: string, crash = '', story = 'counters'): ChildProcess {
  const child = spawn(process.execPath, [script, story, epoch, database, 'relay,projector,process', String(COUNTERS)], {
    env: { ...process.env, SIMPUL_CRASH: crash },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  children.push(child)
  return child
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit
}

test.each(['rebuild/after-start', 'rebuild/before-flip', 'rebuild/after-flip', 'rebuild/before-drop', 'rebuild/after-drop'])(
  'at %s: the new rows serve and are the fold of the log, the old ones are gone',
  async (crash) => {
    const epoch = `f${randomUUID().slice(0, 8)}`
    const generations = new MongoGenerations(dbOf(db))
    await generations.begin('sums')
    const [, signal] = (await once(start(epoch, crash), 'exit')) as [unknown, string]
    expect(signal).toBe('SIGKILL')
    start(epoch)
    await vi.waitFor(
      async () => {
        expect(await generations.of('sums')).toEqual({ serving: 2, building: null, retired: [] })
        expect(await breaches(dbOf(db), expected, 'rows.sums.g2')).toEqual([])
      },
      { timeout: 60_000, interval: 200 },
    )
    expect(await dbOf(db).collection('rows.sums').countDocuments()).toBe(0)
  },
)

test('at operator/after-effect: what was asked for is recorded as done once, and the rows are the fold of the log', async () => {
  const epoch = `f${randomUUID().slice(0, 8)}`
  const [, signal] = (await once(start(epoch, 'operator/after-effect', 'rebuild'), 'exit')) as [unknown, string]
  expect(signal).toBe('SIGKILL')
  expect(await operationEvents()).not.toContain('OperationDone')
  start(epoch, '', 'rebuild')
  const generations = new MongoGenerations(dbOf(db))
  await vi.waitFor(
    async () => {
      expect(await operationEvents()).toEqual(['OperationRequested', 'OperationDone'])
      const { serving, building } = await generations.of('sums')
      expect([serving > 1, building]).toEqual([true, null])
      expect(await breaches(dbOf(db), expected, `rows.sums.g${serving}`)).toEqual([])
    },
    { timeout: 60_000, interval: 200 },
  )
})

const operationEvents = async () =>
  (await dbOf(db).collection<{ type: string }>('operation.events').find().sort({ sequence: 1 }).toArray()).map(({ type }) =>
    type.split('.').at(-1),
  )
