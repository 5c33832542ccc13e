// Who may decide and pay, at the moment they do: roles withdrawn a second ago, partners away, one person acting for another.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { dayInWib } from '@simpul/kernel'
import { Client, type Body } from '../../examples/client.ts'
import { registerLender, type Lender } from '../../examples/lender.ts'
import { Gate } from './gate.ts'
import { Installation, type Answer } from './installation.ts'

const { lender, application, business, survey, ratePpm, person }: Body = JSON.parse(
  readFileSync(new URL('../../examples/warung.json', import.meta.url), 'utf8'),
)
const terms = { plafonIdr: application.plafonIdr, tenorMonths: application.tenorMonths, ratePpm }
const today = () => dayInWib(new Date().toISOString())

const gate = new Gate()
let simpul: Installation
let bank: Lender
let siti: Client
let manager: string
let officer: string
let approver: string
const ids: Record<'officer' | 'approver' | 'lender-manager', string> = { officer: '', approver: '', 'lender-manager': '' }

beforeAll(async () => {
  simpul = await Installation.start(['api,relay', 'projector,process', 'worker'], (api) => gate.before(api))
  bank = await registerLender(simpul.api, simpul.issuer, lender, 'bank')
  const members: Body[] = (await bank.manager.get(`/partners/parties/${bank.id}`)).members
  for (const { person: id, roles } of members) ids[roles[0] as keyof typeof ids] = id
  const staff = (as: keyof typeof ids) => simpul.token({ as, person: ids[as], org: bank.id, branch: lender.unit })
  ;[manager, officer, approver] = await Promise.all([staff('lender-manager'), staff('officer'), staff('approver')])
  const visitor = await Client.signIn(simpul.api, simpul.issuer, { as: 'applicant', sub: 'siti' }, 'siti')
  const { id } = await visitor.post('/partners/people', 'register', person)
  siti = await Client.signIn(simpul.api, simpul.issuer, { as: 'applicant', person: id }, 'siti')
  await siti.post(`/partners/parties/${id}/verification`, 'verify')
  await siti.until(`/partners/parties/${id}`, 'Dukcapil', ({ verification }) => verification.status === 'verified')
  const quota = { scheme: lender.scheme, year: Number(today().slice(0, 4)), unit: lender.unit, limitIdr: lender.quotaIdr }
  await bank.manager.onceNot('lender/unknown', () => bank.manager.post('/microcredit/quotas', 'quota', quota))
})
afterAll(async () => {
  await simpul.stop()
  await gate.close()
})
beforeEach(() => void (gate.isOpen = true))

async function analysed(): Promise<string> {
  const step = randomUUID()
  const { id } = await siti.post('/microcredit/applications', step, { forOrganisation: false })
  const at = `/microcredit/applications/${id}`
  await siti.post(`${at}/draft`, `${step}-draft`, { lender: bank.id, unit: lender.unit, ...application, business })
  await siti.post(`${at}/submit`, `${step}-submit`)
  await bank.officer.until(at, 'checks', ({ status }) => status === 'surveying')
  await bank.officer.post(`${at}/survey`, `${step}-survey`, { surveyedOn: today(), ...survey })
  await bank.officer.until(at, 'the verdict', ({ status, verdict }) => status === 'analysing' && verdict !== null)
  return at
}

async function proposed(): Promise<string> {
  const at = await analysed()
  await bank.officer.post(`${at}/propose-approval`, randomUUID(), terms)
  return at
}

/** Waits for the step's clock, so that nothing but what the test does changes the version. */
async function still(at: string, status: string, step: string): Promise<number> {
  const fits = (value: Body) => value.status === status && value.step?.step === step
  return (await bank.officer.until(at, `${status} with its clock`, fits)).version as number
}

async function act(path: string, token: string, version: number, body: object = {}, language = 'id'): Promise<Answer> {
  const answer = await fetch(simpul.api + path, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      'if-match': `"${version}"`,
      'accept-language': language,
    },
    body: JSON.stringify(body),
  })
  return { status: answer.status, headers: answer.headers, body: await answer.json() }
}
const roles = (path: '' | '/revocation', who: keyof typeof ids) =>
  simpul.post(`/partners/parties/${bank.id}/roles${path}`, manager, { person: ids[who], role: who })
const told = ({ status, body }: Answer) => [status, body.code]

test('an approver whose role was withdrawn a second ago approves nothing, and rejects nothing', async () => {
  const at = await proposed()
  const version = await still(at, 'proposed', 'decision')
  await roles('/revocation', 'approver')
  const reject = { reasonCodes: ['lender/npl-gate'] }
  expect([
    told(await act(`${at}/approve`, approver, version)),
    told(await act(`${at}/reject`, approver, version, reject)),
  ]).toEqual([
    [403, 'http/right-withdrawn'],
    [403, 'http/right-withdrawn'],
  ])
  await roles('', 'approver')
  expect((await act(`${at}/approve`, approver, version)).status).toBe(200)
})

test('while partners is away nobody proposes, decides or pays; nothing is written, and afterwards it goes on', async () => {
  const at = await proposed()
  const version = await still(at, 'proposed', 'decision')
  gate.isOpen = false
  const [id, en] = [await act(`${at}/approve`, approver, version), await act(`${at}/approve`, approver, version, {}, 'en')]
  expect([told(id), told(en)]).toEqual([
    [503, 'http/rights-unconfirmed'],
    [503, 'http/rights-unconfirmed'],
  ])
  expect([id.body.detail, en.body.detail]).toEqual([
    expect.stringContaining('Wewenang Anda belum dapat dipastikan'),
    expect.stringContaining('cannot be confirmed'),
  ])
  expect((await bank.officer.get(at)).version).toBe(version)
  gate.isOpen = true
  expect((await untilAnswered(() => act(`${at}/approve`, approver, version))).status).toBe(200)
  await bank.officer.until(at, 'quota', ({ status, step }) => status === 'approved' && step?.step === 'akad')
  const akad = { signedOn: today(), terms, documentRef: 'foto-akad' }
  const signed = await bank.officer.act(
    at,
    { what: 'approval', fits: ({ status }) => status === 'approved' },
    'akad',
    `${at}-akad`,
    akad,
  )
  expect(signed.id).toBe(at.split('/').at(-1))
  const registered = (await bank.officer.until(at, 'SIKP', ({ status }) => status === 'registered')).version as number
  const money = { disbursedOn: today(), transferRef: 'TRF-1' }
  await roles('/revocation', 'officer')
  expect(told(await act(`${at}/disburse`, officer, registered, money))).toEqual([403, 'http/right-withdrawn'])
  gate.isOpen = false
  expect(told(await act(`${at}/disburse`, officer, registered, money))).toEqual([503, 'http/rights-unconfirmed'])
  gate.isOpen = true
  await roles('', 'officer')
  expect((await untilAnswered(() => act(`${at}/disburse`, officer, registered, money))).status).toBe(200)
})

test('who proposed and who acts for them are one pair of eyes, however the delegation was made, and also when it is over', async () => {
  const at = await analysed()
  const colleague = (await simpul.post('/partners/people', await simpul.token({ as: 'applicant' }), lender.people.officer)).body
    .id
  const until = new Date(Date.now() + 86_400_000).toISOString()
  const delegate = (from: string, to: string, role: string, token: string) =>
    simpul.post(`/partners/parties/${bank.id}/delegations`, token, { from, to, role, endsAt: until })
  expect((await delegate(ids.approver, colleague, 'approver', approver)).status).toBe(200)
  expect((await simpul.post(`/partners/parties/${bank.id}/roles`, manager, { person: colleague, role: 'officer' })).status).toBe(
    200,
  )
  const both = await simpul.token({ as: ['officer', 'approver'], person: colleague, org: bank.id, branch: lender.unit })
  // The colleague proposes as the approver's hand; the approver would look at what they had done themselves.
  expect((await simpul.post(`${at}/propose-approval`, both, terms)).status).toBe(200)
  const version = await still(at, 'proposed', 'decision')
  expect(told(await act(`${at}/approve`, approver, version))).toEqual([403, 'application/four-eyes'])
  const events = (await bank.officer.get(`${at}/history`)).events as Body[]
  expect(events.findLast(({ type }) => type === 'ApprovalProposed').data.hand).toEqual({ by: colleague, actsFor: [ids.approver] })
  // The other way round: who proposed lends a role to the approver, then ends it.
  const other = await proposed()
  expect((await delegate(ids.officer, ids.approver, 'officer', officer)).status).toBe(200)
  const seen = await still(other, 'proposed', 'decision')
  expect(told(await act(`${other}/approve`, approver, seen))).toEqual([403, 'application/four-eyes'])
  expect((await simpul.post(`/partners/parties/${bank.id}/delegations/2/end`, officer, {})).status).toBe(200)
  expect(told(await act(`${other}/approve`, approver, seen))).toEqual([403, 'application/four-eyes'])
})

test('another lender’s people find nothing; who calls their own shop a lender lends nothing', async () => {
  const at = await proposed()
  const version = await still(at, 'proposed', 'decision')
  const stranger = (await simpul.post('/partners/people', await simpul.token({ as: 'applicant' }), lender.people.approver)).body
    .id
  const token = (org: string) => simpul.token({ as: 'approver', person: stranger, org, branch: lender.unit })
  const founder = await simpul.token({ as: 'lender-manager', person: stranger })
  const shop = (await simpul.post('/partners/organisations', founder, { kind: 'penyalur', name: 'Bank Palsu', region: '31.71' }))
    .body.id
  await simpul.post(`/partners/parties/${shop}/roles`, founder, { person: stranger, role: 'approver' })
  expect(told(await act(`${at}/approve`, await token(shop), version))).toEqual([404, 'platform/not-found'])
  // A token that names the bank, of somebody who has no role there.
  expect(told(await act(`${at}/approve`, await token(bank.id), version))).toEqual([403, 'http/right-withdrawn'])
})

test('the list of work names applicants to who asks for it, and goes on without names while partners is away', async () => {
  await proposed()
  const list = async (query: string) => {
    const { items } = (await simpul.get(`/microcredit/worklist${query}`, officer)).body as { items: Body[] }
    return [...new Set(items.map(({ applicantName }) => applicantName as unknown))]
  }
  expect([await list('?names=true'), await list('')]).toEqual([[person.name], [null]])
  gate.isOpen = false
  expect(await list('?names=true')).toEqual([null])
})

/** The circuit breaker lets a probe through a moment after partners is back. */
async function untilAnswered(ask: () => Promise<Answer>): Promise<Answer> {
  for (let left = 50; ; left -= 1) {
    const answer = await ask()
    if (answer.status !== 503 || left === 0) return answer
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
