import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { OffsetCommits, offsetLimits, type Offset } from './offsetCommits.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function setUp() {
  const committed: Offset[][] = []
  let fails = false
  const commits = new OffsetCommits(async (offsets) => {
    if (fails) throw new Error('rebalancing')
    committed.push(offsets)
  })
  return { committed, commits, fail: (now: boolean) => void (fails = now) }
}

test('many batches are one commit of the last offset of each partition, soon after the first', async () => {
  const { committed, commits } = setUp()
  for (const offset of ['7', '8', '9']) commits.note('t', 0, offset)
  commits.note('t', 2, '9007199254740993')
  await vi.advanceTimersByTimeAsync(offsetLimits.everyMs - 1)
  expect(committed).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  expect(committed).toEqual([
    [
      { topic: 't', partition: 0, offset: '10' },
      { topic: 't', partition: 2, offset: '9007199254740994' },
    ],
  ])
  await vi.advanceTimersByTimeAsync(10 * offsetLimits.everyMs)
  expect(committed).toHaveLength(1)
})

test('before the end what is left is committed at once; a partition that was given away is not', async () => {
  const { committed, commits } = setUp()
  commits.note('t', 0, '1')
  commits.forget()
  commits.note('t', 1, '4')
  await commits.end()
  expect(committed).toEqual([[{ topic: 't', partition: 1, offset: '5' }]])
  expect(vi.getTimerCount()).toBe(0)
})

test('a Kafka that is away holds nobody’s end up', async () => {
  const commits = new OffsetCommits(() => new Promise(() => undefined))
  commits.note('t', 0, '1')
  let ended = false
  const ending = commits.end().then(() => (ended = true))
  await vi.advanceTimersByTimeAsync(offsetLimits.lastWithinMs - 1)
  expect(ended).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  await ending
})

test('a commit that fails is nobody’s error, and the next batch is committed again', async () => {
  const { committed, commits, fail } = setUp()
  fail(true)
  commits.note('t', 0, '1')
  await vi.advanceTimersByTimeAsync(offsetLimits.everyMs)
  fail(false)
  commits.note('t', 0, '2')
  await vi.advanceTimersByTimeAsync(offsetLimits.everyMs)
  expect(committed).toEqual([[{ topic: 't', partition: 0, offset: '3' }]])
})
