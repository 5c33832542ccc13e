// F10: a rebalance storm: strangers join consumer groups and leave them again, every three seconds.
// Guarantees: a stranger takes partitions and commits nothing, so what it is given waits until it has left.
import { Kafka, logLevel } from 'kafkajs'
import { readersOf, SOURCES, topicOf } from './messages.ts'
import { pause, type Disturbing, type Plan } from './plan.ts'

const EVERY_MS = 3_000
const SESSION_MS = 6_000 // the broker's least

const GROUPS = SOURCES.flatMap((source) => readersOf(source).map(({ group }) => ({ source, group })))

async function visit(disturbing: Disturbing): Promise<void> {
  const { stage, random, say } = disturbing
  const { source, group } = random.of(GROUPS)
  say(`a stranger joins ${group} for ${source}`)
  const kafka = new Kafka({ clientId: 'simpul-stranger', brokers: [stage.addresses.brokers], logLevel: logLevel.NOTHING })
  const consumer = kafka.consumer({
    groupId: `${stage.epoch}.${group}`,
    sessionTimeout: SESSION_MS,
    rebalanceTimeout: SESSION_MS,
    heartbeatInterval: 600,
    allowAutoTopicCreation: false,
  })
  await consumer.connect()
  await consumer.subscribe({ topics: [topicOf(stage, source)] })
  await consumer.run({ autoCommit: false, eachBatch: () => Promise.resolve() })
  await pause(disturbing, random.between(EVERY_MS, 2 * EVERY_MS))
  await consumer.disconnect()
}

export const storm: Plan = {
  name: 'F10',
  says: 'every three seconds a stranger joins a consumer group, takes partitions, does nothing and leaves',
  async disturb(disturbing) {
    const visits: Promise<void>[] = []
    while (Date.now() < disturbing.until) {
      visits.push(visit(disturbing).catch((error: Error) => disturbing.say(`a stranger could not stay: ${error.message}`)))
      await pause(disturbing, EVERY_MS)
    }
    await Promise.all(visits)
  },
}
