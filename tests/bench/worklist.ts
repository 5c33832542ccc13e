// M9: pages of a worklist of 100,000 applications, through the api, at a fixed rate; LIMIT asks the database the same by the bare driver.
// Guarantees: rows are folds of real histories, laid out in the projection's own collection; a page that is not full ends the run.
import { randomUUID } from 'node:crypto'
import { told, ways } from '../../services/microcredit/src/application/example.ts'
import { foldWorklist, type WorklistFold } from '../../services/microcredit/src/projections/worklist.ts'
import type { Collection, Document } from '../../packages/platform/src/mongo/driver.ts'
import { insertAll } from './layOut.ts'
import { Client, openLoop } from './load.ts'
import { sampler, type Measure, type Taken } from './measure.ts'
import { cpuMeter } from './processes.ts'
import { ours, type Rival } from './rivals.ts'
import { quantile, type Sample } from './samples.ts'

const LENDER = 'org-bank-besar'
const [UNITS, ROWS_AN_OFFICER, PAGE, FAR_PAGE, PER_SECOND, WARM_UP_S] = [40, 250, 50, 30, 60, 1] as const
const BRANCH = 'unit-3'
const DAY_MS = 86_400_000
/** Of each ten applications six are this lender's, as with the largest KUR bank. */
const isOurs = (n: number) => n % 10 < 6

export const m9: Measure = {
  name: 'M9',
  rivals: ['ours'],
  amount: 100_000,
  async run(taken) {
    const { surroundings, settings } = taken
    const rival = await ours(surroundings, ['api', 'projector'], { only: 'microcredit' })
    await rival.start()
    const clients = await Promise.all([undefined, BRANCH].map(async (branch) => clientOf(taken, rival, branch)))
    const rows = surroundings.mongo.db(rival.place.database).collection(rival.place.rows)
    try {
      await insertAll(rows, rowsOf(settings.amount))
      const questions = await questionsTo(clients)
      for (const { client, path } of questions) await openLoop(client, PER_SECOND, WARM_UP_S, () => ({ path }))
      const { one, cpu } = sampler(taken)
      const spent = cpuMeter([...rival.processes, ...surroundings.engines])
      const all: number[] = []
      const samples: Sample[] = []
      for (const { name, client, path } of questions) {
        const { latencies, wrong } = await openLoop(client, PER_SECOND, settings.seconds, () => ({ path }))
        if (wrong > 0) throw new Error(`${wrong} pages of ${path} were not answered`)
        all.push(...latencies)
        samples.push(one(`M9 worklist, ${name}, p99`, 'ms', quantile(latencies, 0.99)))
      }
      const cpuMs = spent(all.length)
      const bare = await bareDriver(rows, settings.seconds * 20)
      const ascending = all.toSorted((a, b) => a - b)
      return [
        one('M9 worklist p50', 'ms', quantile(ascending, 0.5)),
        one('M9 worklist p99', 'ms', quantile(ascending, 0.99)),
        { ...one('M9 worklist p50', 'ms', quantile(bare, 0.5)), rival: 'limit' },
        { ...one('M9 worklist p99', 'ms', quantile(bare, 0.99)), rival: 'limit' },
        ...samples,
        ...cpu('M9 worklist page', cpuMs),
      ]
    } finally {
      for (const client of clients) client.close()
      await rival.stop()
    }
  },
}

function rowsOf(count: number): Document[] {
  const histories = Object.entries(ways)
    .filter(([status]) => status !== 'none' && status !== 'draft')
    .map(([, way]) => folded(told(way)))
  const now = Date.now()
  return Array.from({ length: count }, (_, n) => {
    const { fold, seq } = histories[n % histories.length] as (typeof histories)[number]
    const officer = `officer-${n % Math.ceil(count / ROWS_AN_OFFICER)}`
    const row = {
      ...fold.row,
      lender: isOurs(n) ? LENDER : `org-${n % 40}`,
      unit: `unit-${n % UNITS}`,
      officer,
      hands: [officer],
      plafonIdr: 1_000_000 * (10 + ((n * 7_919) % 490)),
      submittedAt: new Date(now - ((n * 104_729) % 900) * DAY_MS).toISOString(),
      // Most are due in the weeks to come, one in five was due.
      dueAt:
        fold.row.dueAt === null && n % 3 === 0 ? null : new Date(now + ((n * 7_919) % 50) * DAY_MS - 10 * DAY_MS).toISOString(),
    }
    return { _id: randomUUID(), seq, hidden: false, row: { application: fold.application, row } }
  })
}

function folded(events: ReturnType<typeof told>): { fold: WorklistFold; seq: number } {
  let fold: WorklistFold | null = null
  for (const event of events) fold = foldWorklist(fold, event, '2025-03-10T03:00:00.000Z')
  if (!fold) throw new Error('a history of no event')
  return { fold, seq: events.length }
}

const dayBefore = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10)

const QUESTIONS: readonly { readonly name: string; readonly query: Record<string, string>; readonly branch?: true }[] = [
  { name: 'all', query: {} },
  { name: 'by state', query: { status: 'surveying' } },
  { name: 'mine', query: { officer: 'officer-1' } },
  { name: "the officers' turn", query: { holder: 'officer' } },
  { name: 'overdue', query: { overdue: 'true' } },
  { name: 'of a branch', query: {}, branch: true },
  { name: 'by state in a branch', query: { status: 'surveying' }, branch: true },
  { name: 'by scheme', query: { scheme: 'MIKRO' } },
  { name: 'by amount', query: { plafonFromIdr: '30000000', plafonToIdr: '50000000' } },
  { name: 'by submission', query: { submittedFrom: dayBefore(700), submittedBefore: dayBefore(100) } },
]

interface Question {
  readonly name: string
  readonly client: Client
  readonly path: string
}

/** Each question, and the page that is reached after many others. */
async function questionsTo([whole, branch]: readonly Client[]): Promise<Question[]> {
  if (!whole || !branch) throw new Error('one client of the whole lender, one of a branch')
  const questions = QUESTIONS.map(({ name, query, ...more }) => ({
    name,
    client: more.branch ? branch : whole,
    path: `/microcredit/worklist?${new URLSearchParams({ ...query, limit: String(PAGE) }).toString()}`,
  }))
  for (const question of questions) await fullPage(question)
  const [first] = questions
  if (!first) throw new Error('no question')
  let path = first.path
  for (let page = 2; page <= FAR_PAGE; page += 1) path = `${first.path}&after=${await fullPage({ ...first, path })}`
  return [...questions, { name: `page ${FAR_PAGE} of all`, client: whole, path }]
}

/** Answers the cursor of the next one. */
async function fullPage({ client, path, name }: Question): Promise<string> {
  const { status, body } = await client.ask({ path })
  if (status !== 200) throw new Error(`the worklist answers ${status}: ${body}`)
  const { items, next } = JSON.parse(body) as { items: unknown[]; next: string | null }
  if (items.length !== PAGE) throw new Error(`${name}: ${items.length} rows, not ${PAGE}`)
  return next ?? ''
}

async function clientOf({ surroundings }: Taken, { port }: Rival, branch: string | undefined): Promise<Client> {
  const who = { as: 'officer', org: LENDER, person: 'officer-1', ...(branch === undefined ? {} : { branch }) }
  return new Client(port, await surroundings.tokenFor(who), 32)
}

/** One after the other, as few as the loop of the driver's own; ascending. */
async function bareDriver(rows: Collection, count: number): Promise<number[]> {
  const now = new Date().toISOString()
  const filters = [
    {},
    { 'row.row.status': 'surveying' },
    { 'row.row.hands': 'officer-1' },
    { 'row.row.holder': 'officer' },
    { 'row.row.dueAt': { $lt: now } },
  ]
  const latencies: number[] = []
  for (let n = 0; n < count; n += 1) {
    const at = performance.now()
    const found = await rows
      .find({ 'row.row.lender': LENDER, ...filters[n % filters.length] })
      .sort({ 'row.row.dueAt': 1, _id: 1 })
      .limit(PAGE)
      .toArray()
    JSON.stringify(found)
    latencies.push(performance.now() - at)
  }
  return latencies.toSorted((a, b) => a - b)
}
