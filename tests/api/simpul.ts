// All services of Simpul on one real app, in memory: what the proofs of the API run on, by injection or through a socket.
// Guarantees: the routes, guards, schemas, token checks and limits of production; outside systems never answer.
import { generateKeyPairSync } from 'node:crypto'
import { indonesianHolidays } from '@simpul/kernel'
import { market } from '@simpul/market'
import { microcredit } from '@simpul/microcredit'
import { partners } from '@simpul/partners'
import { instantOf, systemClock, type Actor, type AnyService } from '@simpul/platform'
import { memoryBlobs } from '@simpul/platform/blob'
import { claimsOf, memoryClaimStore } from '@simpul/platform/claims'
import { buildApp, tokenVerifier, type AppDeps } from '@simpul/platform/http'
import { logger, metrics } from '@simpul/platform/observe'
import { standInScanner } from '@simpul/platform/scan'
import { memoryErasureLedger, memoryKek, memoryKeyStore, sealerOf } from '@simpul/platform/sealing'
import { createLocalJWKSet, SignJWT, type JWK, type JWTPayload } from 'jose'
import type { MarketOutside } from '../../services/market/src/outside/marketOutside.ts'
import type { PartnersOutside } from '../../services/partners/src/outside/partnersOutside.ts'
import type { MicrocreditOutside } from '../../services/microcredit/src/outside/microcreditOutside.ts'
import { standardPolicy } from '../../services/microcredit/src/approval/policy.ts'
import { kurBooks, kurRules } from '../../services/microcredit/src/rules/kurRules.ts'
import { evidence } from '../../services/partners/src/evidence/aggregate.ts'
import { answerOf } from '../../services/partners/src/evidence/routes.ts'
import { hostInMemory, type HostInMemory } from './memoryHost.ts'

export const ISSUER = 'https://issuer.test'
export const AUDIENCE = 'simpul'
export const SERVICE_KEY = 'k'.repeat(32)
export const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
export const publicJwk: JWK = { ...(keys.publicKey.export({ format: 'jwk' }) as JWK), kid: 'one', alg: 'ES256' }

/** What a newer program would have, so that there is something to publish. */
export const LATER_EDITIONS = ['2099-01-01', '2099-02-01'] as const

const down = async () => ({ kind: 'down' }) as never

export function outsideOf() {
  const sealer = sealerOf({
    kek: memoryKek(),
    keys: memoryKeyStore(),
    ledger: memoryErasureLedger(),
    now: () => instantOf(Date.now()),
  })
  const files = new Map<string, Buffer>()
  const forPartners: PartnersOutside = {
    sealer,
    evidence: memoryBlobs(sealer, files),
    scanner: standInScanner(),
    claims: claimsOf(memoryClaimStore(), { current: { id: 'k', key: Buffer.alloc(32) }, all: [] }),
    dukcapil: { verify: down },
    oss: { lookup: down },
    clock: systemClock,
  }
  const forMicrocredit: MicrocreditOutside = {
    rights: async ({ roles }) => ({ kind: 'held', roles, actsFor: [] }),
    people: { identityOf: down, namesOf: async () => new Map(), addressOf: down },
    channels: { whatsapp: { dropsRepeats: true, send: down } },
    evidence: { of: down },
    sikp: new Proxy({} as MicrocreditOutside['sikp'], { get: () => down }),
    slik: new Proxy({} as MicrocreditOutside['slik'], { get: () => down }),
    holidays: indonesianHolidays,
    books: new Map([...kurBooks, ...LATER_EDITIONS.map((edition) => [edition, { ...kurRules, edition }] as const)]),
    policy: standardPolicy,
    clock: systemClock,
    log: { error: () => undefined },
  }
  const forMarket: MarketOutside = { rights: forMicrocredit.rights, clock: systemClock }
  return { forPartners, forMicrocredit, forMarket, files, sealer }
}

export const SERVICES: readonly AnyService[] = [partners, microcredit, market]

export type Simpul = Awaited<ReturnType<typeof simpulInMemory>>

export async function simpulInMemory(change: Partial<AppDeps> = {}) {
  const outside = outsideOf()
  const atPartners = hostInMemory(partners, outside.forPartners)
  const forMicrocredit = { ...outside.forMicrocredit, evidence: { of: evidenceAt(atPartners) } }
  const hosts = {
    partners: atPartners,
    microcredit: hostInMemory(microcredit, forMicrocredit, [atPartners]),
    market: hostInMemory(market, outside.forMarket, [atPartners]),
  }
  const logged: string[] = []
  const app = await buildApp({
    services: Object.values(hosts).map((host) => host.app),
    verify: tokenVerifier(createLocalJWKSet({ keys: [publicJwk] }), { issuer: ISSUER, audience: AUDIENCE }),
    serviceKey: SERVICE_KEY,
    clock: systemClock,
    log: logger({ level: 'warn', service: 'api' }, { write: (line: string) => void logged.push(line) }),
    metrics: metrics({ process: false }),
    ready: async () => true,
    operated: Object.values(hosts).map(({ app: { name }, projections }) => ({ name, projections })),
    ...change,
  })
  const each = Object.values(hosts)
  return {
    app,
    hosts,
    outside,
    logged,
    remember: async () => void (await Promise.all(each.map((host) => host.remember()))),
    putBack: async () => void (await Promise.all(each.map((host) => host.putBack()))),
    written: async () => JSON.stringify([await Promise.all(each.map((host) => host.written())), [...outside.files.keys()]]),
  }
}

/** What partners' internal route answers, without the way through HTTP. */
const evidenceAt = (atPartners: HostInMemory) => async (id: string) => {
  const state = (await atPartners.app.context.commands.state(evidence, id))?.state
  const answer = state ? answerOf(state) : null
  return answer ? ({ kind: 'known', ...answer } as const) : ({ kind: 'unknown' } as const)
}

export interface TokenParts {
  readonly kid?: string
  readonly issuer?: string
  readonly audience?: string
  readonly expiresAt?: number
  readonly claims?: JWTPayload
}

const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds

export function tokenOf({ subject, ...claims }: Actor, parts: TokenParts = {}): Promise<string> {
  const { kid = 'one', issuer = ISSUER, audience = AUDIENCE, expiresAt = inSeconds(600), claims: more = {} } = parts
  return new SignJWT({ ...claims, roles: [...claims.roles], sub: subject, ...more })
    .setProtectedHeader({ alg: 'ES256', kid })
    .setIssuer(issuer)
    .setAudience(audience)
    .setExpirationTime(expiresAt)
    .sign(keys.privateKey)
}

const tokens = new Map<string, Promise<string>>()

/** Headers of who asks; `service` is another service of the installation. */
export async function headersOf(actor: Actor | 'service' | 'nobody'): Promise<Record<string, string>> {
  if (actor === 'nobody') return {}
  if (actor === 'service') return { 'simpul-service-key': SERVICE_KEY }
  const name = JSON.stringify(actor)
  if (!tokens.has(name)) tokens.set(name, tokenOf(actor))
  return { authorization: `Bearer ${await (tokens.get(name) as Promise<string>)}` }
}
