// The boot probe: no service accepts work on a database that loses or doubles a guarded write.
// Guarantees: throws UnsafeDatabase, one sentence, when guarded updates have not exactly one winner, when $push and $pull
//   lose entries to each other, or when a second document with the same _id is accepted.
// Does not: show durability (a kill does: infra/engines/mongodb) nor isolation over several documents, which nothing here uses.
import { randomUUID } from 'node:crypto'
import { systemClock } from '../clock.ts'

const CONTENDERS = 50 // finds an update that reads, then writes without its filter, in the first round on every machine tried
const DUPLICATE_KEY = 11000
const DURABLE = { writeConcern: { w: 'majority', journal: true } } as const

type Document = Record<string, unknown>

/** What the probe uses of a database; the driver's `Db` fits. */
export interface ProbedDatabase {
  collection(name: string): ProbedCollection
}
export interface ProbedCollection {
  insertOne(document: Document, options: object): Promise<unknown>
  updateOne(filter: Document, update: Document, options: object): Promise<{ matchedCount: number }>
  findOne(filter: Document): Promise<Document | null>
  deleteMany(filter: Document): Promise<unknown>
}

export class UnsafeDatabase extends Error {
  override readonly name = 'UnsafeDatabase'
}

/** Of a process that was killed in the middle of its probe; nobody's takes so long. */
const LEFT_BEHIND_MS = 600_000

/** Takes some 50 ms and leaves nothing behind; what a killed one left, a later one takes away. */
export async function probeAtomicity(database: ProbedDatabase, now = systemClock.now()): Promise<void> {
  const collection = database.collection('probes')
  const probe: Probe = { collection, id: randomUUID(), at: now }
  try {
    await oneWinner(probe)
    await nothingLost(probe)
    await oneDocumentAnId(probe)
  } finally {
    await collection.deleteMany({ probe: probe.id })
    await collection.deleteMany({ at: { $lt: now - LEFT_BEHIND_MS } })
  }
}

interface Probe {
  readonly collection: ProbedCollection
  readonly id: string
  readonly at: number
}

/** A document that no other probe touches. */
const own = ({ id, at }: Probe, name: string) => ({ _id: `${id}:${name}`, probe: id, at })

async function oneWinner(probe: Probe): Promise<void> {
  const { collection } = probe
  const guarded = own(probe, 'guarded')
  const { _id } = guarded
  await collection.insertOne({ ...guarded, version: 0 }, DURABLE)
  const attempts = await Promise.all(
    contenders((n) => collection.updateOne({ _id, version: 0 }, { $inc: { version: 1 }, $set: { by: n } }, DURABLE)),
  )
  const winners = attempts.reduce((sum, { matchedCount }) => sum + matchedCount, 0)
  const version = (await collection.findOne({ _id }))?.['version']
  if (winners === 1 && version === 1) return
  throw unsafe(`${winners} of ${CONTENDERS} guarded updates won instead of one, and the version became ${String(version)}`)
}

/** The command path pushes events while the relay pulls sent ones, both on the same array. */
async function nothingLost(probe: Probe): Promise<void> {
  const { collection } = probe
  const array = own(probe, 'outbox')
  const { _id } = array
  const sent = contenders((n) => ({ id: `sent-${n}` }))
  await collection.insertOne({ ...array, count: 0, outbox: sent }, DURABLE)
  await Promise.all([
    ...contenders((n) => collection.updateOne({ _id }, { $push: { outbox: { id: `new-${n}` } }, $inc: { count: 1 } }, DURABLE)),
    ...sent.map(({ id }) => collection.updateOne({ _id }, { $pull: { outbox: { id } } }, DURABLE)),
  ])
  const found = await collection.findOne({ _id })
  const ids = ((found?.['outbox'] ?? []) as { id: string }[]).map(({ id }) => id).sort()
  const expected = contenders((n) => `new-${n}`).sort()
  if (found?.['count'] === CONTENDERS && ids.join() === expected.join()) return
  throw unsafe(
    `after ${CONTENDERS} $push beside ${CONTENDERS} $pull the array holds ${ids.length} entries, not the ${CONTENDERS} pushed`,
  )
}

async function oneDocumentAnId(probe: Probe): Promise<void> {
  const unique = own(probe, 'unique')
  const outcomes = await Promise.allSettled(contenders((n) => probe.collection.insertOne({ ...unique, by: n }, DURABLE)))
  const accepted = outcomes.filter(({ status }) => status === 'fulfilled').length
  const others = outcomes.filter((outcome) => outcome.status === 'rejected' && codeOf(outcome.reason) !== DUPLICATE_KEY)
  if (accepted === 1 && others.length === 0) return
  throw unsafe(
    `${accepted} of ${CONTENDERS} inserts of one _id were accepted, ${others.length} refused without code ${DUPLICATE_KEY}`,
  )
}

const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code

const contenders = <T>(each: (n: number) => T): T[] => Array.from({ length: CONTENDERS }, (_, n) => each(n))

const unsafe = (seen: string): UnsafeDatabase =>
  new UnsafeDatabase(
    `Basis data ini tidak menjaga tulisan tetap atomik, maka Simpul tidak dijalankan / this database does not keep writes atomic, so Simpul does not start: ${seen}.`,
  )
