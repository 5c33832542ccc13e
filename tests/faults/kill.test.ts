// kill -9 between two steps of a reservation and of a verification, with nothing around that could help: one process, then another.
// Guarantees: each story adds up in the database. The points of every role, under load and judged from outside: plans.test.ts.
import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { connectMongo, dbOf } from '../../packages/platform/src/mongo/driver.ts'
import { identityBreaches, keysFolderOf } from './identityStory.ts'
import { endingsBreaches, quotaBreaches } from './quotaStory.ts'

const APPLICATIONS = 20
const PEOPLE = 50
const STORIES = {
  quota: { roles: 'relay,process', count: APPLICATIONS },
  endings: { roles: 'relay,process', count: APPLICATIONS },
  identity: { roles: 'relay,process,worker', count: PEOPLE },
} as const
let database: string // one a test: what a killed process had under way must not reach the next test
const children: ChildProcess[] = []
let db: Awaited<ReturnType<typeof connectMongo>>

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

function start(epoch: string, story: keyof typeof STORIES, crash?: string): ChildProcess {
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
async function settled(broken: () => Promise<string[]>): Promise<string[]> {
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
    expect(await ended(start(epoch, 'quota', crash), () => undefined)).toBe('SIGKILL')
    await saysDone(start(epoch, 'quota'))
    expect(await settled(() => quotaBreaches(dbOf(db), APPLICATIONS))).toEqual([])
  })
})

describe('kill -9 where a promise of quota ends', () => {
  test.each(['reservation/after-consume@2', 'reservation/after-reverse@2'])(
    'at %s: what was paid out is used, what was withdrawn is free again',
    async (crash) => {
      const epoch = `f${randomUUID().slice(0, 8)}`
      expect(await killsItself(start(epoch, 'endings', crash))).toBe('SIGKILL')
      await saysDone(start(epoch, 'endings'))
      expect(await settled(() => endingsBreaches(dbOf(db), APPLICATIONS))).toEqual([])
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
      expect(await killsItself(start(epoch, 'identity', crash))).toBe('SIGKILL')
      await saysDone(start(epoch, 'identity'))
      expect(await settled(() => identityBreaches(dbOf(db), PEOPLE))).toEqual([])
    },
  )
})
