// Personal data in the clear: recorded before it is shown, shown to who asked, and not for long.
import { disclosureContract } from '@simpul/contracts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { as, codes, dewi, openApp, operator, secrets, SERVICE, siti, visitor } from '../party/sampleApp.ts'
import { OPEN_FOR_MS, PEOPLE_MAX } from './disclosure.ts'

const nobody = '0b9f2f5e-3d1c-4d57-9a2e-5a6c1f0e7b11'
const reason = '0b9f2f5e-3d1c-4d57-9a2e-5a6c1f0e7b12'
const words = { name: siti.name, nik: siti.nik, birthDate: siti.birthDate }

let partners: Awaited<ReturnType<typeof openApp>>
beforeEach(async () => void (partners = await openApp()))
afterEach(() => partners.app.close())

describe('people resolved for another service', () => {
  const ask = (people: readonly string[], actor = SERVICE) =>
    partners.post('/internal/people-resolutions', { service: 'microcredit', onBehalfOf: 'officer-budi', people }, actor)
  const read = (id: string, actor = SERVICE) => partners.get(`/internal/people-resolutions/${id}`, actor)

  it('who asked, for whom and when is an event without a word of anybody; the answer has name, NIK and birth date', async () => {
    const id = await partners.person()
    const { body } = await ask([id, nobody, id])
    const [event] = await partners.told(body.id)
    expect([event?.type, event?.data]).toEqual([
      'PeopleResolved',
      { service: 'microcredit', onBehalfOf: 'officer-budi', people: [id, nobody], at: event?.time },
    ])
    expect((await read(body.id)).body).toEqual({ people: [{ id, ...words }] })
    for (const secret of secrets) expect(JSON.stringify([event, partners.logged])).not.toContain(secret)
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
      people: [{ id, name: siti.name, phone: siti.phone }],
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
  ).toEqual(['at', 'at', 'by', 'fields', 'onBehalfOf', 'people', 'person', 'reasonRef', 'service'])
})
