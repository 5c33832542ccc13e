// The simulators as others meet them: the issuer's tokens, the table of fixtures, scenarios at run time, the process itself.
import { spawn } from 'node:child_process'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Fastify, { type FastifyInstance } from 'fastify'
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fixtures } from './fixtures.ts'
import { startSimulators, type Simulators } from './index.ts'
import { TTL_MAX_SECONDS } from './issuer.ts'
import { signingKey } from './keys.ts'
import { scenarioBook } from './scenarios.ts'
import { sikp } from './sikp.ts'

let folder: string
let simulators: Simulators
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simpul-keys-'))
  simulators = await startSimulators({ port: 0, keysFolder: join(folder, 'one') })
})
afterAll(async () => {
  await simulators.close()
  await rm(folder, { recursive: true })
})

const at = (path: string, body?: object) =>
  fetch(simulators.url + path, {
    method: body === undefined ? 'GET' : 'POST',
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
const jsonAt = async <T>(path: string, body?: object) => (await (await at(path, body)).json()) as T

describe('the development issuer', () => {
  const token = async (ask: object) => (await jsonAt<{ access_token: string }>('/issuer/token', ask)).access_token
  const verified = async (jwt: string) => {
    const found = await jsonAt<{ issuer: string; jwks_uri: string }>('/issuer/.well-known/openid-configuration')
    const keys = createLocalJWKSet((await (await fetch(found.jwks_uri)).json()) as JSONWebKeySet)
    return jwtVerify(jwt, keys, { issuer: found.issuer, audience: 'simpul', algorithms: ['ES256'] })
  }

  it('signs what discovery lets others verify', async () => {
    const { payload, protectedHeader } = await verified(await token({ as: 'officer', org: 'o1', branch: 'b1' }))
    expect(payload).toMatchObject({
      iss: `${simulators.url}/issuer`,
      sub: 'dev-officer@o1',
      roles: ['officer'],
      org: 'o1',
      branch: 'b1',
    })
    expect(payload.exp).toBe((payload.iat ?? 0) + 3_600)
    expect(protectedHeader.kid).toMatch(/^[\w-]{43}$/)
  })
  it('a person is the subject unless another is named; several roles are several', async () => {
    expect((await verified(await token({ as: ['applicant', 'officer'], person: 'p1' }))).payload).toMatchObject({
      sub: 'p1',
      person: 'p1',
      roles: ['applicant', 'officer'],
    })
    expect((await verified(await token({ as: 'applicant', person: 'p1', sub: 's1' }))).payload.sub).toBe('s1')
  })
  it('signs for a day and not a second longer', async () => {
    const ask = (ttlSeconds: number) => at('/issuer/token', { as: 'officer', ttlSeconds })
    expect([(await ask(TTL_MAX_SECONDS)).status, (await ask(TTL_MAX_SECONDS + 1)).status]).toEqual([200, 400])
  })
  it('can sign a token that has expired', async () => {
    await expect(verified(await token({ as: 'officer', ttlSeconds: -10 }))).rejects.toThrow('exp')
  })
  it.each([{}, { as: '' }, { as: 'Officer' }, { as: [] }, { as: 'officer', admin: true }, { as: 'officer', ttlSeconds: '60' }])(
    'refuses %j',
    async (ask) => {
      expect((await at('/issuer/token', ask)).status).toBe(400)
    },
  )
  it('keeps its key: two starts at once agree, the file is its owner’s alone, nothing is left beside it', async () => {
    const keys = join(folder, 'race')
    const kids = await Promise.all(Array.from({ length: 8 }, async () => (await signingKey(keys)).kid))
    expect(new Set(kids).size).toBe(1)
    expect((await signingKey(keys)).kid).toBe(kids[0])
    expect(await readdir(keys)).toEqual(['issuer.jwk.json'])
    expect((await stat(join(keys, 'issuer.jwk.json'))).mode & 0o777).toBe(0o600)
    expect((await signingKey(join(folder, 'other'))).kid).not.toBe(kids[0])
  })
})

describe('the fixtures', () => {
  const all = Object.entries(fixtures).flatMap(([system, book]) => Object.keys(book).map((subject) => [system, subject] as const))
  const niks = [...new Set(all.filter(([system]) => system !== 'oss').map(([, subject]) => subject))]

  it.each(niks)('%s is a valid NIK by form (MC §3)', (nik) => {
    const [, kabupaten, day, month, year, serial] = /^\d\d(\d\d)\d\d(\d\d)(\d\d)(\d\d)(\d{4})$/.exec(nik) ?? []
    expect(Number(kabupaten)).toBeGreaterThan(0)
    const date = new Date(`19${year}-${month}-${String(Number(day) % 40).padStart(2, '0')}T00:00:00Z`)
    expect([date.getUTCMonth() + 1, date.getUTCDate()]).toEqual([Number(month), Number(day) % 40])
    expect(serial).not.toBe('0000')
  })
  it('have each of the eight scenarios in every system', () => {
    for (const book of Object.values(fixtures)) expect(new Set(Object.values(book).map((each) => each.scenario)).size).toBe(8)
  })
})

describe('scenarios at run time', () => {
  const nik = '3507105203850055'
  const verify = () => at('/dukcapil/verify', { nik, name: 'Wati', birthDate: '1985-03-12' })

  it('win over the default, for so many requests, with their own data', async () => {
    await at('/dukcapil/scenarios', { nik, scenario: '500', times: 1 })
    expect([(await verify()).status, (await verify()).status]).toEqual([500, 200])
    await at('/dukcapil/scenarios', { nik, scenario: 'ok', data: { fields: { name: true, birthDate: false } } })
    expect(await (await verify()).json()).toMatchObject({ fields: { name: true, birthDate: false } })
    await fetch(`${simulators.url}/dukcapil/scenarios`, { method: 'DELETE' })
    expect(await (await verify()).json()).toMatchObject({ fields: { name: true, birthDate: true } })
  })
  it('are told by NIB at OSS and by NIK elsewhere, and only the eight that exist', async () => {
    expect((await at('/oss/scenarios', { nik, scenario: 'ok' })).status).toBe(400)
    expect((await at('/oss/scenarios', { nib: '9120001000055', scenario: 'ok' })).status).toBe(204)
    expect((await at('/slik/scenarios', { nik, scenario: 'explode' })).status).toBe(400)
  })
  it('an invalid request is refused without repeating what was in it', async () => {
    const response = await at('/dukcapil/verify', { nik: '31710117089', name: 'Wati', birthDate: '1985-03-12' })
    expect(response.status).toBe(400)
    expect(await response.text()).not.toContain('31710117089')
  })
  it('the same key with other content is refused', async () => {
    const akad = {
      key: 'k',
      nik,
      lender: 'BRI',
      scheme: 'MIKRO',
      akadNumber: 'A',
      akadOn: '2026-05-11',
      plafonIdr: 1,
      tenorMonths: 1,
      ratePpm: 0,
    }
    expect((await at('/sikp/akad', akad)).status).toBe(201)
    expect((await at('/sikp/akad', akad)).status).toBe(200)
    expect((await at('/sikp/akad', { ...akad, plafonIdr: 2 })).status).toBe(409)
  })
})

describe('what is kept in memory is bounded', () => {
  const post = (app: FastifyInstance, url: string, payload: object) =>
    app.inject({ method: 'POST', url, payload }).then((r) => r.statusCode)
  const nik = (serial: number) => `350710520385005${serial}`

  it('in scenarios: a new one over the bound is refused, a known one can be changed', async () => {
    const app = Fastify()
    scenarioBook(app, 'slik', 1)
    expect(await post(app, '/slik/scenarios', { nik: nik(1), scenario: '500' })).toBe(204)
    expect(await post(app, '/slik/scenarios', { nik: nik(2), scenario: '500' })).toBe(507)
    expect(await post(app, '/slik/scenarios', { nik: nik(1), scenario: 'ok' })).toBe(204)
  })
  it('in registrations: nothing that was registered is forgotten', async () => {
    const app = Fastify()
    sikp(app, 1)
    const akad = {
      nik: nik(1),
      lender: 'BRI',
      scheme: 'MIKRO',
      akadNumber: 'A',
      akadOn: '2026-05-11',
      plafonIdr: 1,
      tenorMonths: 1,
      ratePpm: 0,
    }
    expect(await post(app, '/sikp/akad', { ...akad, key: 'a' })).toBe(201)
    expect(await post(app, '/sikp/akad', { ...akad, key: 'b' })).toBe(507)
    expect((await app.inject('/sikp/akad/a')).statusCode).toBe(200)
  })
})

describe('the process', () => {
  const main = fileURLToPath(new URL('main.ts', import.meta.url))
  const run = (args: string[], env: Record<string, string> = {}) => {
    const child = spawn(process.execPath, [main, ...args], { env: { ...process.env, ...env } })
    let text = ''
    const ready = new Promise<number>((resolve) => {
      child.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString()
        const port = /READY (\d+)/.exec(text)?.[1]
        if (port !== undefined) resolve(Number(port))
      })
    })
    child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()))
    const ended = new Promise<{ code: number | null; text: string }>((resolve) =>
      child.on('close', (code) => resolve({ code, text })),
    )
    return { child, ready, ended }
  }

  it('says READY, and stops at once on SIGTERM even while it is being slow', async () => {
    const { child, ready, ended } = run(['--port', '0', '--keys', join(folder, 'process')])
    const url = `http://127.0.0.1:${await ready}/sikp/history`
    const slow = fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"nik":"3171011708900005"}',
    })
    const cut = slow.then(
      () => 'answered',
      () => 'cut',
    )
    await new Promise((resolve) => setTimeout(resolve, 100))
    const askedAt = performance.now()
    child.kill('SIGTERM')
    expect((await ended).code).toBe(0)
    expect(performance.now() - askedAt).toBeLessThan(4_000)
    expect(await cut).toBe('cut')
  })
  it('a taken port, a port that is none, and production are one sentence each', async () => {
    const keys = ['--keys', join(folder, 'process')]
    const [taken, none, production] = await Promise.all([
      run(['--port', String(simulators.port), ...keys]).ended,
      run(['--port', '70000', ...keys]).ended,
      run(keys, { NODE_ENV: 'production' }).ended,
    ])
    expect(taken).toEqual({
      code: 1,
      text: `Port ${simulators.port} is taken: stop what listens there or give another --port.\n`,
    })
    expect(none).toEqual({ code: 1, text: '--port 70000 is no port: give a number from 0 to 65535.\n' })
    expect(production.code).toBe(1)
    expect(production.text).toContain('do not start with NODE_ENV=production.\n')
  })
})
