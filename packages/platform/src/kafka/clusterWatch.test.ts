import type { Admin, Kafka } from 'kafkajs'
import { afterEach, expect, test } from 'vitest'
import { systemClock } from '../clock.ts'
import { ClusterWatch } from './clusterWatch.ts'

let watch: ClusterWatch
afterEach(() => watch.stop())

function setUp() {
  const kafka = { clusterId: 'first', away: false, topics: true }
  const told: string[] = []
  const errors: unknown[] = []
  let failures = 0
  const admin = {
    connect: async () => {
      if (kafka.away) throw new Error('away')
    },
    disconnect: async () => undefined,
    describeCluster: async () => ({ brokers: [], controller: 1, clusterId: kafka.clusterId }),
  } as unknown as Admin
  watch = new ClusterWatch({
    kafka: { admin: () => admin } as unknown as Kafka,
    clock: systemClock,
    intervalMs: 2,
    async prepare() {
      const missing = !kafka.topics
      kafka.topics = true
      return missing
    },
    async onNew() {
      told.push(kafka.clusterId)
      if ((failures -= 1) >= 0) throw new Error('not yet')
    },
    onError: (error) => errors.push(error),
  })
  return { kafka, told, errors, failNext: (times: number) => void (failures = times) }
}

const rounds = () => new Promise((resolve) => setTimeout(resolve, 40))

test('a Kafka that stays the same is nobody told of, also one that was away for a while', async () => {
  const { kafka, told, errors } = setUp()
  kafka.topics = false
  await watch.open()
  watch.start()
  kafka.away = true
  await expect.poll(() => errors.length).toBeGreaterThan(1)
  kafka.away = false
  await rounds()
  expect(told).toEqual([])
})

test('another cluster, and a topic that is gone, are told once each', async () => {
  const { kafka, told } = setUp()
  await watch.open()
  watch.start()
  kafka.clusterId = 'second'
  await expect.poll(() => told).toEqual(['second'])
  kafka.topics = false
  await expect.poll(() => told).toEqual(['second', 'second'])
  await rounds()
  expect(told).toHaveLength(2)
})

test('who could not begin anew is told again', async () => {
  const { kafka, told, failNext } = setUp()
  await watch.open()
  watch.start()
  failNext(2)
  kafka.clusterId = 'second'
  await expect.poll(() => told).toHaveLength(3)
  await rounds()
  expect(told).toHaveLength(3)
})
