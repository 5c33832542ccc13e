// Growth: what a command costs when there are 1,000 applications, 10,000, 100,000 (a million on demand: `--sizes`).
// Guarantees: aggregates, their log and their rows are laid out alike; updates go to aggregates among all of them. LIMIT does the same
// updates by driver alone over as many documents with the same indexes: where it bends too, the database does.
import { randomInt } from 'node:crypto'
import { mongo } from 'mongoose'
import { encode } from '../../packages/platform/src/kafka/codec.ts'
import { beginning, commandsOf, draftOf, saving } from './commands.ts'
import { insertAll, prepareDocuments, savedDraft } from './layOut.ts'
import { Client } from './load.ts'
import { sampler, type Measure, type Taken } from './measure.ts'
import { rivalOf, type Rival } from './rivals.ts'
import type { Sample } from './samples.ts'

const PORTION = 10_000
const IDS_KEPT = 200_000
const COSTS = ['Growth create CPU of all', 'Growth update CPU of all'] as const

export const growth: Measure = {
  name: 'Growth',
  rivals: ['ours', 'limit'],
  async run(taken) {
    const { surroundings, settings } = taken
    const rival = await rivalOf(taken.rival, surroundings)
    await prepareDocuments(surroundings.mongo.db(rival.place.database), rival.place.documents)
    await rival.start()
    const client = new Client(rival.port, surroundings.token, settings.connections)
    const samples: Sample[] = []
    const ids: string[] = []
    try {
      let laid = 0
      for (const size of settings.sizes) {
        for (; laid < size; laid += Math.min(PORTION, size - laid)) ids.push(...(await layOut(taken, rival, laid, size)))
        const some = (n: number) => ids[randomInt(ids.length)] ?? ids[n % ids.length] ?? ''
        const create = await commandsOf('Growth create', taken, rival, client, () => beginning(rival), size)
        const update = await commandsOf('Growth update', taken, rival, client, (n) => saving(rival, some(n), n), size)
        samples.push(...create.samples, ...update.samples)
        if (ids.length > IDS_KEPT) ids.length = IDS_KEPT
      }
      return [...samples, ...overTheSmallest(taken, samples), ...(taken.rival === 'ours' ? bytesOf(taken) : [])]
    } finally {
      client.close()
      await rival.stop()
    }
  },
}

/** At most a portion; answers the ids. */
async function layOut({ surroundings }: Taken, rival: Rival, from: number, size: number): Promise<string[]> {
  const { place, name } = rival
  const db = surroundings.mongo.db(place.database)
  const laid = Array.from({ length: Math.min(PORTION, size - from) }, (_, n) => savedDraft(surroundings.person, from + n))
  const documents = laid.map(({ document }) =>
    name === 'ours'
      ? document
      : { ...document, status: 'draft', applicant: surroundings.person, forOrganisation: false, draft: draftOf(0) },
  )
  await insertAll(db.collection(place.documents), documents)
  if (name !== 'ours') return laid.map(({ id }) => id)
  await insertAll(
    db.collection(`${place.documents}.events`),
    laid.flatMap(({ envelopes }) => envelopes.map((envelope) => ({ ...envelope, _id: envelope.id }))),
  )
  await insertAll(db.collection(place.rows), laid.map(rowOf))
  return laid.map(({ id }) => id)
}

function rowOf({ id, document, envelopes }: ReturnType<typeof savedDraft>) {
  const application: unknown = document['state']
  const row = { status: 'draft', applicant: '', lender: null, scheme: 'MIKRO', plafonIdr: 10_000_000, hands: [], dueAt: null }
  return { _id: id, seq: envelopes.length, hidden: false, row: { application, row } }
}

/** What a draft begun and saved weighs as BSON, before indexes and compression; a message as Kafka stores it. */
function bytesOf(taken: Taken): Sample[] {
  const { document, envelopes, ...laid } = savedDraft(taken.surroundings.person, 0)
  const size = (value: object) => mongo.BSON.calculateObjectSize(value)
  const { one } = sampler(taken)
  const message = envelopes.map(encode).reduce((sum, each) => sum + JSON.stringify(each).length, 0)
  return [
    one('Growth bytes of an application', 'B', size(document) + size(rowOf({ ...laid, document, envelopes }))),
    one('Growth bytes of an event in the log', 'B', envelopes.reduce((sum, each) => sum + size(each), 0) / envelopes.length),
    one('Growth bytes of a message', 'B', message / envelopes.length),
  ]
}

/** 1.0: an operation costs what it cost among the fewest. */
function overTheSmallest(taken: Taken, samples: readonly Sample[]): Sample[] {
  const [smallest] = taken.settings.sizes
  return COSTS.flatMap((metric) => {
    const of = samples.filter((each) => each.metric === metric && each.process === undefined)
    const first = of.find(({ at }) => at === smallest)?.value ?? Number.NaN
    return of.map(({ value, at }) => sampler(taken, at).one(`${metric} over the fewest`, '×', value / first))
  })
}
