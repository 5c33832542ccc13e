// Corrections over HTTP: what changed is named, never told; nobody corrects for another.
import type { Actor } from '@simpul/platform/http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { as, codes, dewi, openApp, shop, siti } from './sampleApp.ts'

let partners: Awaited<ReturnType<typeof openApp>>
const { post, get, person, warungOf } = {
  post: (...of: Parameters<typeof partners.post>) => partners.post(...of),
  get: (...of: Parameters<typeof partners.get>) => partners.get(...of),
  person: (subject?: string) => partners.person(subject),
  warungOf: (owner: string) => partners.warungOf(owner),
}
beforeEach(async () => void (partners = await openApp()))
afterEach(() => partners.app.close())

describe('correcting', () => {
  const correct = (id: string, change: object, actor: Actor, version = 1) =>
    post(`/parties/${id}/person-correction`, { ...siti, ...change }, actor, undefined, `"${version}"`)

  it('names the fields that changed, and no word of them; the same words again are no event', async () => {
    const id = await person()
    expect((await correct(id, {}, as(id))).body).toMatchObject({ version: 1 })
    const moved = { phone: '089876543210', name: 'Siti Aminah' }
    expect((await correct(id, moved, as(id))).body).toMatchObject({ version: 2 })
    const corrected = (await partners.told(id)).at(-1)
    expect([corrected?.type, corrected?.data]).toEqual(['PersonCorrected', { region: siti.region, changed: ['name', 'phone'] }])
    expect(JSON.stringify([await partners.told(id), partners.logged])).not.toMatch(/089876543210|Siti Aminah/)
    expect((await get(`/parties/${id}`, as(id))).body['personal']).toMatchObject({ name: 'S*** A***', phone: '0898****3210' })
  })

  it('is of the version that was looked at, and of the party itself alone', async () => {
    const id = await person()
    const change = { phone: '089876543210' }
    expect([
      (await post(`/parties/${id}/person-correction`, { ...siti, ...change }, as(id))).status,
      (await correct(id, change, as(id), 7)).status,
      (await correct(id, change, as('another'))).status,
      (await correct(id, change, dewi)).status,
    ]).toEqual([428, 412, 404, 404])
    expect(await partners.told(id)).toHaveLength(1)
  })

  it('a changed name ends the check under way', async () => {
    const id = await person()
    await post(`/parties/${id}/verification`, {}, as(id))
    await correct(id, { name: 'Siti Aminah' }, as(id), 2)
    expect((await partners.told(id)).map(({ type }) => type).slice(2)).toEqual(['PersonCorrected', 'VerificationLapsed'])
  })

  it('of an organisation: its telephone sealed, or taken away', async () => {
    const owner = await person()
    const { kind: _, ...facts } = shop
    const { id } = (await post('/organisations', { ...shop, phone: siti.phone }, as(owner))).body
    const path = `/parties/${id}/organisation-correction`
    expect((await post(path, facts, as(owner), undefined, '"2"')).body).toMatchObject({ version: 3 })
    const corrected = (await partners.told(id)).at(-1)
    expect(corrected?.data).toEqual({ ...facts, changed: ['phone'] })
    expect((await get(`/parties/${id}`, as(owner))).body['personal']).toEqual({})
  })

  it('business facts are declared by the owner; a day that does not exist is refused', async () => {
    const owner = await person()
    const id = await warungOf(owner)
    const body = { businessStartedOn: '2025-01-10', sector: { code: '47112', version: '2025' } }
    const path = `/parties/${id}/business-facts`
    expect(
      codes(
        await post(path, { ...body, businessStartedOn: '2025-02-30' }, as(owner)),
        await post(path, body, as('another')),
        await post(path, body, as(owner)),
      ),
    ).toEqual([
      [422, 'party/no-such-day'],
      [404, 'platform/not-found'],
      [200, undefined],
    ])
  })
})
