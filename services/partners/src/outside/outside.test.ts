// Dukcapil and OSS against the simulators, on every scenario.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSimulators, type Simulators } from '@simpul/simulators'
import { outsideContract } from '@simpul/testkit/outside'
import { dukcapil } from './dukcapil.ts'
import { oss } from './oss.ts'

const nik = (serial: number) => `317101170890000${serial}`
const nib = (serial: number) => `912000100000${serial}`
const person = (serial: number) => ({ nik: nik(serial), name: 'Siti Aminah', birthDate: '1990-08-17' })
const claim = (serial: number) => ({ nib: nib(serial), name: 'Warung Siti' })

let folder: string
let simulators: Simulators
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simpul-keys-'))
  simulators = await startSimulators({ port: 0, keysFolder: folder })
})
afterAll(async () => {
  await simulators.close()
  await rm(folder, { recursive: true })
})

const troubles = (subject: (serial: number) => string) => ({
  slow: subject(5),
  '500': subject(6),
  garbage: subject(7),
  closed: subject(8),
})
const started = (path: string) => () => Promise.resolve({ url: simulators.url + path, close: () => Promise.resolve() })

outsideContract({
  name: 'Dukcapil',
  start: started('/dukcapil'),
  troubles: troubles(nik),
  good: nik(1),
  adapter: (options) => {
    const system = dukcapil(options)
    return (subject) => system.verify({ ...person(1), nik: subject })
  },
})
outsideContract({
  name: 'OSS',
  start: started('/oss'),
  troubles: troubles(nib),
  good: nib(1),
  adapter: (options) => {
    const system = oss(options)
    return (subject) => system.lookup({ ...claim(1), nib: subject })
  },
})

describe('Dukcapil', () => {
  const verify = (serial: number) => dukcapil({ baseUrl: `${simulators.url}/dukcapil` }).verify(person(serial))

  it('agrees', async () => {
    expect(await verify(1)).toMatchObject({ kind: 'match', confidence: 'firm' })
  })
  it('disagrees, and says in which fields', async () => {
    expect(await verify(2)).toMatchObject({ kind: 'mismatch', fields: ['name'], confidence: 'firm' })
  })
  it('does not know the NIK', async () => {
    expect(await verify(3)).toMatchObject({ kind: 'not-found' })
  })
  it('agrees by data that are too old to prove it', async () => {
    expect(await verify(4)).toMatchObject({ kind: 'match', confidence: 'aged' })
  })
  it('agrees with any other valid NIK', async () => {
    const unknown = { nik: '3507105203850099', name: 'Wati', birthDate: '1985-03-12' }
    expect(await dukcapil({ baseUrl: `${simulators.url}/dukcapil` }).verify(unknown)).toMatchObject({ kind: 'match' })
  })
  it('yesterday’s match stands in while it is down, as aged', async () => {
    let now = Date.now()
    const clock = { now: () => now, monotonic: () => 0, sleep: () => Promise.resolve() }
    const system = dukcapil({ baseUrl: `${simulators.url}/dukcapil`, clock, breaker: { failures: 50, openForMs: 1_000 } })
    const at = { ...person(1), nik: '3507105203850098' }
    await system.verify(at)
    await setScenario('dukcapil', { nik: at.nik, scenario: '500' })
    now += 3_600_000
    expect(await system.verify(at)).toMatchObject({ kind: 'match', confidence: 'aged' })
    now += 24 * 3_600_000
    expect(await system.verify(at)).toMatchObject({ kind: 'down', reason: '5xx' })
  })
  it('fails twice and answers the third time', async () => {
    const at = { ...person(1), nik: '3507105203850097' }
    await setScenario('dukcapil', { nik: at.nik, scenario: 'closed', times: 2 })
    expect(await dukcapil({ baseUrl: `${simulators.url}/dukcapil` }).verify(at)).toMatchObject({ kind: 'match' })
  })
})

describe('OSS', () => {
  const lookup = (serial: number, name = 'Warung Siti') =>
    oss({ baseUrl: `${simulators.url}/oss` }).lookup({ nib: nib(serial), name })

  it('finds the business under its name', async () => {
    const business = { name: 'Warung Siti', status: 'aktif', kbli: [{ code: '47112', version: '2020' }], issuedOn: '2024-01-15' }
    expect(await lookup(1)).toMatchObject({ kind: 'found', nameAgrees: true, business, confidence: 'firm' })
  })
  it('finds another name', async () => {
    expect(await lookup(2)).toMatchObject({ kind: 'found', nameAgrees: false, business: { name: 'CV Nama Lain' } })
    expect(await lookup(2, 'nama  lain, CV.')).toMatchObject({ kind: 'found', nameAgrees: true })
  })
  it.each([
    ['UD', 'CV'],
    ['-', '!'],
  ])('%s and %s do not agree because nothing is left of them', async (name, claimed) => {
    await setScenario('oss', { nib: '9120001000077', scenario: 'ok', data: { name } })
    const answer = await oss({ baseUrl: `${simulators.url}/oss` }).lookup({ nib: '9120001000077', name: claimed })
    expect(answer).toMatchObject({ kind: 'found', nameAgrees: false })
  })
  it('does not know the NIB', async () => {
    expect(await lookup(3)).toMatchObject({ kind: 'not-found' })
  })
  it('answers from old data', async () => {
    expect(await lookup(4)).toMatchObject({ kind: 'found', confidence: 'aged' })
  })
  it('says that a licence is revoked', async () => {
    expect(await lookup(9)).toMatchObject({ kind: 'found', business: { status: 'dicabut' } })
  })
})

async function setScenario(system: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${simulators.url}/${system}/scenarios`, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`scenario not set: ${response.status}`)
}
