import { expect, test } from 'vitest'
import { MemoryGenerations } from '../consume/generations.ts'
import { pointerLimits, servedRows } from './servedRows.ts'

function setUp() {
  const generations = new MemoryGenerations()
  let nowMs = 0
  const clock = { now: () => nowMs, monotonic: () => nowMs, sleep: async () => undefined }
  let asked = 0
  const counted = { of: (projection: string) => ((asked += 1), generations.of(projection)) }
  const rows = servedRows(counted, 'sums', clock)
  return { generations, rows, asked: () => asked, pass: (ms: number) => void (nowMs += ms) }
}
const name = async (collection: string) => collection

test('the pointer is asked for once a second, however many read', async () => {
  const { rows, asked, pass } = setUp()
  await Promise.all(Array.from({ length: 50 }, () => rows.read(name)))
  pass(pointerLimits.refreshMs - 1)
  expect(await rows.read(name)).toBe('rows.sums')
  expect(asked()).toBe(1)
})

test('a flip is seen within a second', async () => {
  const { rows, generations, pass } = setUp()
  await rows.read(name)
  await generations.flip('sums', await generations.begin('sums'))
  pass(pointerLimits.refreshMs)
  expect(await rows.read(name)).toBe('rows.sums.g2')
})

test('a read that was paused while its rows were replaced and dropped reads again', async () => {
  const { rows, generations, pass } = setUp()
  const read: string[] = []
  const answer = await rows.read(async (collection) => {
    read.push(collection)
    if (read.length > 1) return 'all rows'
    await generations.flip('sums', await generations.begin('sums'))
    pass(pointerLimits.trustedMs)
    return 'none: dropped'
  })
  expect(answer).toBe('all rows')
  expect(read).toEqual(['rows.sums', 'rows.sums.g2'])
})
