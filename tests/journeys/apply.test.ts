// Siti applies for a KUR by phone, and her lender sees it. HTTP alone, roles in processes of their own.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Installation, type Answer } from './installation.ts'

const filledIn = {
  unit: 'pusat',
  scheme: 'MIKRO',
  plafonIdr: 40_000_000,
  tenorMonths: 36,
  loanType: 'KMK',
  purposeCode: 'modal-usaha',
}
const business = {
  sector: 'perdagangan',
  startedOn: '2024-01-05',
  yearlyTurnoverIdr: 180_000_000,
  hasNib: true,
  hasNpwp: false,
  ownerIsCivilServant: false,
  substitutes: [],
}

let simpul: Installation
let siti: string
let lender: string
let officer: string
beforeAll(async () => {
  simpul = await Installation.start(['api,relay', 'projector,process'])
  siti = await simpul.token({ as: 'applicant', person: randomUUID() })
  lender = await penyalur()
  officer = await simpul.token({ as: 'officer', person: randomUUID(), org: lender, branch: 'pusat' })
})
afterAll(() => simpul.stop())

async function penyalur(): Promise<string> {
  const { people, name, region } = JSON.parse(readFileSync(new URL('../../examples/warung.json', import.meta.url), 'utf8')).lender
  const visitor = await simpul.token({ as: 'applicant' })
  const person = await simpul.post('/partners/people', visitor, people['lender-manager'])
  const manager = await simpul.token({ as: 'lender-manager', person: person.body.id })
  return (await simpul.post('/partners/organisations', manager, { kind: 'penyalur', name, region })).body.id as string
}

/** A lender that has just registered is known here a moment later. */
async function sent(at: string): Promise<Answer> {
  for (let left = 100; ; left -= 1) {
    const answer = await simpul.post(`${at}/submit`, siti, {})
    if (answer.body.code !== 'lender/unknown' || left === 0) return answer
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function draft(): Promise<string> {
  const started = await simpul.post('/microcredit/applications', siti, { forOrganisation: false })
  expect(started.status).toBe(201)
  expect(started.headers.get('location')).toBe(`/microcredit/applications/${started.body.id}`)
  return started.body.id as string
}

test("a draft is saved step by step, sent, and stands in the lender's worklist", async () => {
  const id = await draft()
  const at = `/microcredit/applications/${id}`
  expect(await simpul.post(`${at}/draft`, siti, { ...filledIn, lender })).toMatchObject({ status: 200, body: { id, version: 2 } })
  expect(await simpul.post(`${at}/draft`, siti, { business, documents: [{ kind: 'nib', ref: 'blob-1' }] })).toMatchObject({
    body: { version: 3 },
  })
  const answer = await sent(at)
  expect(answer).toMatchObject({ status: 200, body: { id, version: 4 } })
  const after = { 'simpul-after': answer.headers.get('simpul-after') ?? '' }
  const list = await simpul.get('/microcredit/worklist', officer, after)
  expect(list.headers.get('simpul-stale')).toBeNull()
  expect(list.body.items).toContainEqual(expect.objectContaining({ id, status: 'checking', plafonIdr: 40_000_000 }))
  const read = await simpul.get(at, siti)
  expect(read).toMatchObject({ status: 200, body: { id, version: 4 } })
  expect(read.headers.get('etag')).toBe('"4"')
  expect((await simpul.get(at, siti, { 'if-none-match': '"4"' })).status).toBe(304)
})

test('one tap, sent 50 times with one key, is one application', async () => {
  const key = randomUUID()
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => simpul.post('/microcredit/applications', siti, { forOrganisation: false }, key)),
  )
  expect(new Set(answers.map(({ status, body }) => `${status} ${body.id} ${body.version}`)).size).toBe(1)
  const other = await simpul.post('/microcredit/applications', siti, { forOrganisation: true }, key)
  expect(other).toMatchObject({ status: 422, body: { code: 'platform/key-reused' } })
})

test('50 saves at once are each kept once, in turn', async () => {
  const id = await draft()
  const saves = await Promise.all(
    Array.from({ length: 50 }, (_, n) =>
      simpul.post(`/microcredit/applications/${id}/draft`, siti, { plafonIdr: 1_000_000 * (n + 1) }),
    ),
  )
  expect(saves.map(({ body }) => body.version as number).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: 50 }, (_, n) => n + 2),
  )
})

test('what is not yours does not exist', async () => {
  const id = await draft()
  const stranger = await simpul.token({ as: 'applicant', person: randomUUID() })
  const otherLender = await simpul.token({ as: 'officer', person: randomUUID(), org: 'org-bank-lain' })
  const missing = await simpul.get(`/microcredit/applications/${randomUUID()}`, stranger)
  for (const asked of [
    await simpul.get(`/microcredit/applications/${id}`, stranger),
    await simpul.get(`/microcredit/applications/${id}`, otherLender),
    await simpul.post(`/microcredit/applications/${id}/draft`, stranger, filledIn),
  ])
    expect({ status: asked.status, code: asked.body.code }).toEqual({ status: 404, code: missing.body.code })
  expect((await simpul.get('/microcredit/worklist', otherLender)).body.items).toEqual([])
})

test('a refusal says why, in Indonesian first, and has a page', async () => {
  const id = await draft()
  const early = await simpul.post(`/microcredit/applications/${id}/submit`, siti, {})
  expect(early.status).toBeGreaterThanOrEqual(400)
  expect(early.status).toBeLessThan(500)
  const page = await fetch(simpul.api + early.body.type)
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  expect(await page.text()).toContain(early.body.code)
})

test('an instalment and a verdict can be asked for without signing in', async () => {
  const loan = 'plafonIdr=50000000&tenorMonths=36&ratePpm=60000&method=annuity'
  const schedule = await simpul.get(`/microcredit/simulations/instalments?${loan}`)
  expect(schedule.body).toMatchObject({ totalInterestIdr: 4_759_488 })
  expect(schedule.body.instalments[0]).toMatchObject({ number: 1, principalIdr: 1_271_097, interestIdr: 250_000 })
  // The first-time trader of MC §6.1, and the same as a civil servant.
  const trader =
    'plafonIdr=40000000&tenorMonths=36&loanType=KMK&akadOn=2025-03-10&sector=perdagangan&businessAgeMonths=14&earlierMikro=0' +
    '&hadCommercialCredit=false&kolektibilitas=0&hasIdentityDocument=true&hasNib=true'
  const eligible = await simpul.get(`/microcredit/simulations/verdict?${trader}&isCivilServant=false&collateralDemanded=false`)
  expect(eligible.body).toMatchObject({ outcome: 'eligible', ratePpm: 60_000, instalmentIdr: 1_216_877 })
  const servant = await simpul.get(`/microcredit/simulations/verdict?${trader}&isCivilServant=true`)
  expect(servant.body.outcome).toBe('ineligible')
  expect(servant.body.rules).toContainEqual(expect.objectContaining({ rule: 'R-ASN', result: 'failed' }))
})
