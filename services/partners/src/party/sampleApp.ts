// Partners' app as in production, its stores in memory, two people and a shop: what the tests of its routes stand on.
// Guarantees: routes, guard, sealing and rules are those of production. Does not: relay events; the directory is what a test puts there.
import { instantOf, executor, systemClock, type Envelope, type Execute, type ServiceContext } from '@simpul/platform'
import { memoryBlobs } from '@simpul/platform/blob'
import { claimsOf, memoryClaimStore } from '@simpul/platform/claims'
import { buildApp, type Actor } from '@simpul/platform/http'
import { MemoryLog, MemoryStore } from '@simpul/platform/memory'
import { logger, metrics } from '@simpul/platform/observe'
import { standInScanner } from '@simpul/platform/scan'
import { memoryErasureLedger, memoryKek, memoryKeyStore, sealerOf } from '@simpul/platform/sealing'
import { disclosure } from '../disclosure/aggregate.ts'
import { disclosureRoutes } from '../disclosure/routes.ts'
import type { PartnersOutside } from '../outside/partnersOutside.ts'
import type { DirectoryRow } from '../projections/directory.ts'
import { entries } from '../refusals.ts'
import { party } from './aggregate.ts'
import type { PartyCommand } from './decide.ts'
import type { Party } from './party.ts'
import { rightsRoutes } from './rightsRoutes.ts'
import { partyRoutes } from './routes.ts'

export const siti = {
  name: 'Siti Rahmawati',
  nik: '3171014108900001',
  birthDate: '1990-08-01',
  phone: '081234567890',
  region: '73.08.11',
}
export const shop = { kind: 'warung', name: 'Warung Sumber Rejeki', region: '73.08.11.2003', nib: '1234567890123' }
export const secrets = [siti.name, siti.nik, siti.birthDate, siti.phone]

const down = { kind: 'down' } as never
export const visitor: Actor = { subject: 'visitor', roles: [] }
export const dewi: Actor = { subject: 'officer-dewi', roles: ['verifier'] }
export const operator: Actor = { subject: 'subject-operator', roles: ['operator'] }
export const as = (person: string, roles: Actor['roles'] = ['applicant']): Actor => ({
  subject: `subject-${person}`,
  roles,
  person,
})

export async function openApp() {
  const store = new MemoryStore()
  /** Milliseconds by which the service's clock is ahead. */
  const passed = { ms: 0 }
  const ledger = memoryErasureLedger()
  const sealer = sealerOf({ kek: memoryKek(), keys: memoryKeyStore(), ledger, now: () => instantOf(Date.now()) })
  const claims = claimsOf(memoryClaimStore(), { current: { id: 'k', key: Buffer.alloc(32) }, all: [] })
  const outside: PartnersOutside = {
    sealer,
    evidence: memoryBlobs(sealer),
    claims,
    scanner: standInScanner(),
    dukcapil: { verify: async () => down },
    oss: { lookup: async () => down },
    clock: { now: () => Date.now() + passed.ms },
  }
  const disclosures = new MemoryStore()
  const storeOf = (aggregate: unknown) => (aggregate === disclosure ? disclosures : store)
  const execute = executor(party, { store, log: new MemoryLog(), clock: systemClock, wake: () => undefined, random: () => 0.5 })
  const deps = { log: new MemoryLog(), clock: systemClock, wake: () => undefined, random: () => 0.5 }
  const disclose = executor(disclosure, { ...deps, store: disclosures })
  // No relay empties an outbox here.
  const told = async (id: string): Promise<readonly Envelope[]> =>
    ((await store.load(id)) ?? (await disclosures.load(id)))?.outbox ?? []
  const listed: { rows: readonly (DirectoryRow & { id: string; seq: number })[]; asked: unknown } = { rows: [], asked: null }
  const context = {
    commands: {
      state: async (aggregate: unknown, id: string) => {
        const stored = await storeOf(aggregate).load(id)
        return stored && { state: stored.state, version: stored.version }
      },
    },
    rows: () => ({
      find: async (asked: unknown) => {
        listed.asked = asked
        return { rows: listed.rows, next: null }
      },
    }),
    historyPage: async (_: unknown, id: string) => ({ events: await told(id), nextFrom: null }),
    outside,
  } as unknown as ServiceContext
  const logged: string[] = []
  const app = await buildApp({
    services: [
      {
        name: 'partners',
        routes: [partyRoutes, rightsRoutes, disclosureRoutes],
        refusals: entries,
        context,
        executeOf: (aggregate) => (aggregate === disclosure ? disclose : execute),
      },
    ],
    verify: async (token) => ({ ok: true, actor: JSON.parse(Buffer.from(token, 'base64url').toString()) as Actor }),
    serviceKey: SERVICE_KEY,
    clock: systemClock,
    log: logger({ level: 'info', service: 'partners' }, { write: (line: string) => void logged.push(line) }),
    metrics: metrics({ process: false }),
    ready: async () => true,
  })
  return { app, passed, told, listed, sealer, logged, verify: (id: string) => verified(execute, id), ...asking(app) }
}

/** What the verification procedure records at its end. */
const verified = (execute: Execute<Party, PartyCommand>, id: string) =>
  execute({
    target: id,
    command: { type: 'RecordVerified', round: 1, by: 'oss' },
    commandId: `${id}:verified`,
    fingerprint: 'f',
    actor: 'process:verification',
    correlationId: 'c',
    causationId: 'c',
    deadline: Date.now() + 5_000,
    caller: 'process',
  })

/** Requests as people and services make them. */
function asking(app: Awaited<ReturnType<typeof buildApp>>) {
  let count = 0
  const post = async (path: string, payload: object, actor: Actor, key = `key-${(count += 1)}`, ifMatch?: string) => {
    const headers = { ...bearer(actor), 'idempotency-key': key, ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }) }
    const answer = await app.inject({ method: 'POST', url: `/partners${path}`, payload, headers })
    const body = answer.json<{ id: string; code?: string; detail?: string }>()
    return { status: answer.statusCode, headers: answer.headers, body }
  }
  const get = async (path: string, actor: Actor) => {
    const answer = await app.inject({ method: 'GET', url: `/partners${path}`, headers: bearer(actor) })
    return { status: answer.statusCode, text: answer.body, body: answer.json<Record<string, unknown>>() }
  }
  const person = async (subject = 'siti') => (await post('/people', siti, { subject, roles: ['applicant'] })).body.id
  const warungOf = async (owner: string) => (await post('/organisations', shop, as(owner))).body.id
  return { post, get, person, warungOf }
}

const SERVICE_KEY = 'k'.repeat(32)
/** Who asks with the key that services share. */
export const SERVICE: Actor = { subject: 'service', roles: [] }
const bearer = (actor: Actor): Record<string, string> =>
  actor === SERVICE
    ? { 'simpul-service-key': SERVICE_KEY }
    : { authorization: `Bearer ${Buffer.from(JSON.stringify(actor)).toString('base64url')}` }

export const codes = (...answers: readonly { status: number; body: { code?: string } }[]) =>
  answers.map(({ status, body }) => [status, body.code])
