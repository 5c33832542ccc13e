// A small app over the sample counter, in memory: what the tests of HTTP run on.
// Guarantees: built by `buildApp` like production, so what it answers is what a service would. Does not: have a database or a broker.
// Shown by app.test.ts.
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { createLocalJWKSet, SignJWT, type JWK } from 'jose'
import { Type } from 'typebox'
import { executor } from '../aggregate/execute.ts'
import { counter, counterEvents, type Counter } from '../aggregate/sample.ts'
import { tokenVerifier } from '../auth/token.ts'
import { systemClock } from '../clock.ts'
import { projection, type Rows } from '../consume/projection.ts'
import type { ServiceContext } from '../host/serviceContext.ts'
import { MemoryLog, MemoryStore } from '../memory/memoryStore.ts'
import { logger, metrics } from '../observe/index.ts'
import type { Actor } from '../auth/actor.ts'
import { buildApp, type AppDeps } from './app.ts'
import { httpLimits } from './limits.ts'
import { defineRoutes } from './routes.ts'

export const ISSUER = 'https://issuer.test'
export const SERVICE_KEY = 'k'.repeat(32)
export const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const jwk: JWK = { ...(keys.publicKey.export({ format: 'jwk' }) as JWK), kid: 'one', alg: 'ES256' }

export const token = (claims: Record<string, unknown> = {}, key: KeyObject = keys.privateKey, kid = 'one') =>
  new SignJWT({ sub: 'sari', roles: ['applicant'], ...claims })
    .setProtectedHeader({ alg: 'ES256', kid })
    .setIssuer(ISSUER)
    .setAudience('simpul')
    .setExpirationTime('5m')
    .sign(key)

const closed = { additionalProperties: false }
const owns = (state: Counter, actor: Actor) => state.status === 'open' && state.owner === actor.subject

export const opened = projection({ name: 'opened', from: counterEvents, indexes: [], fold: (row) => row })

export const counterRoutes = defineRoutes({ tag: 'Penghitung' }, (route) => {
  route.create('/counters', {
    summary: { id: 'Buka penghitung', en: 'Open a counter' },
    aggregate: counter,
    may: { roles: ['applicant'], owns },
    body: Type.Object(
      {
        title: Type.String({ minLength: 1, maxLength: 20 }),
        kind: Type.Optional(Type.Union([Type.Literal('kas'), Type.Literal('stok')])),
      },
      closed,
    ),
    command: ({ actor }) => ({ type: 'OpenCounter', owner: actor.subject }),
  })
  route.command('/counters/:id/raise', {
    summary: { id: 'Naikkan', en: 'Raise it' },
    aggregate: counter,
    target: ({ params }) => params.id,
    may: { roles: ['applicant'], owns },
    body: Type.Object(
      { by: Type.Integer({ minimum: 1, maximum: 100 }), times: Type.Optional(Type.Integer({ maximum: 9 })) },
      closed,
    ),
    command: ({ body }) => ({ type: 'RaiseCounter', ...body }),
  })
  route.command('/counters/:id/audit', {
    summary: { id: 'Naikkan oleh pemeriksa', en: 'Raise by an auditor' },
    aggregate: counter,
    target: ({ params }) => params.id,
    ifMatch: 'required',
    may: { roles: ['auditor'] },
    body: Type.Object({}, closed),
    command: () => ({ type: 'RaiseCounter', by: 1 }),
  })
  route.get('/counters/:id', {
    summary: { id: 'Lihat penghitung', en: 'Look at a counter' },
    may: { roles: 'anyone-signed-in' },
    response: Type.Object({ id: Type.String(), version: Type.Integer(), total: Type.Integer() }),
    read: async ({ params, actor, context }) => {
      const found = await context.commands.state(counter, params.id)
      if (found?.state.status !== 'open' || found.state.owner !== actor.subject) return null
      return { id: params.id, version: found.version, total: found.state.total }
    },
  })
  route.list('/counters', {
    summary: { id: 'Daftar penghitung', en: 'List of counters' },
    may: { roles: 'anyone-signed-in' },
    query: Type.Object({ least: Type.Optional(Type.Integer()) }),
    item: Type.Object({ id: Type.String(), limit: Type.Integer(), least: Type.Integer() }),
    after: opened,
    rows: async ({ limit, query }) => ({ rows: [{ id: 'a', limit, least: query.least ?? 0 }], next: null }),
  })
  route.get('/broken', {
    summary: { id: 'Rusak', en: 'Broken' },
    may: { roles: 'public' },
    response: Type.Object({ ok: Type.Boolean() }),
    read: () => {
      throw new Error('the secret of Ibu Sari')
    },
  })
  route.get('/heads', {
    summary: { id: 'Untuk layanan lain', en: 'For other services' },
    may: { roles: 'services' },
    response: Type.Object({ subject: Type.String() }),
    read: ({ actor }) => ({ subject: actor.subject }),
  })
})

export interface Sample {
  readonly app: Awaited<ReturnType<typeof buildApp>>
  readonly store: MemoryStore
  readonly logged: string[]
  /** What the list's projection has seen of any id. */
  seen: number
  ready: boolean
}

export async function sampleApp(change: Partial<AppDeps> = {}): Promise<Sample> {
  const store = new MemoryStore()
  const logged: string[] = []
  const sample = { seen: 0, ready: true }
  const clock = systemClock
  const execute = executor(counter, { store, log: new MemoryLog(), clock, wake: () => undefined, random: () => 0.5 })
  const rows = { get: async (id: string) => (sample.seen === 0 ? null : { id, seq: sample.seen }) } as unknown as Rows<never>
  const context = {
    commands: {
      state: async (_: unknown, id: string) => {
        const stored = await store.load(id)
        return stored && { state: stored.state, version: stored.version }
      },
    },
    rows: () => rows,
  } as unknown as ServiceContext
  const refusals = { 'counter/not-open': { status: 409, id: 'Penghitung <belum> dibuka.', en: 'The counter is not open.' } }
  const app = await buildApp({
    services: [{ name: 'sample', routes: [counterRoutes], refusals, context, executeOf: () => execute }],
    verify: tokenVerifier(createLocalJWKSet({ keys: [jwk] }), { issuer: ISSUER, audience: 'simpul' }),
    serviceKey: SERVICE_KEY,
    clock,
    log: logger({ level: 'info', service: 'sample' }, { write: (line: string) => void logged.push(line) }),
    metrics: metrics({ process: false }),
    ready: async () => sample.ready,
    limits: { ...httpLimits, afterWaitMs: 40, afterPollMs: 5, readyTimeoutMs: 50 },
    ...change,
  })
  return Object.assign(sample, { app, store, logged })
}
