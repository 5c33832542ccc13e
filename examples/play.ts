// Plays examples/warung.json against a running Simpul by HTTP alone, and tells it: `node examples/play.ts --api URL --issuer URL [--if-empty]`.
// Guarantees: exit 0 only when every step came out as it should: approved, disbursed, quota exact. With --if-empty it plays on an empty
// database alone. Does not: clean up; what it played stays to be looked at.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { dayInWib, formatRupiah } from '@simpul/kernel'
import { Client, StoryProblem, type Body } from './client.ts'
import { registerLender, type Lender } from './lender.ts'

const inputs: Body = JSON.parse(readFileSync(new URL('warung.json', import.meta.url), 'utf8'))
const { values } = parseArgs({
  options: { api: { type: 'string' }, issuer: { type: 'string' }, 'if-empty': { type: 'boolean', default: false } },
})
const { api = '', issuer = '' } = values
const { person, lender, application, business, survey, ratePpm } = inputs

const say = (text = '') => process.stdout.write(`${text}\n`)
const today = () => dayInWib(new Date().toISOString())
const quotaIdOf = (lenderId: string) => `${lenderId}.${lender.scheme}.${today().slice(0, 4)}.${lender.unit}`

function check(what: string, holds: boolean): void {
  if (!holds) throw new StoryProblem(`tidak sesuai / not as it should be: ${what}`)
}

async function register(story: string): Promise<string> {
  const visitor = await Client.signIn(api, issuer, { as: 'applicant', sub: 'contoh-siti' }, story)
  const { id } = await visitor.post('/partners/people', 'register', person)
  const siti = await Client.signIn(api, issuer, { as: 'applicant', person: id }, story)
  const at = `/partners/parties/${id}`
  if ((await siti.get(at)).verification.status !== 'verified') await siti.post(`${at}/verification`, 'verification')
  await siti.until(at, 'Dukcapil', ({ verification }) => verification.status === 'verified')
  return id as string
}

async function openQuota({ id, manager }: Lender): Promise<Body> {
  const body = { scheme: lender.scheme, year: Number(today().slice(0, 4)), unit: lender.unit, limitIdr: lender.quotaIdr }
  await manager.onceNot('lender/unknown', () => manager.post('/microcredit/quotas', 'quota', body))
  return manager.get(`/microcredit/quotas/${quotaIdOf(id)}`)
}

async function applyFor(siti: Client, lenderId: string, story: string): Promise<string> {
  const { id } = await siti.post('/microcredit/applications', story, { forOrganisation: false })
  const at = `/microcredit/applications/${id}`
  await siti.post(`${at}/draft`, `${story}-loan`, { lender: lenderId, unit: lender.unit, ...application })
  await siti.post(`${at}/draft`, `${story}-business`, { business, documents: [{ kind: 'nib', ref: 'foto-nib' }] })
  await siti.post(`${at}/submit`, `${story}-submit`)
  return at
}

async function decide(at: string, applicant: string, story: string, officer: Client, approver: Client): Promise<Body> {
  const terms = { plafonIdr: application.plafonIdr, tenorMonths: application.tenorMonths, ratePpm }
  await officer.until(at, 'pemeriksaan selesai / checks done', ({ status }) => status === 'surveying')
  const photo = readFileSync(new URL('warung.png', import.meta.url))
  const { id: evidence } = await officer.upload(`/partners/parties/${applicant}/evidence`, `${story}-photo`, photo)
  const found = { surveyedOn: today(), ...survey, evidenceRefs: [evidence] }
  await officer.onceNot('evidence/quarantined', () => officer.post(`${at}/survey`, `${story}-survey`, found))
  await officer.until(at, 'hasil aturan / the verdict', ({ status, verdict }) => status === 'analysing' && verdict !== null)
  await officer.post(`${at}/propose-approval`, `${story}-propose`, terms)
  const is = (wanted: string, what: string) => ({ what, fits: ({ status }: Body) => status === wanted })
  await approver.act(at, is('proposed', 'usulan / the proposal'), 'approve', `${story}-approve`, {})
  const akad = { signedOn: today(), terms, documentRef: 'foto-akad' }
  await officer.act(at, is('approved', 'kuota dan persetujuan / quota and approval'), 'akad', `${story}-akad`, akad)
  const money = { disbursedOn: today(), transferRef: 'TRF-1' }
  await officer.act(at, is('registered', 'akad tercatat di SIKP / akad at SIKP'), 'disburse', `${story}-disburse`, money)
  return officer.until(at, 'pencairan / disbursement', ({ status }) => status === 'disbursed')
}

function tellEvents(events: readonly Body[]): void {
  for (const { time, type, by } of events) say(`  ${time}  ${String(type).padEnd(22)} ${by}`)
}

function tellVerdict(verdict: Body): void {
  say(
    `\nHasil aturan / verdict: ${verdict.outcome}${verdict.indicative ? ` (indikasi / indicative: ${verdict.indicative})` : ''}`,
  )
  for (const { rule, outcome, confidence, cite, sentence } of verdict.findings) {
    say(`  ${String(rule).padEnd(14)} ${String(outcome).padEnd(15)} ${sentence.id} / ${sentence.en}`)
    say(`  ${''.padEnd(30)} [${confidence}] ${cite}`)
  }
}

function tellQuota(quotaId: string, before: Body, after: Body): void {
  const line = (name: string, { limitIdr, heldIdr, promisedIdr, disbursedIdr }: Body) =>
    say(
      `  ${name.padEnd(18)} batas ${formatRupiah(limitIdr)}, ditahan ${formatRupiah(heldIdr)}, dijanjikan ${formatRupiah(promisedIdr)}, cair ${formatRupiah(disbursedIdr)}`,
    )
  say(`\nKuota / quota ${quotaId}`)
  line('sebelum / before', before)
  line('sesudah / after', after)
}

async function tellSchedule(client: Client): Promise<void> {
  const { plafonIdr, tenorMonths } = application
  const path = `/microcredit/simulations/instalments?plafonIdr=${plafonIdr}&tenorMonths=${tenorMonths}&ratePpm=${ratePpm}&method=annuity`
  const { instalments, totalInterestIdr } = await client.get(path)
  say(`\nAngsuran / instalments, ${tenorMonths} bulan, bunga / interest ${formatRupiah(totalInterestIdr)}`)
  for (const row of [...instalments.slice(0, 3), instalments.at(-1)])
    say(
      `  ${String(row.number).padStart(3)}  ${formatRupiah(row.paymentIdr).padStart(13)}  pokok ${formatRupiah(row.principalIdr)}, bunga ${formatRupiah(row.interestIdr)}`,
    )
}

async function play(): Promise<void> {
  const [bank, sitiId] = await Promise.all([registerLender(api, issuer, lender, 'contoh'), register('contoh')])
  const { officer, approver, manager } = bank
  const siti = await Client.signIn(api, issuer, { as: 'applicant', person: sitiId }, 'contoh')
  const earlier = (await siti.get('/microcredit/my/applications')).items.length as number
  if (values['if-empty'] && earlier > 0) {
    say('Cerita contoh sudah pernah dimainkan / the story was played before.')
    return
  }
  const story = `cerita${earlier + 1}`
  const before = await openQuota(bank)
  say(
    `\n${person.name} (${business.sector}) mengajukan / applies for ${formatRupiah(application.plafonIdr)} di / at ${lender.name}.`,
  )
  const at = await applyFor(siti, bank.id, story)
  const done = await decide(at, sitiId, story, officer, approver)
  tellEvents((await officer.get(`${at}/history`)).events)
  tellVerdict(done.verdict)
  // The quota follows the disbursement's event, a moment after it.
  const expectedIdr = before.disbursedIdr + application.plafonIdr
  const after = await manager.until(
    `/microcredit/quotas/${quotaIdOf(bank.id)}`,
    'kuota / quota',
    ({ disbursedIdr }) => disbursedIdr >= expectedIdr,
  )
  tellQuota(quotaIdOf(bank.id), before, after)
  await tellSchedule(siti)
  check('kuota yang cair / disbursed quota', after.disbursedIdr === expectedIdr)
  check('tidak ada yang tertahan / nothing is held', after.heldIdr === before.heldIdr && after.promisedIdr === before.promisedIdr)
}

play().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof StoryProblem ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  )
  process.exitCode = 1
})
