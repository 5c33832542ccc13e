// kill -9 between the steps of a reservation, of an order and of a verification, then a restart; afterwards everything adds up, seen from outside.
// The other named points, at every role under load: plans.test.ts.
import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { connectMongo, dbOf } from '../../packages/platform/src/mongo/driver.ts'
import { identityBreaches, keysFolderOf } from './identityStory.ts'
import { breaches } from './invariants.ts'
import { endingsBreaches, quotaBreaches } from './quotaStory.ts'
import { stockBreaches } from './stockStory.ts'

const COUNTERS = 40
const APPLICATIONS = 20
const PEOPLE = 50
const ORDERS = 50
const STORIES = {
  counters: { roles: 'relay,projector,process', count: COUNTERS },
  quota: { roles: 'relay,process', count: APPLICATIONS },
  endings: { roles: 'relay,process', count: APPLICATIONS },
  stock: { roles: 'relay,process', count: ORDERS },
  identity: { roles: 'relay,process,worker', count: PEOPLE },
} as const
let database: string // one a test: what a killed process had under way must not reach the next test
const children: ChildProcess[] = []
let db: Awaited<ReturnType<typeof connectMongo>>

const expected = new Map(
  Array.from({ length: COUNTERS }, (_, n) => [`c${n}`, [`open-c${n}`, ...[1, 2, 3].map((by) => `raise-c${n}-${by}`)]] as const),
)

beforeEach(async () => {
  database = `faults_${randomUUID().slice(0, 8)}`
  db = await connectMongo(process.env['MONGODB_URL'] ?? '', database)
})
afterEach(async () => {
  for (const child of children.splice(0)) await ended(child, () => child.kill('SIGKILL'))
  await db.dropDatabase()
  await db.close()
  await rm(keysFolderOf(database), { recursive: true, force: true })
})

function start(epoch: string, crash?: string, story: keyof typeof STORIES = 'counters'): ChildProcess {
  const { roles, count } = STORIES[story]
  const env = { ...process.env, ...(crash ? { SIMPUL_CRASH: crash } : {}) }
  const child = spawn(
    process.execPath,
    [new URL('process.ts', import.meta.url).pathname, story, epoch, database, roles, String(count)],
    {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  children.push(child)
  return child
}

async function ended(child: ChildProcess, act: () => void): Promise<NodeJS.Signals | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const exit = once(child, 'exit')
    act()
    await exit
  }
  return child.signalCode
}

const saysDone = (child: ChildProcess) =>
  new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (text: Buffer) => text.includes('DONE') && resolve())
    child.once('exit', (code, signal) =>
      reject(new Error(`the process ended (${signal ?? code}) before all commands were answered`)),
    )
  })

/** Waits until nothing is broken or a minute has passed; answers what is still broken. */
async function settled(broken = () => breaches(dbOf(db), expected)): Promise<string[]> {
  const deadline = Date.now() + 60_000
  for (;;) {
    const found = await broken()
    if (found.length === 0 || Date.now() > deadline) return found
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

describe('kill -9 between two steps of a reservation', () => {
  test.each([
    'reservation/after-reserve@3',
    'reservation/after-answer@3',
    'reservation/after-confirm@3',
    'reservation/after-release@3',
  ])('at %s: the quota is given out exactly, nothing stays held, everybody has an answer', async (crash) => {
    const epoch = `f${randomUUID().slice(0, 8)}`
    expect(await ended(start(epoch, crash, 'quota'), () => undefined)).toBe('SIGKILL')
    await saysDone(start(epoch, undefined, 'quota'))
    expect(await settled(() => quotaBreaches(dbOf(db), APPLICATIONS))).toEqual([])
  })
})

describe('kill -9 where a promise of quota ends', () => {
  test.each(['reservation/after-consume@2', 'reservation/after-reverse@2'])(
    'at %s: what was paid out is used, what was withdrawn is free again',
    async (crash) => {
      const epoch = `f${randomUUID().slice(0, 8)}`
      expect(await killsItself(start(epoch, crash, 'endings'))).toBe('SIGKILL')
      await saysDone(start(epoch, undefined, 'endings'))
      expect(await settled(() => endingsBreaches(dbOf(db), APPLICATIONS))).toEqual([])
    },
  )
})

describe('kill -9 while fifty buyers order the last ten kilograms', () => {
  test.each(['stock/after-answer@7', 'stock/after-confirm@3', 'stock/after-reverse'])(
    'at %s: ten stand, nothing is oversold or stays held, everybody has an answer',
    async (crash) => {
      const epoch = `f${randomUUID().slice(0, 8)}`
      expect(await killsItself(start(epoch, crash, 'stock'))).toBe('SIGKILL')
      await saysDone(start(epoch, undefined, 'stock'))
      expect(await settled(() => stockBreaches(dbOf(db), ORDERS))).toEqual([])
    },
  )
})

/** By itself, at the crash point; one that never comes there is named, not waited for. */
async function killsItself(child: ChildProcess): Promise<NodeJS.Signals | null> {
  const late = setTimeout(() => child.kill('SIGTERM'), 60_000)
  const signal = await ended(child, () => undefined)
  clearTimeout(late)
  return signal
}

describe('kill -9 while fifty people are verified with one NIK', () => {
  test.each(['claim/after-insert', 'activity/after-effect', 'activity/after-effect@60', 'command/after-commit@120'])(
    'at %s: one is verified, the others are cases that name whose it is, each told once',
    async (crash) => {
      const epoch = `f${randomUUID().slice(0, 8)}`
      expect(await killsItself(start(epoch, crash, 'identity'))).toBe('SIGKILL')
      await saysDone(start(epoch, undefined, 'identity'))
      expect(await settled(() => identityBreaches(dbOf(db), PEOPLE))).toEqual([])
    },
  )
})

describe('the checker is not blind', () => {
  async function whole(): Promise<void> {
    const child = start(`f${randomUUID().slice(0, 8)}`)
    await saysDone(child)
    expect(await settled()).toEqual([])
    await ended(child, () => child.kill('SIGTERM'))
  }

  test('it names a deleted event, a changed state, a doubled effect, a lost aggregate and a stale row', async () => {
    await whole()
    const at = dbOf(db)
    const [event] = await at.collection('counter.events').find({ aggregateId: 'c1', sequence: 2 }).toArray()
    await at.collection('counter.events').deleteOne({ aggregateId: 'c1', sequence: 2 })
    expect(await breaches(at, expected)).toContain('c1: the log has a gap')
    await at.collection('counter.events').insertOne(event as never)
    await at.collection('counter').updateOne({ _id: 'c2' as never }, { $inc: { 'state.total': 1 } })
    expect(await breaches(at, expected)).toEqual(['c2: the state is not the fold of its events'])
    await at.collection('counter').updateOne({ _id: 'c2' as never }, { $inc: { 'state.total': -1 } })
    await at.collection('counter').updateOne({ _id: 'all' as never }, { $inc: { 'state.total': 1 } })
    expect(await breaches(at, expected)).toContain(`${COUNTERS} counters were opened, ${COUNTERS + 1} were counted`)
    await at.collection('counter').updateOne({ _id: 'all' as never }, { $inc: { 'state.total': -1 } })
    await at.collection('rows.sums').updateOne({ _id: 'c3' as never }, { $inc: { 'row.sum': 1 } })
    expect(await breaches(at, expected)).toEqual(['c3: the projection is at 4 of 4, or not the fold'])
    await at.collection('counter').deleteOne({ _id: 'c4' as never })
    expect(await breaches(at, expected)).toContain('c4: acknowledged, but not there')
  })
})
