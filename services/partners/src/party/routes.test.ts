// Parties over HTTP, on the app of production with stores in memory: what is sealed, who may, who sees what.
import { fold } from '@simpul/kernel'
import { toEvent } from '@simpul/platform'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Actor } from '@simpul/platform/http'
import type { DirectoryRow } from '../projections/directory.ts'
import { party } from './aggregate.ts'
import type { PartyEvent } from './party.ts'
import { as, codes, dewi, openApp, operator, secrets, shop, siti, visitor } from './sampleApp.ts'

let partners: Awaited<ReturnType<typeof openApp>>
const { post, get, person, warungOf } = {
  post: (...of: Parameters<typeof partners.post>) => partners.post(...of),
  get: (...of: Parameters<typeof partners.get>) => partners.get(...of),
  person: (subject?: string) => partners.person(subject),
  warungOf: (owner: string) => partners.warungOf(owner),
}
beforeEach(async () => void (partners = await openApp()))
afterEach(() => partners.app.close())

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

  it('sent again after an erasure, it answers as recorded and seals nothing anew', async () => {
    const { body } = await post('/people', siti, visitor, 'once')
    const before = await partners.told(body.id)
    await partners.sealer.erase(body.id)
    expect(await post('/people', siti, visitor, 'once')).toMatchObject({ status: 201, body: { ...body, version: 1 } })
    expect(await partners.told(body.id)).toEqual(before)
  })

  it('of a warung, sent again when its owner has withdrawn since, answers as recorded; a new one is refused', async () => {
    const owner = await person()
    const first = await post('/organisations', shop, as(owner), 'once')
    await post(`/parties/${owner}/withdrawal`, {}, as(owner))
    expect(await post('/organisations', shop, as(owner), 'once')).toMatchObject({ status: 201, body: first.body })
    expect(codes(await post('/organisations', shop, as(owner)))).toEqual([[404, 'party/not-registered']])
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

  it.each([
    ['warung', 'owner'],
    ['koperasi', 'manager'],
    ['penyalur', 'lender-manager'],
    ['company', 'manager'],
    ['dinas', 'manager'],
  ])('a %s is registered, and the person who does it is its %s', async (kind, role) => {
    const owner = await person()
    const { status, body } = await post('/organisations', { ...shop, kind }, as(owner))
    expect(status).toBe(201)
    expect((await get(`/parties/${body.id}`, as(owner))).body).toMatchObject({ kind })
    expect((await partners.told(body.id)).map(({ data }) => data['kind'] ?? data['role'])).toEqual([kind, role])
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
    ['acceptance', evidence, [422, 'evidence/unknown']], // there is no such file
    ['rejection', reason, [409, 'party/no-open-case']], // the check is under way, so there is no case yet
    ['recheck', { round: 1 }, [409, 'party/no-open-case']],
  ])(
    '%s is a verifier’s, not an applicant’s, an operator’s, nor of a verifier about themselves',
    async (decision, body, told) => {
      const id = await person()
      await post(`/parties/${id}/verification`, {}, as(id))
      const path = `/parties/${id}/verification/${decision}`
      expect(
        codes(
          await post(path, body, as(id)),
          await post(path, body, operator),
          await post(path, body, as(id, ['verifier'])),
          await post(path, body, dewi),
        ),
      ).toEqual([[403, 'http/forbidden'], [403, 'http/forbidden'], [404, 'platform/not-found'], told])
    },
  )

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

  it('granted once, a grant sent again answers as recorded, though that person has withdrawn since', async () => {
    const [owner, other] = [await person(), await person('budi')]
    const id = await warungOf(owner)
    const grant = () => post(`/parties/${id}/roles`, { person: other, role: 'manager' }, as(owner), 'grant')
    const first = await grant()
    await post(`/parties/${other}/withdrawal`, {}, as(other))
    expect(await grant()).toMatchObject({ status: 200, body: first.body })
    expect(await partners.told(id)).toHaveLength(3)
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
