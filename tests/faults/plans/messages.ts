// F7 and F8: what strangers and old copies can do to a topic.
// Guarantees: every message that is put there carries the header by which the checker knows it; poison is under keys of its own, so that
// nobody's application stands still for it. Does not: send a type of a newer release, for which a partition waits by design.
import { INJECTED, readKafka, type KafkaRecord } from '@simpul/testkit/checker'
import { Kafka, logLevel, type Message } from 'kafkajs'
import type { Stage } from '../stage/stage.ts'
import { subjects } from '../sums/subjects.ts'
import { pause, type Disturbing, type Plan } from './plan.ts'

const kafkaOf = (stage: Stage) =>
  new Kafka({
    clientId: 'simpul-stranger',
    brokers: [stage.addresses.brokers],
    logLevel: logLevel.NOTHING,
    retry: { retries: 8 },
  })
export const topicOf = ({ epoch }: Stage, source: string) => `${epoch}.${source}.v1`
export const SOURCES = ['microcredit.application', 'microcredit.quota', 'partners.party'] as const

/** Everybody who reads this source. */
export function readersOf(source: string): { role: 'projector' | 'process'; group: string }[] {
  return subjects.flatMap(({ name, projections, reactions, processes }) => [
    ...projections
      .filter(({ from }) => from.source === source)
      .map((each) => ({ role: 'projector' as const, group: `${name}.${each.name}` })),
    ...[...reactions, ...processes]
      .filter(({ from }) => from.source === source)
      .map((each) => ({ role: 'process' as const, group: `${name}.${each.name}` })),
  ])
}

async function sending(
  stage: Stage,
  send: (to: (topic: string, messages: Message[]) => Promise<void>) => Promise<void>,
): Promise<void> {
  const producer = kafkaOf(stage).producer({ allowAutoTopicCreation: false })
  await producer.connect()
  try {
    await send(async (topic, messages) => void (await producer.send({ topic, messages })))
  } finally {
    await producer.disconnect()
  }
}

/** The first event of an aggregate that never was, but for what is wrong with it. */
function poisonOf(source: string, type: string, key: string): Record<string, Partial<Message>> {
  const headers = {
    [INJECTED]: 'poison',
    ce_id: `${key}:000000000001`,
    ce_sequence: '000000000001',
    ce_type: `id.simpul.${source}.${type}.v1`,
    ce_time: new Date().toISOString(),
  }
  const value = '{"unexpected":true}'
  return {
    'bad JSON': { value: '{"half":', headers },
    'a wrong schema': { value, headers },
    'no value': { value: null, headers },
    '900 kB': { value: `{"filler":"${'x'.repeat(900_000)}"}`, headers },
    'a header that is no UTF-8': { value, headers: { ...headers, ce_time: Buffer.from([0xff, 0xfe]) } },
    'ten thousand headers': {
      value,
      headers: { ...headers, ...Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`h${n}`, 'x'])) },
    },
    'an id of somebody else': { value, headers: { ...headers, ce_id: 'other:000000000001' } },
    'a type of another topic': { value, headers: { ...headers, ce_type: 'id.simpul.other.thing.Happened.v1' } },
  }
}

const firstType = (source: string) =>
  Object.keys(
    subjects.flatMap(({ aggregates }) => aggregates).find(({ contract }) => contract.source === source)?.contract.types ?? {},
  )[0] ?? ''

async function poison({ stage, random, say, poisoned }: Disturbing): Promise<void> {
  await sending(stage, async (send) => {
    for (const source of SOURCES) {
      for (const name of Object.keys(poisonOf(source, '', ''))) {
        const key = `poison-${random.uuid()}`
        const message = poisonOf(source, firstType(source), key)[name]
        await send(topicOf(stage, source), [{ value: null, ...message, key }])
        for (const { group } of readersOf(source)) poisoned(group, key)
        say(`${name} on ${source} under ${key}`)
      }
      await send(topicOf(stage, source), [{ key: null, value: 'who are you', headers: { [INJECTED]: 'stranger' } }])
    }
  })
}

const asMessage = ({ key, value, headers }: KafkaRecord): Message => ({
  key,
  value,
  headers: { ...headers, [INJECTED]: 'replay' },
})

/** Events that were sent long ago, one to five times, in any order. */
async function replay({ stage, random, say }: Disturbing): Promise<void> {
  const records = (await readKafka(stage.addresses.brokers, stage.epoch)).filter(({ headers }) => headers[INJECTED] === undefined)
  const chosen = records.filter(() => random.chance(Math.min(1, 500 / Math.max(1, records.length))))
  const copies = chosen.flatMap((record) => Array.from({ length: random.between(1, 5) }, () => record))
  for (let at = copies.length - 1; at > 0; at -= 1) {
    const other = random.between(0, at)
    ;[copies[at], copies[other]] = [copies[other] as KafkaRecord, copies[at] as KafkaRecord]
  }
  say(`${copies.length} copies of ${chosen.length} old events, shuffled`)
  await sending(stage, async (send) => {
    for (const [topic, of] of Map.groupBy(copies, (record) => record.topic)) await send(topic, of.map(asMessage))
  })
}

const SESSION_ENDS_MS = 8_000

/** The role is frozen until its groups are empty; then they begin at the first message again. */
async function resetOffsets(disturbing: Disturbing, sources: readonly string[] = SOURCES): Promise<void> {
  const { stage, random, say } = disturbing
  const role = random.of(['projector', 'process'] as const)
  stage.roles[role].signal('SIGSTOP')
  await new Promise((resolve) => setTimeout(resolve, SESSION_ENDS_MS))
  const admin = kafkaOf(stage).admin()
  await admin.connect()
  for (const source of sources)
    for (const { group } of readersOf(source).filter((each) => each.role === role)) {
      const reset = admin.resetOffsets({ groupId: `${stage.epoch}.${group}`, topic: topicOf(stage, source), earliest: true })
      await reset.then(
        () => say(`${group} begins ${source} at zero again`),
        (error: Error) => say(`${group} could not be reset: ${error.message}`),
      )
    }
  await admin.disconnect()
  stage.roles[role].signal('SIGCONT')
}

export const poisoning: Plan = {
  name: 'F7',
  says: 'poison of eight kinds and messages of strangers on three topics',
  async disturb(disturbing) {
    while (Date.now() < disturbing.until) {
      await poison(disturbing)
      await pause(disturbing, 10_000)
    }
  },
}

export const replaying: Plan = {
  name: 'F8',
  says: 'old events come again, up to five times and shuffled; groups begin at offset zero',
  async disturb(disturbing) {
    while (Date.now() < disturbing.until) {
      await replay(disturbing)
      await resetOffsets(disturbing)
      await pause(disturbing, 5_000)
    }
  },
}

export const messages: Plan = {
  name: 'messages',
  says: `${poisoning.says}; ${replaying.says}, once`,
  async disturb(disturbing) {
    await poison(disturbing)
    await replay(disturbing)
    await resetOffsets(disturbing, ['microcredit.application'])
  },
}
