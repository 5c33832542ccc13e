// Rights that are asked again at the moment of a command: what is lost since the token was made, and what happens when nobody answers.
import { expect, test } from 'vitest'
import { Type } from 'typebox'
import { executor } from '../aggregate/execute.ts'
import { counter, type Counter } from '../aggregate/sample.ts'
import { systemClock } from '../clock.ts'
import { sampleApp, token } from '../http/sampleApp.ts'
import { defineRoutes } from '../http/routes.ts'
import type { ServiceContext } from '../host/serviceContext.ts'
import { MemoryLog, MemoryStore } from '../memory/memoryStore.ts'
import type { Actor, Role } from './actor.ts'
import type { AskRights, Rights } from './rights.ts'

const closed = { additionalProperties: false }

async function started(ask: AskRights | undefined, roles: readonly Role[] | 'anyone-signed-in' = ['officer']) {
  const store = new MemoryStore()
  const execute = executor(counter, { store, log: new MemoryLog(), clock: systemClock, wake: () => undefined, random: () => 0.5 })
  const seen: Actor[] = []
  const routes = defineRoutes({ tag: 'Uang' }, (route) => {
    route.create('/counters', {
      summary: { id: 'Buka', en: 'Open' },
      aggregate: counter,
      may: { roles: 'anyone-signed-in' },
      body: Type.Object({}, closed),
      command: ({ actor }) => ({ type: 'OpenCounter', owner: actor.subject }),
    })
    route.command('/counters/:id/pay', {
      summary: { id: 'Bayar', en: 'Pay' },
      aggregate: counter,
      target: ({ params }) => params.id,
      may: { roles, owns: (state: Counter, { subject }) => state.status === 'open' && state.owner === subject, confirmed: true },
      body: Type.Object({}, closed),
      command: ({ actor }) => (seen.push(actor), { type: 'RaiseCounter', by: 1 }),
    })
  })
  const service = { name: 'bank', routes: [routes], refusals: {}, context: {} as ServiceContext, executeOf: () => execute }
  const { app } = await sampleApp({ services: [{ ...service, ...(ask ? { rights: ask } : {}) }] })
  const post = async (path: string, claims: Record<string, unknown>, key: string, language = 'id') => {
    const authorization = `Bearer ${await token({ sub: 'budi', roles: ['officer', 'approver'], org: 'o1', person: 'p1', ...claims })}`
    const headers = { authorization, 'idempotency-key': key, 'accept-language': language }
    const answer = await app.inject({ method: 'POST', url: `/bank${path}`, payload: {}, headers })
    return { status: answer.statusCode, body: answer.json<{ id: string; code?: string; detail?: string }>() }
  }
  const { id } = (await post('/counters', {}, 'open')).body
  return { post, id, seen, version: async () => (await store.load(id))?.version }
}

const held = (roles: readonly Role[], actsFor: readonly string[] = []): Rights => ({ kind: 'held', roles, actsFor })

test('the command gets the rights of this second, never more than the token says', async () => {
  const bank = await started(async () => held(['officer', 'lender-manager'], ['p-ani']))
  expect((await bank.post(`/counters/${bank.id}/pay`, {}, 'a')).status).toBe(200)
  expect(bank.seen).toEqual([{ subject: 'budi', roles: ['officer'], org: 'o1', person: 'p1', actsFor: ['p-ani'] }])
})

test('a role withdrawn a second ago pays nothing, in both languages; nor does another role that is still held', async () => {
  let rights = held(['officer', 'approver'])
  const bank = await started(async () => rights)
  expect((await bank.post(`/counters/${bank.id}/pay`, {}, 'a')).status).toBe(200)
  rights = held(['approver'], ['p-ani'])
  const [id, en] = [
    await bank.post(`/counters/${bank.id}/pay`, {}, 'b'),
    await bank.post(`/counters/${bank.id}/pay`, {}, 'c', 'en'),
  ]
  expect([id.status, id.body.code, en.status]).toEqual([403, 'http/right-withdrawn', 403])
  expect(id.body.detail).toContain('Wewenang Anda di lembaga ini sudah tidak berlaku')
  expect(en.body.detail).toContain('no longer holds')
  expect(await bank.version()).toBe(2)
})

test('nobody to ask is no right: 503 in both languages, nothing written; a broken answer is no right either', async () => {
  let answer: () => Promise<Rights> = async () => ({ kind: 'unreachable' })
  const bank = await started(() => answer())
  const [id, en] = [
    await bank.post(`/counters/${bank.id}/pay`, {}, 'a'),
    await bank.post(`/counters/${bank.id}/pay`, {}, 'b', 'en'),
  ]
  expect([id.status, id.body.code, en.status]).toEqual([503, 'http/rights-unconfirmed', 503])
  expect(id.body.detail).toContain('belum dapat dipastikan')
  expect(en.body.detail).toContain('cannot be confirmed')
  answer = () => Promise.reject(new Error('out of order'))
  expect((await bank.post(`/counters/${bank.id}/pay`, {}, 'c')).status).toBe(500)
  expect([await bank.version(), bank.seen]).toEqual([1, []])
})

test('who may not do it anyway has nobody asked about them; a repetition is answered as recorded, without asking', async () => {
  let asked = 0
  const bank = await started(async () => ((asked += 1), held(['officer'])))
  expect((await bank.post(`/counters/${bank.id}/pay`, { sub: 'stranger' }, 'a')).status).toBe(404)
  expect((await bank.post(`/counters/${bank.id}/pay`, { roles: ['applicant'] }, 'a')).status).toBe(403)
  expect(asked).toBe(0)
  expect((await bank.post(`/counters/${bank.id}/pay`, {}, 'a')).status).toBe(200)
  expect((await bank.post(`/counters/${bank.id}/pay`, {}, 'a')).status).toBe(200)
  expect([asked, await bank.version()]).toEqual([1, 2])
})

test('a service that says nowhere whom to ask, or a route that names no role, does not start', async () => {
  await expect(started(undefined)).rejects.toThrow(
    'bank/counters/:id/pay has rights confirmed, but bank says nowhere whom to ask',
  )
  await expect(started(async () => held([]), 'anyone-signed-in')).rejects.toThrow('names no role to confirm')
})

test('a token cannot say for whom its holder acts', async () => {
  const bank = await started(async () => held(['officer']))
  await bank.post(`/counters/${bank.id}/pay`, { actsFor: ['p-ani'] }, 'a')
  expect(bank.seen[0]?.actsFor).toEqual([])
})
