// SIKP and SLIK against the simulators, on every scenario.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSimulators, type Simulators } from '@simpul/simulators'
import { outsideContract } from '@simpul/testkit/outside'
import { RECHECK_DAYS, sikp, type AkadReport } from './sikp.ts'
import { slik } from './slik.ts'

const nik = (serial: number) => `317101170890000${serial}`

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

const troubles = { slow: nik(5), '500': nik(6), garbage: nik(7), closed: nik(8) }
const started = (path: string) => () => Promise.resolve({ url: simulators.url + path, close: () => Promise.resolve() })

outsideContract({
  name: 'SIKP',
  start: started('/sikp'),
  troubles,
  good: nik(1),
  adapter: (options) => {
    const system = sikp(options)
    return (subject) => system.history({ nik: subject })
  },
})
outsideContract({
  name: 'SLIK',
  start: started('/slik'),
  troubles,
  good: nik(1),
  adapter: (options) => {
    const system = slik(options)
    return (subject) => system.credits({ nik: subject })
  },
})

const atSikp = (more: object = {}) => sikp({ baseUrl: `${simulators.url}/sikp`, ...more })
const inWib = (days: number) => new Date(Date.now() + (days * 24 + 7) * 3_600_000).toISOString().slice(0, 10)

describe('SIKP’s history', () => {
  it('is empty for who never had a KUR', async () => {
    const history = { accesses: {}, active: [], kur: [], priorCommercial: [] }
    expect(await atSikp().history({ nik: nik(1) })).toMatchObject({ kind: 'history', history, confidence: 'firm' })
  })
  it('counts accesses by scheme', async () => {
    const answer = await atSikp().history({ nik: '3507101501800012' })
    expect(answer).toMatchObject({ kind: 'history', history: { accesses: { MIKRO: 2 }, active: [] } })
  })
  it('shows a running KUR of another lender', async () => {
    const answer = await atSikp().history({ nik: '3374014303920014' })
    expect(answer).toMatchObject({ kind: 'history', history: { active: [{ lender: 'BNI', outstandingIdr: 31_200_000 }] } })
  })
  it('shows a commercial credit that is paid off', async () => {
    const answer = await atSikp().history({ nik: '3273022207850015' })
    expect(answer).toMatchObject({ history: { priorCommercial: [{ kind: 'KMK', state: 'lunas' }] } })
  })
  it('that has not taken in a payoff is stale, with the day to ask again', async () => {
    const answer = await atSikp().history({ nik: nik(4) })
    expect(answer).toMatchObject({ kind: 'stale', confidence: 'aged', recheckOn: inWib(4) })
  })
  it('older than the payoff that the person declares is stale; a payoff before its date is contradicted by it', async () => {
    const ask = { nik: '3374014303920014' }
    const yesterday = inWib(-1)
    expect(await atSikp().history({ ...ask, declaredPayoffOn: yesterday })).toMatchObject({
      kind: 'stale',
      recheckOn: inWib(RECHECK_DAYS),
    })
    expect(await atSikp().history({ ...ask, declaredPayoffOn: inWib(-2) })).toMatchObject({ kind: 'history' })
  })
  it('under another name is a mismatch, an unknown NIK is not found', async () => {
    expect(await atSikp().history({ nik: nik(2) })).toMatchObject({ kind: 'mismatch' })
    expect(await atSikp().history({ nik: nik(3) })).toMatchObject({ kind: 'not-found' })
  })
})

describe('a report to SIKP', () => {
  const akad = (subject: string, key: string): AkadReport => ({
    key,
    nik: subject,
    lender: 'BRI',
    scheme: 'MIKRO',
    akadNumber: 'A-1',
    akadOn: '2026-05-11',
    plafonIdr: 40_000_000,
    tenorMonths: 36,
    ratePpm: 60_000,
  })

  it('is registered once per key, and the disbursed KUR appears in the history', async () => {
    const system = atSikp()
    const subject = '3507105203850011'
    const first = await system.reportAkad(akad(subject, 'akad:1'))
    expect(first).toMatchObject({ kind: 'registered', via: 'send' })
    expect(await system.reportAkad(akad(subject, 'akad:1'))).toEqual({ ...first, via: 'lookup' })
    const paid = { key: 'pay:1', nik: subject, akadKey: 'akad:1', disbursedOn: '2026-05-12', amountIdr: 40_000_000 }
    expect(await system.reportDisbursement(paid)).toMatchObject({ kind: 'registered' })
    expect(await system.lookupDisbursement('pay:1')).toMatchObject({ kind: 'registered' })
    const history = { accesses: { MIKRO: 1 }, active: [{ lender: 'BRI', plafonIdr: 40_000_000 }] }
    expect(await atSikp().history({ nik: subject })).toMatchObject({ kind: 'history', history })
  })

  it.each([
    ['slow', 5],
    ['garbage', 7],
    ['closed', 8],
  ])('whose answer is lost (%s) is found by lookup', async (name, serial) => {
    const key = `akad:${name}`
    const bounds = name === 'slow' ? { timeoutMs: 200 } : {}
    expect(await atSikp(bounds).reportAkad(akad(nik(serial), key))).toMatchObject({ kind: 'registered', via: 'lookup' })
  })

  it('that ended in 500 and is not there is unsettled, without the NIK, and can be reported again', async () => {
    const result = await atSikp().reportAkad(akad(nik(6), 'akad:500'))
    expect(result).toEqual({ kind: 'unsettled', system: 'sikp', operation: 'akad', reason: '5xx', detail: '500' })
    expect(await atSikp().lookupAkad('akad:500')).toEqual({ kind: 'absent' })
  })

  it('that SIKP does not accept is refused with its word', async () => {
    expect(await atSikp().reportAkad(akad(nik(3), 'akad:3'))).toEqual({ kind: 'refused', problem: 'debtor-unknown' })
    expect(await atSikp().reportAkad(akad(nik(2), 'akad:2'))).toEqual({ kind: 'refused', problem: 'debtor-mismatch' })
    const paid = { key: 'pay:9', nik: nik(1), akadKey: 'akad:none', disbursedOn: '2026-05-12', amountIdr: 1 }
    expect(await atSikp().reportDisbursement(paid)).toEqual({ kind: 'refused', problem: 'akad-unknown' })
  })
})

describe('SLIK', () => {
  const credits = (subject: string) => slik({ baseUrl: `${simulators.url}/slik` }).credits({ nik: subject })

  it('knows no credit', async () => {
    expect(await credits(nik(1))).toMatchObject({ kind: 'credits', credits: [], worst: 0, confidence: 'firm' })
  })
  it('tells the worst kolektibilitas', async () => {
    expect(await credits('3578091111880016')).toMatchObject({ kind: 'credits', worst: 2 })
    expect(await credits('3578095111880017')).toMatchObject({ kind: 'credits', worst: 5 })
  })
  it('with two reports missing is aged', async () => {
    expect(await credits(nik(4))).toMatchObject({ kind: 'credits', confidence: 'aged' })
  })
  it('has the NIK under another name, or not at all', async () => {
    expect(await credits(nik(2))).toMatchObject({ kind: 'mismatch' })
    expect(await credits(nik(3))).toMatchObject({ kind: 'not-found' })
  })
})
