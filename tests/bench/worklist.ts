// M9: pages of a worklist of 100,000 applications, through the api, at a fixed rate; LIMIT asks the database the same by the bare driver.
// Guarantees: rows are folds of real histories, laid out in the projection's own collection; a page that is not full ends the run.
import { randomUUID } from 'node:crypto'
import { told, ways } from '../../services/microcredit/src/application/example.ts'
import { foldWorklist, type WorklistFold } from '../../services/microcredit/src/projections/worklist.ts'
import type { Collection, Document } from '../../packages/platform/src/mongo/driver.ts'
import { insertAll } from './layOut.ts'
import { Client, openLoop, type Call } from './load.ts'
import { sampler, type Measure } from './measure.ts'
import { ours } from './rivals.ts'
import { quantile } from './samples.ts'

const LENDER = 'org-bank-besar'
const [UNITS, OFFICERS, PAGE, PER_SECOND, WARM_UP_S] = [40, 400, 50, 60, 2] as const
const DAY_MS = 86_400_000
/** Of each ten applications six are this lender's, as with the largest KUR bank. */
const isOurs = (n: number) => n % 10 < 6

export const m9: Measure = {
  name: 'M9',
  rivals: ['ours'],
  amount: 100_000,
  async run({ surroundings, settings, ...taken }) {
    const rival = await ours(surroundings, ['api', 'projector'], { only: 'microcredit' })
    await rival.start()
    const token = await surroundings.tokenFor({ as: 'officer', org: LENDER, person: 'officer-1' })
    const client = new Client(rival.port, token, 32)
    const rows = surroundings.mongo.db(rival.place.database).collection(rival.place.rows)
    try {
      await insertAll(rows, rowsOf(settings.amount))
      const asked = await pages(client)
      await openLoop(client, PER_SECOND, WARM_UP_S, (n) => asked[n % asked.length] as Call)
      const byQuestion = Map.groupBy(asked, ({ path }) => path)
      const { one } = sampler(taken)
      const all: number[] = []
      const samples = []
      for (const [path, [call]] of byQuestion) {
        const { latencies, wrong } = await openLoop(client, PER_SECOND, settings.seconds, () => call as Call)
        if (wrong > 0) throw new Error(`${wrong} pages of ${path} were not answered`)
        all.push(...latencies)
        samples.push(one(`M9 worklist ${nameOf(path)} p99`, 'ms', quantile(latencies, 0.99)))
      }
      const bare = await bareDriver(rows, settings.seconds * 20)
      const ascending = all.toSorted((a, b) => a - b)
      return [
        one('M9 worklist p50', 'ms', quantile(ascending, 0.5)),
        one('M9 worklist p99', 'ms', quantile(ascending, 0.99)),
        { ...one('M9 worklist p50', 'ms', quantile(bare, 0.5)), rival: 'limit' },
        { ...one('M9 worklist p99', 'ms', quantile(bare, 0.99)), rival: 'limit' },
        ...samples,
      ]
    } finally {
      client.close()
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
    const officer = `officer-${n % OFFICERS}`
    const row = {
      ...fold.row,
      lender: isOurs(n) ? LENDER : `org-${n % 40}`,
      unit: `unit-${n % UNITS}`,
      officer,
      hands: [officer],
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

const QUESTIONS = {
  all: {},
  'by state': { status: 'surveying' },
  mine: { officer: 'officer-1' },
  "the officer's turn": { holder: 'officer' },
  overdue: { overdue: 'true' },
} as const

/** Each question, and the second page of the first one. */
async function pages(client: Client): Promise<Call[]> {
  const questions = Object.values(QUESTIONS).map((query) => ({
    path: `/microcredit/worklist?${new URLSearchParams({ ...query, limit: String(PAGE) }).toString()}`,
  }))
  const answers = await Promise.all(questions.map((question) => client.ask(question)))
  const found = answers.map(({ status, body }) => {
    if (status !== 200) throw new Error(`the worklist answers ${status}: ${body}`)
    return JSON.parse(body) as { items: unknown[]; next: string | null }
  })
  for (const [index, { items }] of found.entries())
    if (items.length !== PAGE) throw new Error(`${questions[index]?.path} has ${items.length} rows, not ${PAGE}`)
  return [...questions, { path: `${questions[0]?.path}&after=${found[0]?.next ?? ''}` }]
}

const nameOf = (path: string) => {
  if (path.includes('after=')) return 'next page'
  const asked = Object.entries(QUESTIONS).find(([, query]) => Object.values(query).some((value) => path.includes(`=${value}`)))
  return asked?.[0] ?? 'all'
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
