// The simulation's Kafka keeps the contract that KafkaJS keeps with a real broker: a friendlier one would hide what the real one does.
import { afterAll } from 'vitest'
import { kafkaContract } from '../../packages/platform/src/kafka/kafka.contract.ts'
import type { EventConsumer } from '../../packages/platform/src/kafka/ports.ts'
import { Kafka } from './kafka.ts'
import type { Plan } from './plan.ts'
import { Random } from './random.ts'
import { Machine, Process, Scheduler } from './scheduler.ts'
import { Wire } from './wire.ts'

const undisturbed: Plan = { seed: 1, shuffle: 0, clients: 0, commandsEach: 0, places: 0, events: 0, callFaultShare: 0, kinds: [] }

/** Its steps are taken as long as the tests of this file run. */
function turning() {
  const random = new Random(1, 'contract')
  const scheduler = new Scheduler(random)
  const wire = new Wire(scheduler, random, undisturbed)
  const kafka = new Kafka(scheduler, wire, random)
  const end = new AbortController()
  const turns = (async () => {
    while (!end.signal.aborted) {
      await scheduler.run(() => end.signal.aborted, Infinity)
      await new Promise((resolve) => setImmediate(resolve))
    }
  })()
  afterAll(() => {
    end.abort()
    return turns
  })
  return { scheduler, wire, kafka, process: () => new Process(new Machine('reader'), scheduler.nowMs) }
}

const here = turning()
const away = turning()
away.wire.awayUntil.kafka = Infinity

function consumer(): EventConsumer {
  const { kafka, process, scheduler } = here
  const member = process()
  return {
    async run({ group, sources, onBatch }) {
      for (const source of sources) kafka.join(member, group, source, onBatch)
    },
    // A consumer that is told to stop ends its batch and commits it first; one that crashes is the simulation's own matter.
    async stop() {
      await scheduler.sleep(null, 1_000, 'stops')
      kafka.leave(member)
    },
  }
}

kafkaContract('the simulation', () => ({
  producer: () => here.kafka.producer(here.process()),
  consumer,
  producerWithoutBroker: () => away.kafka.producer(away.process()),
}))
