// M1: how many commands a second, and what they cost. Creation (a draft is begun) and update (600 bytes are saved in it), in turn.
// Guarantees: each rival's work is checked in its database afterwards; a rival whose answers and documents differ has no figure.
import { randomUUID } from 'node:crypto'
import { Client, closedLoop, type Call } from './load.ts'
import { sampler, type Measure, type Taken } from './measure.ts'
import { cpuMeter } from './processes.ts'
import { rivalOf, type Rival } from './rivals.ts'
import { quantile, type Sample } from './samples.ts'

const DRAFTS = 500
const WARM_UP_S = 3

export const draftOf = (n: number) => ({
  lender: 'org-bank-desa',
  unit: 'pusat',
  scheme: 'MIKRO' as const,
  plafonIdr: 10_000_000 + n,
  tenorMonths: 36,
  loanType: 'KMK' as const,
  purposeCode: 'modal-usaha',
  business: {
    sector: 'perdagangan-eceran-makanan',
    startedOn: '2024-01-05',
    yearlyTurnoverIdr: 180_000_000,
    hasNib: true,
    hasNpwp: false,
    ownerIsCivilServant: false,
    substitutes: ['surat-keterangan-usaha', 'surat-keterangan-rt-rw'],
  },
  documents: [
    { kind: 'nib', ref: '22222222-2222-4222-8222-222222222222' },
    { kind: 'foto-usaha', ref: '33333333-3333-4333-8333-333333333333' },
  ],
})

export const m1: Measure = {
  name: 'M1',
  rivals: ['ours', 'limit', 'peer', 'peer-safe'],
  async run(taken) {
    const { surroundings, settings } = taken
    const rival = await (await rivalOf(taken.rival, surroundings)).start()
    const client = new Client(rival.port, surroundings.token, settings.connections)
    try {
      const create = await commandsOf('M1 create', taken, rival, client, () => beginning(rival))
      const ids = await drafts(rival, client, DRAFTS)
      const update = await commandsOf('M1 update', taken, rival, client, (n) => saving(rival, ids[n % DRAFTS] ?? '', n))
      await checkWork(rival, taken, { created: create.done + DRAFTS, updated: update.done })
      return [...create.samples, ...update.samples]
    } finally {
      client.close()
      await rival.stop()
    }
  },
}

export const beginning = ({ place: { create } }: Rival): Call => ({
  path: create,
  body: '{"forOrganisation":false}',
  headers: keyed(),
})

export const saving = ({ place: { create } }: Rival, id: string, n: number): Call => ({
  path: `${create}/${id}/draft`,
  body: JSON.stringify(draftOf(n)),
  headers: keyed(),
})

const keyed = () => ({ 'idempotency-key': randomUUID() })

export async function drafts(rival: Rival, client: Client, count: number): Promise<string[]> {
  const ids: string[] = []
  for (let n = 0; n < count; n += 1) ids.push(idOf((await client.ask(beginning(rival))).body))
  return ids
}

export const idOf = (body: string) => (JSON.parse(body) as { id: string }).id

/** As many as the connections get through, after a warm-up. `done` counts both. */
export async function commandsOf(
  metric: string,
  { surroundings, settings, ...taken }: Taken,
  rival: Rival,
  client: Client,
  make: (n: number) => Call,
  at?: number,
): Promise<{ done: number; samples: Sample[] }> {
  const { connections, seconds } = settings
  const warm = await closedLoop(client, connections, WARM_UP_S, make)
  const spent = cpuMeter([...rival.processes, ...surroundings.engines])
  const outcome = await closedLoop(client, connections, seconds, (n) => make(n + warm.done))
  if (warm.wrong + outcome.wrong > 0) throw new Error(`${rival.name}: ${warm.wrong + outcome.wrong} answers were wrong`)
  const { one, cpu } = sampler(taken, at)
  const cpuMs = spent(outcome.done)
  const [ofApi = 0] = Object.entries(cpuMs).flatMap(([process, ms]) => (process.startsWith('api') ? [ms] : []))
  return {
    done: warm.done + outcome.done,
    samples: [
      one(metric, '/s', outcome.done / outcome.seconds),
      one(`${metric} p50`, 'ms', quantile(outcome.latencies, 0.5)),
      one(`${metric} p99`, 'ms', quantile(outcome.latencies, 0.99)),
      one(`${metric} CPU of the api`, 'ms', ofApi),
      ...cpu(metric, cpuMs),
    ],
  }
}

/** As many documents as creations were answered, their versions as many as writes were. */
async function checkWork(
  { name, place }: Rival,
  { surroundings }: Taken,
  { created, updated }: { created: number; updated: number },
): Promise<void> {
  const documents = surroundings.mongo.db(place.database).collection<{ version: number }>(place.documents)
  let [count, versions] = [0, 0]
  for await (const { version } of documents.find({}, { projection: { version: 1 } })) {
    count += 1
    versions += version
  }
  if (count !== created || versions !== created + updated)
    throw new Error(`${name}: ${created} and ${updated} were answered, stored are ${count} and ${versions - count}`)
}
