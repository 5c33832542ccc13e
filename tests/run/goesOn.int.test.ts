// A whole installation on engines of its own (`npm start -- --engines embedded`) that is stopped while an application is under way.
// Shows: Ctrl-C drains within 10 s; after it, and after kill -9 of everything, the next start finds data and procedure where they were,
// and people go on by HTTP to the disbursement, with each event once. Does not: wipe engines; tests/faults does.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { dayInWib } from '@simpul/kernel'
import { readWorkflows } from '@simpul/testkit/checker'
import { Client, type Body, type Who } from '../../examples/client.ts'
import { registerLender, type Lender } from '../../examples/lender.ts'
import { alive } from '../../infra/engines/dataLock.mjs'
import { freePort } from '@simpul/testkit/freePort'

/** Temporal's, of an installation that was never restored. */
const NAMESPACE = 'simpul-e1'
const ROOT = new URL('../../', import.meta.url).pathname
const { person, lender, application, business, survey, ratePpm } = JSON.parse(
  readFileSync(join(ROOT, 'examples', 'warung.json'), 'utf8'),
)
/** How long Kafka holds the place of a reader that was killed; as short as it allows, for the test shall not wait for half a minute. */
const SESSION_MS = '6000'
const today = dayInWib(new Date().toISOString())
const terms = { plafonIdr: application.plafonIdr, tenorMonths: application.tenorMonths, ratePpm }

const data = mkdtempSync(join(tmpdir(), 'simpul-goes-on-'))
let left: { kill(): void } | undefined
afterAll(() => {
  left?.kill()
  rmSync(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
})

type Locked = { name?: string; pid: number; started: string }
const lockOf = (...path: string[]): Body => JSON.parse(readFileSync(join(data, ...path), 'utf8'))
const services = (): Locked[] => lockOf('run.lock').processes
const engines = (): Locked[] => ['kafka', 'mongodb', 'temporal'].map((name) => lockOf(name, 'engine.lock').process)

/** Resolves when the start says that Simpul runs. */
async function start() {
  const words = ['start', '--empty', '--engines', 'embedded', '--port', String(await freePort()), '--data', data]
  const child = spawn(process.execPath, ['infra/run.mjs', ...words], {
    cwd: ROOT,
    env: { ...process.env, KAFKA_SESSION_TIMEOUT_MS: SESSION_MS },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  await new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes('Simpul berjalan')) resolve()
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    void ended.then((code) => reject(new Error(`the start ended (${code}) before Simpul ran:\n${said}`)))
  })
  const { api, issuer, engines: addresses } = lockOf('run.lock')
  const parts = [...services(), ...engines()]
  left = { kill: () => void child.kill('SIGTERM') }
  return {
    child,
    ended,
    parts,
    said: () => said,
    signIn: (who: Who) => Client.signIn(api, issuer, who, 'goes-on'),
    lender: () => registerLender(api, issuer, lender, 'goes-on'),
    /** Every run of the procedure that Temporal knows, with its state. */
    async procedures(id: string) {
      const all = await readWorkflows(addresses.TEMPORAL_ADDRESS, NAMESPACE)
      return all
        .filter(({ workflowId }) => workflowId.startsWith(`approval/${id}/`))
        .map(({ workflowId, status }) => [workflowId, status])
    },
  }
}

async function ctrlC({ child, ended, parts }: Awaited<ReturnType<typeof start>>): Promise<void> {
  const begun = performance.now()
  child.kill('SIGINT')
  expect(await ended).toBe(0)
  expect(performance.now() - begun).toBeLessThan(10_000)
  expect(parts.filter(alive)).toEqual([])
  expect(existsSync(join(data, 'run.lock'))).toBe(false)
}

/** The one that stays is an orphan, which the next start must name and end. */
async function killAllBut(name: string, { child, ended }: Awaited<ReturnType<typeof start>>): Promise<void> {
  const parts = [...services().filter((part) => part.name !== name), ...engines()]
  for (const pid of [child.pid ?? 0, ...parts.map(({ pid }) => pid)]) process.kill(pid, 'SIGKILL')
  await ended
}

async function registered(siti: Client): Promise<string> {
  const { id } = await siti.post('/partners/people', 'person', person)
  return id as string
}

async function openQuota({ manager }: Lender): Promise<void> {
  const body = { scheme: lender.scheme, year: Number(today.slice(0, 4)), unit: lender.unit, limitIdr: lender.quotaIdr }
  await manager.onceNot('lender/unknown', () => manager.post('/microcredit/quotas', 'quota', body))
}

async function applied(siti: Client, lenderId: string): Promise<string> {
  const { id } = await siti.post('/microcredit/applications', 'draft', { forOrganisation: false })
  const at = `/microcredit/applications/${id}`
  await siti.post(`${at}/draft`, 'loan', { lender: lenderId, unit: lender.unit, ...application })
  await siti.post(`${at}/draft`, 'business', { business, documents: [{ kind: 'nib', ref: 'foto-nib' }] })
  await siti.post(`${at}/submit`, 'submit')
  return id as string
}

/** At this step, with its deadline recorded, so that the procedure waits for a person or for the clock. */
const waitsAt = (status: string) => (read: Body) => read.status === status && read.step !== null && read.verdict !== null

const EACH_ONCE = [
  'DraftStarted',
  'ApplicationSubmitted',
  'ChecksPassed',
  'SurveyRecorded',
  'ApprovalProposed',
  'ApprovalGiven',
].concat(['QuotaWanted', 'ApplicationApproved', 'AkadSigned', 'AkadRegistered', 'ApplicationDisbursed'])
/** One for each of its steps: checks, survey, analysis, decision, akad, disbursement. */
const CLOCKS = 6

test(
  'stopped by Ctrl-C and by kill -9 of everything, an application goes on to its disbursement',
  { timeout: 180_000 },
  async () => {
    // Applied; the survey is awaited.
    let simpul = await start()
    const bank = await simpul.lender()
    const personId = await registered(await simpul.signIn({ as: 'applicant', sub: 'goes-on' }))
    let siti = await simpul.signIn({ as: 'applicant', person: personId })
    await siti.post(`/partners/parties/${personId}/verification`, 'verification')
    await siti.until(`/partners/parties/${personId}`, 'Dukcapil', ({ verification }) => verification.status === 'verified')
    await openQuota(bank)
    const id = await applied(siti, bank.id)
    const at = `/microcredit/applications/${id}`
    const surveying = await siti.until(at, 'the survey with its clock', waitsAt('surveying'))
    expect(await simpul.procedures(id)).toEqual([[`approval/${id}/1`, 'RUNNING']])
    await ctrlC(simpul)

    // Surveyed and proposed; the decision is awaited.
    simpul = await start()
    siti = await simpul.signIn({ as: 'applicant', person: personId })
    expect(await siti.get(at)).toEqual(surveying)
    let { officer } = await simpul.lender()
    const photo = readFileSync(join(ROOT, 'examples', 'warung.png'))
    const { id: evidence } = await officer.upload(`/partners/parties/${personId}/evidence`, 'photo', photo)
    const found = { surveyedOn: today, ...survey, evidenceRefs: [evidence] }
    await officer.onceNot('evidence/quarantined', () => officer.post(`${at}/survey`, 'survey', found))
    await officer.act(at, { what: 'the analysis', fits: waitsAt('analysing') }, 'propose-approval', 'propose', terms)
    const proposed = await officer.until(at, 'the decision with its clock', waitsAt('proposed'))
    await killAllBut('worker', simpul)

    // Approved, signed, disbursed.
    simpul = await start()
    expect(simpul.said()).toMatch(/ending what an earlier run left: worker \(\d+\)/)
    const again = await simpul.lender()
    officer = again.officer
    expect(await officer.get(at)).toEqual(proposed)
    expect(await simpul.procedures(id)).toEqual([[`approval/${id}/1`, 'RUNNING']])
    await again.approver.act(at, { what: 'the proposal', fits: waitsAt('proposed') }, 'approve', 'approve', {})
    const akad = { signedOn: today, terms, documentRef: 'foto-akad' }
    await officer.act(at, { what: 'quota and approval', fits: waitsAt('approved') }, 'akad', 'akad', akad)
    const money = { disbursedOn: today, transferRef: 'TRF-1' }
    await officer.act(at, { what: 'akad at SIKP', fits: waitsAt('registered') }, 'disburse', 'disburse', money)
    const { events } = await officer.get(`${at}/history`)
    expect(events.map(({ sequence }: Body) => sequence)).toEqual(events.map((_: Body, index: number) => index + 1))
    const times = (type: string) => events.filter((event: Body) => event.type === type).length
    expect(EACH_ONCE.map((type) => [type, times(type)])).toEqual(EACH_ONCE.map((type) => [type, 1]))
    expect(times('ClockSet')).toBe(CLOCKS)
    const quota = `/microcredit/quotas/${bank.id}.${lender.scheme}.${today.slice(0, 4)}.${lender.unit}`
    await again.manager.until(quota, 'the quota', ({ disbursedIdr }) => disbursedIdr === application.plafonIdr)
    await expect.poll(() => simpul.procedures(id), { timeout: 10_000 }).toEqual([[`approval/${id}/1`, 'COMPLETED']])
    await ctrlC(simpul)
  },
)
