import type { Admin } from 'kafkajs'
import { expect, test } from 'vitest'
import { ensureTopics, topicDefaults } from './topics.ts'

/** A broker where another process is just making the topic: listed, but without a leader for so many looks. */
function adminWith(looksWithoutLeader: number) {
  let looks = 0
  const admin = {
    listTopics: async () => ['e1.sample.counter.v1'],
    fetchTopicMetadata: async () => {
      looks += 1
      if (looks <= looksWithoutLeader)
        throw Object.assign(new Error('This server does not host this topic-partition'), { name: 'KafkaJSProtocolError' })
      return { topics: [{ name: 'e1.sample.counter.v1', partitions: [{ leader: 0 }, { leader: 0 }] }] }
    },
  }
  return admin as unknown as Admin
}

const settings = { epoch: 'e1', ...topicDefaults }

test('a topic that another process is just making is waited for', async () => {
  expect(await ensureTopics(adminWith(2), settings, ['sample.counter'])).toEqual({
    created: false,
    partitions: new Map([['sample.counter', 2]]),
  })
})
