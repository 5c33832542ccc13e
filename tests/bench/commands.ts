// M1: how many commands a second, and what they cost. Creation (a draft is begun) and update (600 bytes are saved in it), in turn.
// Guarantees: each rival's work is checked in its database afterwards; a rival whose answers and documents differ has no figure.
import { randomUUID } from 'node:crypto'
import { mongo } from 'mongoose'
import { Client, closedLoop, quantile, type Call } from './load.ts'
import { cpuOf, type Measured } from './processes.ts'
import { startRival, type Rival, type RivalName, type Surroundings } from './rivals.ts'

export interface CommandFigures {
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** CPU milliseconds an operation, by process; engines included. */
  readonly cpuMs: Readonly<Record<string, number>>
}

export interface CommandRound {
  readonly rival: RivalName
  readonly create: CommandFigures
  readonly update: CommandFigures
}

const DRAFTS = 500
const WARM_UP_S = 3

export const draftOf = (n: number) =>
  JSON.stringify({
    lender: 'org-bank-desa',
    unit: 'pusat',
    scheme: 'MIKRO',
    plafonIdr: 10_000_000 + n,
    tenorMonths: 36,
    loanType: 'KMK',
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

export interface CommandSettings {
  readonly connections: number
  readonly seconds: number
  readonly engines: readonly Measured[]
  readonly mongoUrl: string
}

export async function commandRound(
  name: RivalName,
  surroundings: Surroundings,
  settings: CommandSettings,
): Promise<CommandRound> {
  const rival = await startRival(name, surroundings)
  const client = new Client(rival.port, surroundings.token, settings.connections)
  try {
    const begin = (): Call => ({ path: rival.create, body: '{"forOrganisation":false}', headers: keyed() })
    const create = await measured(rival, client, settings, begin)
    const ids: string[] = []
    for (let n = 0; n < DRAFTS; n += 1) ids.push((JSON.parse((await client.post(begin())).body) as { id: string }).id)
    const save = (n: number): Call => ({ path: `${rival.create}/${ids[n % DRAFTS]}/draft`, body: draftOf(n), headers: keyed() })
    const update = await measured(rival, client, settings, save)
    await checkWork(rival, settings.mongoUrl, { created: create.done + DRAFTS, updated: update.done })
    return { rival: name, create: create.figures, update: update.figures }
  } finally {
    client.close()
    await rival.stop()
  }
}

const keyed = () => ({ 'idempotency-key': randomUUID() })

async function measured(rival: Rival, client: Client, settings: CommandSettings, make: (n: number) => Call) {
  const { connections, seconds, engines } = settings
  const warm = await closedLoop(client, connections, WARM_UP_S, make)
  const all = [...rival.processes, ...engines]
  const before = cpuOf(all)
  const outcome = await closedLoop(client, connections, seconds, (n) => make(n + warm.done))
  const after = cpuOf(all)
  if (warm.wrong + outcome.wrong > 0) throw new Error(`${rival.name}: ${warm.wrong + outcome.wrong} answers were wrong`)
  const cpuMs = Object.fromEntries(
    all.map(({ role }) => [role, ((after.get(role) ?? 0) - (before.get(role) ?? 0)) / outcome.done]),
  )
  const figures: CommandFigures = {
    perSecond: outcome.done / outcome.seconds,
    p50Ms: quantile(outcome.latencies, 0.5),
    p99Ms: quantile(outcome.latencies, 0.99),
    cpuMs,
  }
  return { done: warm.done + outcome.done, figures }
}

/** As many documents as creations were answered, their versions as many as writes were. */
async function checkWork(
  rival: Rival,
  mongoUrl: string,
  { created, updated }: { created: number; updated: number },
): Promise<void> {
  const client = await new mongo.MongoClient(mongoUrl).connect()
  try {
    const name = rival.name === 'ours' ? 'application' : 'applications'
    const documents = client.db(rival.rows.database).collection<{ version: number }>(name)
    const [count, versions] = [
      await documents.countDocuments(),
      await sumOfVersions(documents.find({}, { projection: { version: 1 } })),
    ]
    if (count !== created || versions !== created + updated)
      throw new Error(`${rival.name}: ${created} and ${updated} were answered, stored are ${count} and ${versions - count}`)
  } finally {
    await client.close()
  }
}

async function sumOfVersions(found: AsyncIterable<{ version: number }>): Promise<number> {
  let sum = 0
  for await (const { version } of found) sum += version
  return sum
}
