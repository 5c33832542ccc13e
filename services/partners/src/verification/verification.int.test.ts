// The verification on real engines: one NIK and fifty people; organisations that OSS contradicts or cannot tell; an officer's decisions; a
// withdrawal that frees the number.
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { instantOf, systemClock, type Commands, type Unstamped } from '@simpul/platform'
import { claimsOf, mongoClaimStore } from '@simpul/platform/claims'
import { connectMongo, hostService, type Engines, type Hosted } from '@simpul/platform/host'
import { fileKek, memoryErasureLedger, mongoKeyStore, openKeyFile, sealerOf, type Sealer } from '@simpul/platform/sealing'
import { keepHistory, openedHistory } from '@simpul/platform/replay'
import { enginesOfTests, temporalOfTests } from '@simpul/testkit/engines'
import { Client, Connection } from '@temporalio/client'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSimulators, type Simulators } from '@simpul/simulators'
import type { DukcapilAnswer, Person } from '../outside/dukcapil.ts'
import { oss } from '../outside/oss.ts'
import type { PartnersOutside } from '../outside/partnersOutside.ts'
import { party } from '../party/aggregate.ts'
import type { PartyCommand } from '../party/decide.ts'
import { withdrawal } from '../withdrawal/process.ts'
import { agreeingOutside, askToBeVerified, service } from './identityRush.ts'
import { NIB } from './number.ts'
import { verification } from './process.ts'

const PEOPLE = 50
const log = pino({ level: 'silent' })
const epoch = `t${randomUUID().slice(0, 8)}`
const queue = { ...service, name: `partners-${epoch}` } // workers of other tests must not take its steps
const answers = new Map<string, DukcapilAnswer>()
let folder: string
let db: Engines['db']
let hosted: Hosted
let commands: Commands
let sealer: Sealer
let outside: PartnersOutside
let simulators: Simulators

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'verification-'))
  simulators = await startSimulators({ port: 0, keysFolder: folder })
  db = await connectMongo(process.env['MONGODB_URL'] ?? '', `test_${epoch}`)
  const kek = await fileKek(join(folder, 'kek'))
  const ledger = memoryErasureLedger()
  sealer = sealerOf({ kek, keys: mongoKeyStore(db), ledger, now: () => instantOf(Date.now()) })
  outside = agreeingOutside(sealer, claimsOf(await mongoClaimStore(db), await openKeyFile(join(folder, 'claims'))))
  const dukcapil = { verify: async (person: Person) => answers.get(person.nik) ?? outside.dukcapil.verify(person) }
  hosted = await hostService(queue, ['relay', 'process', 'worker'], enginesOfTests({ db, epoch, clock: systemClock, log }), {
    ...outside,
    dukcapil,
    oss: oss({ baseUrl: `${simulators.url}/oss`, attempts: 1 }),
  })
  commands = hosted.runtime.commands(systemClock)
})
afterAll(async () => {
  await hosted.stop()
  await db.dropDatabase()
  await db.close()
  await simulators.close()
  await rm(folder, { recursive: true })
})

const statusOf = async (id: string) => {
  const state = (await commands.state(party, id))?.state
  return state && 'verification' in state ? state.verification.status : state?.status
}
async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 45_000
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`waited 45 s for: ${what}`)
    await systemClock.sleep(50)
  }
}
const becomes = (id: string, status: string) => until(`${id} to be ${status}`, async () => (await statusOf(id)) === status)
const officer = (id: string, command: Unstamped<PartyCommand>, n: number) =>
  commands.send(party, id, command, { commandId: `${id}:officer:${n}`, actor: 'officer-dewi' })
const keep = (id: string, name: string, round = 1) =>
  keepHistory(temporalOfTests, verification.workflow, `verification/${id}/${round}`, name)
const accept: Unstamped<PartyCommand> = { type: 'AcceptCase', round: 1, officer: 'officer-dewi', evidenceRef: randomUUID() }
const recheck = (round: number): Unstamped<PartyCommand> => ({ type: 'RecheckCase', round, officer: 'officer-dewi' })
const dated = { asOf: '2026-05-10T03:00:00.000Z', confidence: 'firm' } as const

test(`${PEOPLE} people with one NIK at once: one is verified, ${PEOPLE - 1} are cases that name whose it is; it frees on withdrawal`, async () => {
  const ids = Array.from({ length: PEOPLE }, () => randomUUID())
  await Promise.all(ids.map((id) => askToBeVerified(commands, sealer, id)))
  const statuses = () => Promise.all(ids.map(statusOf))
  await until('an outcome for each', async () => (await statuses()).every((status) => status !== 'checking'))
  const found = await statuses()
  expect(found.filter((status) => status === 'verified')).toHaveLength(1)
  expect(found.filter((status) => status === 'duplicate')).toHaveLength(PEOPLE - 1)
  const owner = ids[found.indexOf('verified')] ?? ''
  const other = ids[found.indexOf('duplicate')] ?? ''
  expect((await commands.state(party, other))?.state).toMatchObject({ verification: { number: 'nik', takenBy: owner } })

  await commands.send(party, owner, { type: 'WithdrawParty', by: owner }, { commandId: `${owner}:go`, actor: owner })
  await until('the number to be free', async () => {
    const state = (await commands.state(party, owner))?.state
    return state?.status === 'withdrawn' && state.numbersReleased
  })
  await officer(other, recheck(1), 1)
  await becomes(other, 'verified')
  await keep(owner, 'verified')
  await keep(other, 'rechecked')
  await keepHistory(temporalOfTests, withdrawal.workflow, `withdrawal/${owner}/1`, 'released')
})

test('a mismatch waits for the officer; accepted, the number is claimed and the party verified', async () => {
  const nik = '3171014108900002'
  answers.set(nik, { kind: 'mismatch', fields: ['name'], ...dated })
  const id = randomUUID()
  await askToBeVerified(commands, sealer, id, nik)
  await becomes(id, 'mismatch')
  await officer(id, accept, 1)
  await becomes(id, 'verified')
  expect((await commands.state(party, id))?.state).toMatchObject({ verification: { by: 'officer' } })
  await keep(id, 'mismatch-accepted')
})

test('an officer who accepts a person whose number is verified for another gets a duplicate, not two owners', async () => {
  const nik = '3171014108900003'
  const [one, two] = [randomUUID(), randomUUID()]
  answers.set(nik, { kind: 'mismatch', fields: ['name'], ...dated })
  await askToBeVerified(commands, sealer, two, nik)
  await becomes(two, 'mismatch')
  answers.delete(nik)
  await askToBeVerified(commands, sealer, one, nik)
  await becomes(one, 'verified')
  await officer(two, accept, 1)
  await becomes(two, 'duplicate')
  await keep(two, 'duplicate-after-acceptance')
})

test('Dukcapil down: an officer looks; checked again, it is verified and the old procedure has ended', async () => {
  const nik = '3171014108900004'
  answers.set(nik, { kind: 'down', system: 'dukcapil', operation: 'verify', reason: '5xx', detail: '503', attempts: 3 })
  const id = randomUUID()
  await askToBeVerified(commands, sealer, id, nik)
  await becomes(id, 'manual')
  answers.delete(nik)
  await officer(id, recheck(1), 1)
  await becomes(id, 'verified')
  const connection = await Connection.connect({ address: temporalOfTests.address })
  try {
    const client = new Client({ connection, namespace: temporalOfTests.namespace })
    for (const round of [1, 2]) {
      const handle = client.workflow.getHandle(`verification/${id}/${round}`)
      await until(`round ${round} to be over`, async () => (await handle.describe()).status.name === 'COMPLETED')
      const history = await openedHistory(temporalOfTests, handle.workflowId)
      expect(history).toContain(round === 1 ? '"reason":"unavailable"' : '"register":"dukcapil"') // it can be read
      for (const secret of [nik, `Siti ${id}`, '1990-08-01']) expect(history).not.toContain(secret)
    }
  } finally {
    await connection.close()
  }
  await keep(id, 'register-away')
})

/** The simulator's OSS knows each serial's story. */
async function askForOrganisation(serial: number): Promise<{ id: string; nib: string }> {
  const [id, manager, nib] = [randomUUID(), randomUUID(), `912000100000${serial}`]
  const registers = { commandId: `${id}:register`, actor: manager, creates: true }
  const facts = { kind: 'warung', name: 'Warung Siti', region: '73.08.11', nib } as const
  await commands.send(party, id, { type: 'RegisterOrganisation', ...facts, manager, by: manager }, registers)
  await commands.send(party, id, { type: 'RequestVerification' }, { commandId: `${id}:ask`, actor: manager })
  return { id, nib }
}
const verificationOf = async (id: string) => {
  const state = (await commands.state(party, id))?.state
  return state?.status === 'organisation' ? state.verification : undefined
}

test('an organisation that OSS knows by another name is a case with its evidence; accepted, its NIB is its own', async () => {
  const { id, nib } = await askForOrganisation(2)
  await becomes(id, 'mismatch')
  expect(await verificationOf(id)).toEqual({ status: 'mismatch', fields: ['name'], evidenceRef: expect.any(String) as string })
  expect(await outside.claims.ownerOf(NIB, nib)).toBeNull() // what is in doubt claims nothing
  await officer(id, accept, 1)
  await becomes(id, 'verified')
  expect(await verificationOf(id)).toMatchObject({ by: 'officer' })
  expect(await outside.claims.ownerOf(NIB, nib)).toBe(id)
  await keep(id, 'organisation-mismatch')
})

test('OSS down: the organisation is an officer’s, who looks by hand and rejects; what was rejected claims nothing', async () => {
  const { id, nib } = await askForOrganisation(6)
  await becomes(id, 'manual')
  expect(await verificationOf(id)).toEqual({ status: 'manual', reason: 'unavailable' })
  await officer(id, { type: 'RejectCase', round: 1, officer: 'officer-dewi', reasonRef: randomUUID() }, 1)
  await becomes(id, 'rejected')
  expect(await outside.claims.ownerOf(NIB, nib)).toBeNull()
  await keep(id, 'organisation-register-away')
})
