// Lays work out before the clock runs: documents that wait for a relay, messages that wait for a consumer, both of drafts begun and saved.
// Guarantees: what lies there is what Simpul's own code would have written, byte for byte the same size; the same for every rival.
import { randomUUID } from 'node:crypto'
import { applicationContract } from '@simpul/contracts'
import { eventId, type Envelope } from '@simpul/platform'
import type { Collection, Db, Document } from '../../packages/platform/src/mongo/driver.ts'
import { application } from '../../services/microcredit/src/application/aggregate.ts'
import { initial } from '../../services/microcredit/src/application/application.ts'
import { evolve, type ApplicationEvent } from '../../services/microcredit/src/application/events.ts'
import { draftOf } from './commands.ts'
import { inParallel } from '../../packages/platform/src/process/inParallel.ts'

/** A command of the stand-in answers sooner than a larger one, and a real MongoDB takes it as well. */
const DOCUMENTS_A_COMMAND = 250
const SENT_AT_ONCE = 2

export interface Laid {
  readonly id: string
  readonly document: Document
  readonly envelopes: readonly Envelope[]
}

/** An application that was begun and saved once: two events, about 1 kB. */
export function savedDraft(person: string, n: number): Laid {
  const id = randomUUID()
  const events: ApplicationEvent[] = [
    { type: 'DraftStarted', applicationId: id, applicant: { person, organisation: null } },
    { type: 'DraftSaved', changes: draftOf(n) },
  ]
  const envelopes = events.map((event, index) => envelopeOf(id, index + 1, event))
  const state = events.reduce(evolve, initial)
  const [first] = envelopes
  return {
    id,
    envelopes,
    document: {
      ...application.copies(state),
      _id: id,
      version: events.length,
      stateSchema: 1,
      state,
      createdBy: { commandId: first?.commandId, fingerprint: first?.fingerprint },
      outbox: [],
    },
  }
}

function envelopeOf(id: string, sequence: number, { type, ...data }: ApplicationEvent): Envelope {
  const commandId = randomUUID()
  return {
    id: eventId(id, sequence),
    aggregateId: id,
    sequence,
    type,
    source: applicationContract.source,
    time: new Date().toISOString(),
    data,
    commandId,
    fingerprint: FINGERPRINT,
    actor: 'bench',
    correlationId: commandId,
    causationId: commandId,
  }
}

const FINGERPRINT = 'f'.repeat(43)

/** The indexes that Simpul's own application documents, log and worklist have. */
export const INDEXES = {
  documents: [{ outboxSince: 1 }, { applicantPerson: 1 }, { lender: 1, status: 1 }],
  log: [{ aggregateId: 1, commandId: 1 }],
  uniqueInLog: { aggregateId: 1, sequence: 1 },
} as const

export async function insertAll(collection: Collection, documents: readonly Document[]): Promise<void> {
  const portions = Array.from({ length: Math.ceil(documents.length / DOCUMENTS_A_COMMAND) }, (_, n) =>
    documents.slice(n * DOCUMENTS_A_COMMAND, (n + 1) * DOCUMENTS_A_COMMAND),
  )
  await inParallel(SENT_AT_ONCE, portions, async (portion) => void (await collection.insertMany(portion, { ordered: false })))
}

export async function prepareDocuments(db: Db, documents: string): Promise<void> {
  for (const keys of INDEXES.documents) await db.collection(documents).createIndex(keys)
  const log = db.collection(`${documents}.events`)
  for (const keys of INDEXES.log) await log.createIndex(keys)
  await log.createIndex(INDEXES.uniqueInLog, { unique: true })
}
