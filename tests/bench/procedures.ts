// M5: procedures carried out a second, from the request to the end of the third step, and what they cost.
// Guarantees: each procedure asked for has ended, by its own record and by Temporal's, or the run does not count.
// Ours does three commands and sends five events for each; LIMIT starts bare workflows with three empty activities (emptySteps/).
import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from './load.ts'
import { sampler, type Measure, type Taken } from './measure.ts'
import { Namespace } from './namespace.ts'
import { cpuMeter } from './processes.ts'
import { ours, Rival } from './rivals.ts'
import { ROOT } from './surroundings.ts'

const WARM_UP = 30
const ASKED_AT_ONCE = 16
const LOOK_MS = 100
const PATIENCE_MS = 120_000

export const m5: Measure = {
  name: 'M5',
  rivals: ['ours', 'limit'],
  amount: 90,
  async run(taken) {
    const { surroundings, settings } = taken
    const { rival, namespace, ended } = await (taken.rival === 'ours' ? oursAt(taken) : limitAt())
    await rival.start()
    const client = new Client(rival.port, surroundings.token, ASKED_AT_ONCE)
    try {
      await asked(client, rival, WARM_UP)
      await until(rival, WARM_UP, ended)
      const spent = cpuMeter([...rival.processes, ...surroundings.engines])
      const begun = performance.now()
      await asked(client, rival, settings.amount)
      const answered = performance.now()
      await until(rival, WARM_UP + settings.amount, ended)
      const over = performance.now()
      const cpuMs = spent(settings.amount)
      await until(rival, 0, () => namespace.count('Running'))
      const completed = await namespace.count('Completed')
      if (completed !== WARM_UP + settings.amount)
        throw new Error(`${rival.name}: Temporal knows of ${completed} ended workflows`)
      const { one, cpu } = sampler(taken)
      return [
        one('M5 procedures asked', '/s', settings.amount / ((answered - begun) / 1_000)),
        one('M5 procedures done', '/s', settings.amount / ((over - begun) / 1_000)),
        ...cpu('M5 procedures done', cpuMs),
      ]
    } finally {
      client.close()
      await namespace.close()
      await rival.stop()
    }
  },
}

interface Stage {
  readonly rival: Rival
  readonly namespace: Namespace
  /** How many have ended. */
  ended(): Promise<number>
}

async function oursAt({ surroundings }: Taken): Promise<Stage> {
  const options = { program: 'tests/bench/errands/main.ts', service: 'errands' }
  const rival = await ours(surroundings, ['api,relay', 'projector,process', 'worker'], options)
  const documents = surroundings.mongo.db(rival.place.database).collection('errand')
  const namespace = new Namespace(`simpul-${rival.place.database.split('_')[0]}`)
  return { rival: at(rival, '/errands/errands'), namespace, ended: () => documents.countDocuments({ status: 'done' }) }
}

async function limitAt(): Promise<Stage> {
  const name = `empty-${randomBytes(4).toString('hex')}`
  const env = { NAMESPACE: name }
  const programs = ['worker', 'api'].map((role) => ({
    role,
    args: ['tests/bench/emptySteps/main.ts', '--roles', role],
    env,
    cwd: ROOT,
  }))
  const place = { database: '', documents: '', rows: '', topic: '', create: '/errands' }
  const namespace = new Namespace(name)
  await namespace.prepare()
  return { rival: new Rival('limit', place, programs), namespace, ended: () => namespace.count('Completed') }
}

/** Everything else of the place stays. */
const at = (rival: Rival, create: string): Rival => Object.assign(rival, { place: { ...rival.place, create } })

async function asked(client: Client, rival: Rival, count: number): Promise<void> {
  let left = count
  const lane = async () => {
    while (left > 0) {
      left -= 1
      const { status } = await client.ask({
        path: rival.place.create,
        body: '{}',
        headers: { 'idempotency-key': randomUUID() },
      })
      if (status !== 201) throw new Error(`${rival.name}: an errand was answered with ${status}`)
    }
  }
  await Promise.all(Array.from({ length: ASKED_AT_ONCE }, lane))
}

async function until(rival: Rival, wanted: number, found: () => Promise<number>): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS
  while ((await found()) !== wanted) {
    if (performance.now() > deadline) throw new Error(`${rival.name}: ${wanted} procedures did not end`)
    await sleep(LOOK_MS)
  }
}
