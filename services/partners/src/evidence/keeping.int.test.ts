// The keeping of a file on real engines: out of quarantine, infected, and over its time.
import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { systemClock, type Commands } from '@simpul/platform'
import { memoryBlobs } from '@simpul/platform/blob'
import { connectMongo, hostService, type Engines, type Hosted } from '@simpul/platform/host'
import { keepHistory } from '@simpul/platform/replay'
import { enginesOfTests, temporalOfTests } from '@simpul/testkit/engines'
import { EICAR, standInScanner } from '@simpul/platform/scan'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PartnersOutside } from '../outside/partnersOutside.ts'
import { evidence } from './aggregate.ts'
import type { Evidence } from './evidence.ts'
import { keeping } from './process.ts'

const log = pino({ level: 'silent' })
const epoch = `t${randomUUID().slice(0, 8)}`
const service = { name: `partners-${epoch}`, aggregates: [evidence], projections: [], reactions: [], processes: [keeping] }
const blobs = memoryBlobs({} as PartnersOutside['sealer'], new Map())
const SIX_YEARS_MS = 6 * 366 * 86_400_000
let db: Engines['db']
let hosted: Hosted
/** Commands are stamped so much before the real time. */
let behindMs = 0
const clock = { ...systemClock, now: () => systemClock.now() - behindMs }

beforeAll(async () => {
  db = await connectMongo(process.env['MONGODB_URL'] ?? '', `test_${epoch}`)
  const outside = { evidence: blobs, scanner: standInScanner(), clock } as unknown as PartnersOutside
  hosted = await hostService(service, ['relay', 'process', 'worker'], enginesOfTests({ db, epoch, clock, log }), outside)
})
afterAll(async () => {
  await hosted.stop()
  await db.dropDatabase()
  await db.close()
})

const commands = (): Commands => hosted.runtime.commands(clock)

async function stored(content: string) {
  const id = randomUUID()
  const namedBy = { source: 'partners.evidence', id }
  const { ref, sha256, bytes } = await blobs.put(Readable.from([Buffer.from(content)]), { namedBy, maxBytes: 1_000 })
  const described = { about: randomUUID(), by: 'officer', lender: 'org-bank-desa', branch: null, ref, sha256, bytes }
  const command = { type: 'StoreEvidence', ...described, contentType: 'image/jpeg' } as const
  await commands().send(evidence, id, command, { commandId: `${id}:store`, actor: 'officer', creates: true })
  return { id, ref }
}

async function becomes(id: string, what: string, fits: (state: Evidence) => boolean): Promise<Evidence> {
  const deadline = Date.now() + 40_000
  for (;;) {
    const state = (await commands().state(evidence, id))?.state
    if (state && fits(state)) return state
    if (Date.now() > deadline) throw new Error(`waited 40 s for ${what}; it is ${JSON.stringify(state)}`)
    await systemClock.sleep(50)
  }
}
const isThere = (ref: string) =>
  blobs.get(ref).then(
    () => true,
    () => false,
  )

test('a clean file leaves the quarantine, an infected one is removed, one whose time is over too', async () => {
  const clean = await stored('photograph')
  const infected = await stored(EICAR)
  behindMs = SIX_YEARS_MS
  const old = await stored('photograph of long ago')
  behindMs = 0
  expect(await becomes(infected.id, 'its removal', ({ status }) => status === 'removed')).toMatchObject({ why: 'infected' })
  expect(await becomes(old.id, 'its removal', ({ status }) => status === 'removed')).toMatchObject({ why: 'expired' })
  const kept = await becomes(clean.id, 'its screening', (state) => state.status === 'stored' && state.screening !== null)
  expect(kept).toMatchObject({ screening: { signature: null } })
  expect(await Promise.all([clean, infected, old].map(({ ref }) => isThere(ref)))).toEqual([true, false, false])
  await keepHistory(temporalOfTests, keeping.workflow, `keeping/${clean.id}/1`, 'clean')
  await keepHistory(temporalOfTests, keeping.workflow, `keeping/${infected.id}/1`, 'infected')
  await keepHistory(temporalOfTests, keeping.workflow, `keeping/${old.id}/1`, 'expired')
})
