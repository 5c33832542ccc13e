// Rights as other services are told them, and delegations by HTTP.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { as, codes, openApp, operator, SERVICE, shop, visitor } from './sampleApp.ts'

let partners: Awaited<ReturnType<typeof openApp>>
beforeEach(async () => void (partners = await openApp()))
afterEach(() => partners.app.close())

const nobody = '0b9f2f5e-3d1c-4d57-9a2e-5a6c1f0e7b11'
const endsAt = () => new Date(Date.now() + 86_400_000).toISOString()

async function bank() {
  const [manager, approver, officer] = [await partners.person('m'), await partners.person('a'), await partners.person('o')]
  const { id } = (await partners.post('/organisations', { kind: 'penyalur', name: 'Bank Nusa', region: '73' }, as(manager))).body
  await partners.post(`/parties/${id}/roles`, { person: approver, role: 'approver' }, as(manager))
  await partners.post(`/parties/${id}/roles`, { person: officer, role: 'officer' }, as(manager))
  return { id, manager, approver, officer }
}
const rights = async (organisation: string, person: string, actor = SERVICE) =>
  partners.get(`/internal/organisations/${organisation}/rights/${person}`, actor)
const none = { kind: null, verified: false, roles: [], actsFor: [] }

it('a role that was withdrawn a second ago is not there any more', async () => {
  const { id, manager, approver } = await bank()
  expect((await rights(id, approver)).body).toEqual({ kind: 'penyalur', verified: false, roles: ['approver'], actsFor: [] })
  await partners.post(`/parties/${id}/roles/revocation`, { person: approver, role: 'approver' }, as(manager))
  expect((await rights(id, approver)).body).toEqual({ kind: 'penyalur', verified: false, roles: [], actsFor: [] })
})

it('nobody has rights in another organisation, in none, in a person, or after withdrawing', async () => {
  const { id, approver, officer } = await bank()
  const other = await bank()
  const warung = (await partners.post('/organisations', shop, as(approver))).body.id
  expect((await rights(other.id, approver)).body).toEqual({ kind: 'penyalur', verified: false, roles: [], actsFor: [] })
  expect((await rights(warung, approver)).body).toEqual({ kind: 'warung', verified: false, roles: ['owner'], actsFor: [] })
  expect((await rights(nobody, approver)).body).toEqual(none)
  expect((await rights(approver, approver)).body).toEqual(none)
  expect((await rights(id, nobody)).body).toEqual(none)
  await partners.post(`/parties/${officer}/withdrawal`, {}, as(officer))
  expect((await rights(id, officer)).body).toEqual(none)
  await partners.post(`/parties/${id}/withdrawal`, {}, operator)
  expect((await rights(id, approver)).body).toEqual(none)
})

it('say whether the organisation is who it says: anybody may call theirs a lender', async () => {
  const { id, manager, approver } = await bank()
  await partners.post(`/parties/${id}/verification`, {}, as(manager))
  expect((await rights(id, approver)).body['verified']).toBe(false)
  await partners.verify(id)
  expect((await rights(id, approver)).body).toEqual({ kind: 'penyalur', verified: true, roles: ['approver'], actsFor: [] })
})

it('are told to services alone: no person, and no forged key', async () => {
  const { id, approver } = await bank()
  expect((await rights(id, approver, as(approver, ['approver']))).status).toBe(401)
  const forged = await partners.app.inject({
    url: `/partners/internal/organisations/${id}/rights/${approver}`,
    headers: { 'simpul-service-key': 'k'.repeat(31) },
  })
  expect(forged.statusCode).toBe(401)
})

it('a delegated role is held while it runs, and whoever has it acts for its giver; the giver may end it', async () => {
  const { id, approver, officer } = await bank()
  const colleague = await partners.person('c')
  const delegation = { from: approver, to: colleague, role: 'approver', endsAt: endsAt() }
  expect((await partners.post(`/parties/${id}/delegations`, delegation, as(approver))).status).toBe(200)
  expect((await rights(id, colleague)).body).toEqual({
    kind: 'penyalur',
    verified: false,
    roles: ['approver'],
    actsFor: [approver],
  })
  expect(
    codes(
      await partners.post(`/parties/${id}/delegations/1/end`, {}, as(officer)),
      await partners.post(`/parties/${id}/delegations/2/end`, {}, as(approver)),
      await partners.post(`/parties/${id}/delegations/x/end`, {}, as(approver)),
      await partners.post(`/parties/${id}/delegations/1/end`, {}, as(colleague)),
    ),
  ).toEqual([
    [403, 'party/not-yours-to-delegate'],
    [404, 'party/no-such-delegation'],
    [404, 'party/no-such-delegation'],
    [200, undefined],
  ])
  expect((await rights(id, colleague)).body).toEqual({ kind: 'penyalur', verified: false, roles: [], actsFor: [approver] })
  expect((await partners.told(id)).slice(-2).map(({ type, actor }) => [type, actor])).toEqual([
    ['RoleDelegated', `subject-${approver}`],
    ['DelegationEnded', `subject-${colleague}`],
  ])
})

it('a role that was lent ends with its giver: who withdrew gives no right to anybody', async () => {
  const { id, approver } = await bank()
  const colleague = await partners.person('c')
  const delegation = { from: approver, to: colleague, role: 'approver', endsAt: endsAt() }
  await partners.post(`/parties/${id}/delegations`, delegation, as(approver))
  await partners.post(`/parties/${approver}/withdrawal`, {}, as(approver))
  expect((await rights(id, colleague)).body).toEqual({ kind: 'penyalur', verified: false, roles: [], actsFor: [approver] })
})

it('a stranger delegates nothing and learns nothing; a role goes to a registered person', async () => {
  const { id, manager, approver } = await bank()
  const to = (person: string) => ({ from: approver, to: person, role: 'approver', endsAt: endsAt() })
  expect(
    codes(
      await partners.post(`/parties/${id}/delegations`, to(manager), visitor),
      await partners.post(`/parties/${id}/delegations`, to(nobody), visitor),
      await partners.post(`/parties/${id}/delegations`, to(nobody), as(approver)),
      await partners.post(`/parties/${id}/delegations`, to(id), as(approver)),
      await partners.post(`/parties/${id}/delegations`, { ...to(manager), endsAt: 'besok' }, as(approver)),
    ),
  ).toEqual([
    [404, 'platform/not-found'],
    [404, 'platform/not-found'],
    [404, 'party/not-registered'],
    [409, 'party/not-a-person'],
    [400, 'http/invalid'],
  ])
})

it('delegations stand with the members, for managers and officers of partners alone', async () => {
  const { id, manager, approver, officer } = await bank()
  await partners.post(
    `/parties/${id}/delegations`,
    { from: approver, to: manager, role: 'approver', endsAt: endsAt() },
    as(approver),
  )
  expect((await partners.get(`/parties/${id}`, as(manager))).body['delegations']).toMatchObject([
    { n: 1, from: approver, to: manager, role: 'approver' },
  ])
  expect((await partners.get(`/parties/${id}`, as(officer))).body['delegations']).toBeUndefined()
})
