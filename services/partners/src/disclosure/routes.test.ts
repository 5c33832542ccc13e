// Personal data in the clear: recorded before it is shown, shown to who asked, and not for long.
import { disclosureContract } from '@simpul/contracts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { as, codes, dewi, openApp, operator, secrets, SERVICE, siti, visitor } from '../party/sampleApp.ts'
import { OPEN_FOR_MS, PEOPLE_MAX } from './disclosure.ts'

const nobody = '0b9f2f5e-3d1c-4d57-9a2e-5a6c1f0e7b11'
const reason = '0b9f2f5e-3d1c-4d57-9a2e-5a6c1f0e7b12'

let partners: Awaited<ReturnType<typeof openApp>>
beforeEach(async () => void (partners = await openApp()))
afterEach(() => partners.app.close())

describe('people resolved for another service', () => {
  const asked = { service: 'microcredit', purpose: 'kur-checks', onBehalfOf: 'officer-budi' }
  const ask = (people: readonly string[], actor = SERVICE, more: object = {}) =>
    partners.post('/internal/people-resolutions', { ...asked, ...more, people }, actor)
  const read = (id: string, actor = SERVICE) => partners.get(`/internal/people-resolutions/${id}`, actor)

  it('who asked, for whom and when is an event without a word of anybody; the answer has what the purpose needs', async () => {
    const id = await partners.person()
    const { body } = await ask([id, nobody, id])
    const [event] = await partners.told(body.id)
    expect([event?.type, event?.data]).toEqual([
      'PeopleResolved',
      { ...asked, people: [id, nobody], fields: ['nik'], at: event?.time },
    ])
    expect((await read(body.id)).body).toEqual({ people: [{ id, verified: false, nik: siti.nik }] })
    const list = await ask([id], SERVICE, { purpose: 'kur-worklist' })
    expect((await read(list.body.id)).body).toEqual({ people: [{ id, verified: false, name: siti.name }] })
    for (const secret of secrets) expect(JSON.stringify([event, partners.logged])).not.toContain(secret)
  })

  it('nothing is told for a purpose that is not granted to that service, and nothing recorded', async () => {
    const id = await partners.person()
    expect(
      codes(
        await ask([id], SERVICE, { purpose: 'advertising' }),
        await ask([id], SERVICE, { purpose: 'constructor' }),
        await ask([id], SERVICE, { service: 'market' }),
      ),
    ).toEqual(Array.from({ length: 3 }, () => [403, 'disclosure/not-granted']))
  })

  it('asked again after a crash between record and answer, it is one record, and the answer is there', async () => {
    const id = await partners.person()
    const body = { ...asked, people: [id] }
    const [one, two] = [
      await partners.post('/internal/people-resolutions', body, SERVICE, 'once'),
      await partners.post('/internal/people-resolutions', body, SERVICE, 'once'),
    ]
    expect(two.body.id).toBe(one.body.id)
    expect(await partners.told(one.body.id)).toHaveLength(1)
    expect((await read(two.body.id)).body).toMatchObject({ people: [{ id, nik: siti.nik }] })
  })

  it('with a forged key nobody asks and nobody reads', async () => {
    const { body } = await ask([await partners.person()])
    const headers = { 'simpul-service-key': 'x'.repeat(32), 'idempotency-key': 'k' }
    const url = '/partners/internal/people-resolutions'
    const answers = [
      await partners.app.inject({ method: 'POST', url, headers, payload: { ...asked, people: [nobody] } }),
      await partners.app.inject({ url: `${url}/${body.id}`, headers }),
      await partners.app.inject({ url: `${url}/${body.id}` }),
    ]
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([401, 401, 401])
  })

  it('nobody is named who was erased or withdrew, and no organisation is a person', async () => {
    const [erased, withdrawn] = [await partners.person('budi'), await partners.person('wati')]
    const shop = await partners.warungOf(await partners.person('joko'))
    await partners.sealer.erase(erased)
    await partners.post(`/parties/${withdrawn}/withdrawal`, {}, as(withdrawn))
    const { body } = await ask([erased, withdrawn, shop])
    expect((await read(body.id)).body).toEqual({ people: [] })
  })

  it('is for services alone, for a hundred people at most, and for a quarter of an hour', async () => {
    const id = await partners.person()
    const { body } = await ask([id])
    expect([
      (await ask([id], dewi)).status,
      (await read(body.id, operator)).status,
      (await ask(Array.from({ length: PEOPLE_MAX + 1 }, () => id))).status,
      (await ask(Array.from({ length: PEOPLE_MAX }, () => id))).status,
    ]).toEqual([401, 401, 400, 201])
    partners.passed.ms = OPEN_FOR_MS - 5_000
    expect((await read(body.id)).status).toBe(200)
    partners.passed.ms = OPEN_FOR_MS
    expect((await read(body.id)).status).toBe(404)
  })
})

describe('a person revealed to a verifier', () => {
  const ask = (id: string, actor = dewi, fields: readonly string[] = ['name', 'phone']) =>
    partners.post(`/parties/${id}/reveals`, { fields, reasonRef: reason }, actor)

  it('is recorded with officer, fields and reason; only that officer reads it, and nothing beyond the fields', async () => {
    const id = await partners.person()
    const { body, headers } = await ask(id)
    expect(headers.location).toBe(`/partners/reveals/${body.id}`)
    const [event] = await partners.told(body.id)
    expect([event?.type, event?.data]).toEqual([
      'PersonRevealed',
      { by: dewi.subject, person: id, fields: ['name', 'phone'], reasonRef: reason, at: event?.time },
    ])
    expect((await partners.get(`/reveals/${body.id}`, dewi)).body).toEqual({
      people: [{ id, verified: false, name: siti.name, phone: siti.phone }],
    })
    const another = { subject: 'officer-budi', roles: ['verifier'] } as const
    expect((await partners.get(`/reveals/${body.id}`, another)).status).toBe(404)
    expect((await partners.get(`/internal/people-resolutions/${body.id}`, SERVICE)).status).toBe(404)
  })

  it('is not for others, not about oneself, not of nobody, and not without a reason', async () => {
    const id = await partners.person()
    const noReason = await partners.post(`/parties/${id}/reveals`, { fields: ['name'] }, dewi)
    expect(
      codes(
        await ask(id, operator),
        await ask(id, visitor),
        await ask(id, as(id, ['verifier'])),
        await ask(nobody),
        noReason,
      ).map(([status]) => status),
    ).toEqual([403, 403, 404, 404, 400])
  })
})

it('the events of disclosures have no room for a word', () => {
  expect(
    Object.values(disclosureContract.types)
      .flatMap(({ properties }) => Object.keys(properties))
      .toSorted(),
  ).toEqual(['at', 'at', 'by', 'fields', 'fields', 'onBehalfOf', 'people', 'person', 'purpose', 'reasonRef', 'service'])
})
