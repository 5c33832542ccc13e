// Parties over HTTP, on the app of production with stores in memory: what is sealed, who may, who sees what.
import { fold } from '@simpul/kernel'
import { instantOf, executor, systemClock, toEvent, type Envelope, type ServiceContext } from '@simpul/platform'
import { memoryBlobs } from '@simpul/platform/blob'
import { claimsOf, memoryClaimStore } from '@simpul/platform/claims'
import { buildApp, type Actor } from '@simpul/platform/http'
import { MemoryLog, MemoryStore } from '@simpul/platform/memory'
import { logger, metrics } from '@simpul/platform/observe'
import { memoryErasureLedger, memoryKeyStore, sealerOf, type Kek } from '@simpul/platform/sealing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PartnersOutside } from '../outside/partnersOutside.ts'
import { memoryDisclosures } from './disclosures.ts'
import type { DirectoryRow } from '../projections/directory.ts'
import { entries } from '../refusals.ts'
import { party } from './aggregate.ts'
import { partyRoutes } from './routes.ts'
import type { PartyEvent } from './party.ts'

const siti = {
  name: 'Siti Rahmawati',
  nik: '3171014108900001',
  birthDate: '1990-08-01',
  phone: '081234567890',
  region: '73.08.11',
}
const shop = { kind: 'warung', name: 'Warung Sumber Rejeki', region: '73.08.11.2003', nib: '1234567890123' }
const secrets = [siti.name, siti.nik, siti.birthDate, siti.phone]

/** Wraps nothing: what is tested here is that data is sealed, not how keys are kept. */
const openKek: Kek = {
  wrap: async (key) => ({ kek: 'test', iv: '', ct: key.toString('base64url'), tag: '' }),
  unwrap: async ({ ct }) => Buffer.from(ct, 'base64url'),
  currentId: async () => 'test',
}

const down = { kind: 'down' } as never
const visitor: Actor = { subject: 'visitor', roles: [] }
const dewi: Actor = { subject: 'officer-dewi', roles: ['verifier'] }
const operator: Actor = { subject: 'subject-operator', roles: ['operator'] }
const as = (person: string, roles: Actor['roles'] = ['applicant']): Actor => ({ subject: `subject-${person}`, roles, person })

async function open() {
  const store = new MemoryStore()
  const ledger = memoryErasureLedger()
  const sealer = sealerOf({ kek: openKek, keys: memoryKeyStore(), ledger, now: () => instantOf(Date.now()) })
  const claims = claimsOf(memoryClaimStore(), { current: { id: 'k', key: Buffer.alloc(32) }, all: [] })
  const outside: PartnersOutside = {
    sealer,
    evidence: memoryBlobs(sealer),
    claims,
    disclosures: memoryDisclosures(),
    dukcapil: { verify: async () => down },
    oss: { lookup: async () => down },
    clock: systemClock,
  }
  const execute = executor(party, { store, log: new MemoryLog(), clock: systemClock, wake: () => undefined, random: () => 0.5 })
  const told = async (id: string): Promise<readonly Envelope[]> => (await store.load(id))?.outbox ?? [] // no relay empties it here
  const listed: { rows: readonly (DirectoryRow & { id: string; seq: number })[]; asked: unknown } = { rows: [], asked: null }
  const context = {
    commands: {
      state: async (_: unknown, id: string) => {
        const stored = await store.load(id)
        return stored && { state: stored.state, version: stored.version }
      },
    },
    rows: () => ({
      find: async (asked: unknown) => {
        listed.asked = asked
        return { rows: listed.rows, next: null }
      },
    }),
    history: async (_: unknown, id: string) => told(id),
    outside,
  } as unknown as ServiceContext
  const logged: string[] = []
  const app = await buildApp({
    services: [{ name: 'partners', routes: [partyRoutes], refusals: entries, context, executeOf: () => execute }],
    verify: async (token) => ({ ok: true, actor: JSON.parse(Buffer.from(token, 'base64url').toString()) as Actor }),
    serviceKey: 'k'.repeat(32),
    clock: systemClock,
    log: logger({ level: 'info', service: 'partners' }, { write: (line: string) => void logged.push(line) }),
    metrics: metrics({ process: false }),
    ready: async () => true,
  })
  return { app, told, listed, sealer, logged }
}

let partners: Awaited<ReturnType<typeof open>>
let count = 0
beforeEach(async () => void (partners = await open()))
afterEach(() => partners.app.close())

const bearer = (actor: Actor) => ({ authorization: `Bearer ${Buffer.from(JSON.stringify(actor)).toString('base64url')}` })
const post = async (path: string, payload: object, actor: Actor, key = `key-${(count += 1)}`) => {
  const headers = { ...bearer(actor), 'idempotency-key': key }
  const answer = await partners.app.inject({ method: 'POST', url: `/partners${path}`, payload, headers })
  return {
    status: answer.statusCode,
    headers: answer.headers,
    body: answer.json<{ id: string; code?: string; detail?: string }>(),
  }
}
const get = async (path: string, actor: Actor) => {
  const answer = await partners.app.inject({ method: 'GET', url: `/partners${path}`, headers: bearer(actor) })
  return { status: answer.statusCode, text: answer.body, body: answer.json<Record<string, unknown>>() }
}
const person = async (subject = 'siti') => (await post('/people', siti, { subject, roles: ['applicant'] })).body.id
const warungOf = async (owner: string) => (await post('/organisations', shop, as(owner))).body.id
const codes = (...answers: readonly { status: number; body: { code?: string } }[]) =>
  answers.map(({ status, body }) => [status, body.code])

describe('registering', () => {
  it('a person is kept sealed: no word of theirs stands in the event, in the answer or in the log', async () => {
    const answer = await post('/people', siti, visitor)
    expect([answer.status, answer.headers.location]).toEqual([201, `/partners/parties/${answer.body.id}`])
    const envelopes = await partners.told(answer.body.id)
    expect(envelopes.map(({ type, data }) => [type, Object.keys(data)])).toEqual([['PersonRegistered', ['region', 'at']]])
    const kept = JSON.stringify([envelopes, answer.body, partners.logged])
    for (const secret of secrets) expect(kept).not.toContain(secret)
    const state = fold(
      party.decider,
      envelopes.map((envelope) => toEvent<PartyEvent>(envelope)),
    )
    if (state.status !== 'person') throw new Error(state.status)
    const { region: _, ...fields } = siti
    expect(await partners.sealer.open(state.sealed)).toEqual({ erased: false, fields })
  })

  it('a mistyped NIK is refused in Indonesian first, without being repeated', async () => {
    const { status, body } = await post('/people', { ...siti, nik: '9971014108900001' }, visitor)
    expect([status, body.code]).toEqual([422, 'nik/unknown-province'])
    expect(body.detail).toContain('Dua angka pertama NIK bukan kode provinsi')
    expect(JSON.stringify(body)).not.toContain('9971014108900001')
  })

  it('the same key registers one person; a village is too fine a place for one', async () => {
    const one = await post('/people', siti, visitor, 'same')
    const two = await post('/people', siti, visitor, 'same')
    expect([two.status, two.body]).toEqual([201, one.body])
    expect(await partners.told(one.body.id)).toHaveLength(1)
    expect((await post('/people', { ...siti, region: '73.08.11.2003' }, visitor)).status).toBe(400)
  })

  it('sent again after an erasure, it seals nothing anew', async () => {
    const { body } = await post('/people', siti, visitor, 'once')
    await partners.sealer.erase(body.id)
    expect(codes(await post('/people', siti, visitor, 'once'))).toEqual([[410, 'party/erased']])
  })

  it('who registers a warung owns it, and must be a registered person', async () => {
    const owner = await person()
    const id = await warungOf(owner)
    expect((await partners.told(id)).map(({ type, data }) => [type, data['person'] ?? data['nib']])).toEqual([
      ['OrganisationRegistered', shop.nib],
      ['RoleGranted', owner],
    ])
    expect(codes(await post('/organisations', shop, visitor), await post('/organisations', shop, as(id)))).toEqual([
      [409, 'party/no-person'],
      [409, 'party/not-a-person'],
    ])
  })

  it("an organisation's telephone is sealed, and a NIK as its NPWP refused", async () => {
    const owner = await person()
    const { body } = await post('/organisations', { ...shop, phone: siti.phone }, as(owner))
    expect(JSON.stringify(await partners.told(body.id))).not.toContain(siti.phone)
    const company = { ...shop, kind: 'company', npwp: siti.nik }
    expect(codes(await post('/organisations', company, as(owner)))).toEqual([[422, 'party/npwp-is-personal']])
  })

  it('who withdraws is not there any more; a stranger cannot make them', async () => {
    const id = await person()
    expect((await post(`/parties/${id}/withdrawal`, {}, visitor)).status).toBe(404)
    expect((await post(`/parties/${id}/withdrawal`, {}, as(id))).status).toBe(200)
    expect((await get(`/parties/${id}`, as(id))).status).toBe(404)
  })
})

describe('verification', () => {
  const evidence = { round: 1, evidenceRef: '0b9f2f5e-3d1c-4d57-9a2e-5a6c1f0e7b11' }
  const reason = { round: 1, reasonRef: evidence.evidenceRef }

  it('is asked for by the party itself', async () => {
    const id = await person()
    expect((await post(`/parties/${id}/verification`, {}, as('another'))).status).toBe(404)
    expect((await post(`/parties/${id}/verification`, {}, as(id))).status).toBe(200)
    expect((await get(`/parties/${id}`, as(id))).body['verification']).toEqual({ status: 'checking', round: 1 })
  })

  it.each([
    ['acceptance', evidence],
    ['rejection', reason],
    ['recheck', { round: 1 }],
  ])('%s is a verifier’s, not an applicant’s, an operator’s, nor of a verifier about themselves', async (decision, body) => {
    const id = await person()
    await post(`/parties/${id}/verification`, {}, as(id))
    const path = `/parties/${id}/verification/${decision}`
    expect(
      codes(
        await post(path, body, as(id)),
        await post(path, body, operator),
        await post(path, body, as(id, ['verifier'])),
        await post(path, body, dewi), // reaches the rule: the check is under way, so there is no case yet
      ),
    ).toEqual([
      [403, 'http/forbidden'],
      [403, 'http/forbidden'],
      [404, 'platform/not-found'],
      [409, 'party/no-open-case'],
    ])
  })

  it('no verifier decides the case of an organisation they act for', async () => {
    const owner = await person()
    const id = await warungOf(owner)
    const path = `/parties/${id}/verification/recheck`
    expect((await post(path, { round: 1 }, as(owner, ['verifier']))).status).toBe(404)
  })

  it("an officer's words do not travel in the clear", async () => {
    const id = await person()
    const { status } = await post(`/parties/${id}/verification/rejection`, { round: 1, reasonRef: 'KTP palsu' }, dewi)
    expect(status).toBe(400)
  })
})

describe('roles', () => {
  it('are granted and revoked by a manager; a stranger finds nothing there', async () => {
    const [owner, other] = [await person(), await person('budi')]
    const id = await warungOf(owner)
    const manager = { person: other, role: 'manager' }
    expect(
      codes(
        await post(`/parties/${id}/roles`, manager, as(other)),
        await post(`/parties/${id}/roles`, manager, as(owner)),
        await post(`/parties/${id}/roles/revocation`, manager, as(owner)),
        await post(`/parties/${id}/roles/revocation`, manager, operator),
      ),
    ).toEqual([
      [404, 'platform/not-found'],
      [200, undefined],
      [200, undefined],
      [409, 'party/role-not-held'],
    ])
    const [, , granted, revoked] = await partners.told(id)
    expect([granted?.data, revoked?.data]).toEqual([
      { ...manager, grantedBy: owner },
      { ...manager, revokedBy: owner },
    ])
  })

  it('go to registered people alone, and a stranger is not told who is one', async () => {
    const owner = await person()
    const id = await warungOf(owner)
    const nobody = { person: '0b9f2f5e-3d1c-4d57-9a2e-5a6c1f0e7b11', role: 'manager' }
    const firm = { person: id, role: 'manager' }
    expect(
      codes(
        await post(`/parties/${id}/roles`, nobody, as(owner)),
        await post(`/parties/${id}/roles`, firm, as(owner)),
        await post(`/parties/${id}/roles`, nobody, as('stranger')),
      ),
    ).toEqual([
      [404, 'party/not-registered'],
      [409, 'party/not-a-person'],
      [404, 'platform/not-found'],
    ])
  })
})

describe('reading', () => {
  it('a person is masked even for themselves and for officers; others find nobody', async () => {
    const id = await person()
    for (const actor of [as(id), dewi, operator]) {
      const { body, text } = await get(`/parties/${id}`, actor)
      expect(body).toMatchObject({ id, version: 1, kind: 'person', region: '73.08.11' })
      expect(body['personal']).toEqual({
        name: 'S*** R***',
        nik: '3171********0001',
        birthDate: '1990-**-**',
        phone: '0812****7890',
      })
      for (const secret of secrets) expect(text).not.toContain(secret)
    }
    for (const actor of [visitor, as('another'), as('bank', ['officer'])])
      expect((await get(`/parties/${id}`, actor)).status).toBe(404)
  })

  it('an erased person is said to be erased', async () => {
    const id = await person()
    await partners.sealer.erase(id)
    const { body } = await get(`/parties/${id}`, dewi)
    expect([body['erased'], body['personal']]).toEqual([true, undefined])
  })

  it('everybody sees what an organisation is; who acts for it and its telephone are for its manager and officers', async () => {
    const owner = await person()
    const { body: made } = await post('/organisations', { ...shop, phone: siti.phone }, as(owner))
    const stranger = (await get(`/parties/${made.id}`, visitor)).body
    expect(stranger).toMatchObject({
      kind: 'warung',
      name: shop.name,
      nib: shop.nib,
      verification: { status: 'unverified', round: 0 },
    })
    expect([stranger['members'], stranger['personal']]).toEqual([undefined, undefined])
    const own = (await get(`/parties/${made.id}`, as(owner))).body
    expect([own['members'], own['personal']]).toEqual([[{ person: owner, roles: ['owner'] }], { phone: '0812****7890' }])
  })

  it('the history says who did what; no sealed word, no fingerprint of one', async () => {
    const id = await person()
    await post(`/parties/${id}/verification`, {}, as(id))
    const { body, text } = await get(`/parties/${id}/history`, as(id))
    expect(body['entries']).toMatchObject([
      { sequence: 1, type: 'PersonRegistered', actor: 'siti', data: { region: '73.08.11' } },
      { sequence: 2, type: 'VerificationRequested', actor: `subject-${id}`, data: { round: 1, kind: 'person' } },
    ])
    expect(text).not.toMatch(/sealed|fingerprint/)
    expect((await get(`/parties/${id}/history`, visitor)).status).toBe(404)
  })
})

describe('the directory', () => {
  const owner = 'b1c1ad6e-0000-5000-8000-000000000001'
  const row: DirectoryRow & { id: string; seq: number } = {
    id: 'w1',
    seq: 2,
    kind: 'warung',
    name: shop.name,
    region: '73.08.11',
    status: 'verified',
    roles: [{ person: owner, roles: ['owner'] }],
    since: '2026-05-10T03:00:00.000Z',
  }

  it('tells each their own roles and nobody else’s', async () => {
    partners.listed.rows = [row]
    const item = { id: 'w1', kind: 'warung', name: shop.name, region: '73.08.11', status: 'verified', since: row.since }
    expect((await get('/parties', as(owner))).body).toEqual({ items: [{ ...item, roles: ['owner'] }], next: null })
    expect((await get('/parties', visitor)).body).toEqual({ items: [{ ...item, roles: [] }], next: null })
  })

  it('lists people to officers alone', async () => {
    const kinds = async (actor: Actor) => {
      await get('/parties?kind=person', actor)
      return (partners.listed.asked as { filter: { kind: { $in: string[] } } }).filter.kind.$in
    }
    expect([await kinds(visitor), await kinds(as('bank', ['officer'])), await kinds(dewi)]).toEqual([[], [], ['person']])
  })

  it('filters by place, status and the caller’s own; page by page', async () => {
    expect((await get('/parties?region=73.08&status=verified&member=me&limit=10&after=x', as(owner))).status).toBe(200)
    expect(partners.listed.asked).toMatchObject({
      filter: { region: { $gte: '73.08', $lt: '73.08/' }, status: 'verified', 'roles.person': owner },
      sort: { by: 'since', direction: -1 },
      limit: 10,
      after: 'x',
    })
    expect(codes(await get('/parties?member=me', visitor))).toEqual([[409, 'party/no-person']])
    expect((await get(`/parties?member=${owner}`, visitor)).status).toBe(400)
  })
})
