import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { repeatedly } from './repeatedly.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Work of so many milliseconds; when each began, and how many were under way at once at most. */
function working({ takesMs, everyMs = 1_000 }: { takesMs: number; everyMs?: number }) {
  const begun: number[] = []
  const failed: unknown[] = []
  const under = { way: 0, most: 0 }
  vi.setSystemTime(0)
  const work = async () => {
    begun.push(Date.now())
    under.most = Math.max(under.most, (under.way += 1))
    await new Promise((resolve) => setTimeout(resolve, takesMs))
    under.way -= 1
    if (begun.length === 1) throw new Error('the first fails')
  }
  return { ...repeatedly({ everyMs, work, onError: (error) => void failed.push(error) }), begun, failed, under }
}

test('begins at once, pauses after each, and what failed is told and comes again', async () => {
  const { begun, failed, stop } = working({ takesMs: 100 })
  await vi.advanceTimersByTimeAsync(2_500)
  expect(begun).toEqual([0, 1_100, 2_200])
  expect(failed).toEqual([new Error('the first fails')])
  await stop()
  expect(vi.getTimerCount()).toBe(0)
})

test('a wake begins at once; while one is under way it begins one more right after, never a second beside it', async () => {
  const { begun, wake, stop, under } = working({ takesMs: 100 })
  await vi.advanceTimersByTimeAsync(50)
  for (let n = 0; n < 3; n += 1) wake()
  await vi.advanceTimersByTimeAsync(250)
  expect(begun).toEqual([0, 100])
  wake()
  await vi.advanceTimersByTimeAsync(10)
  expect(begun).toEqual([0, 100, 300])
  expect(under.most).toBe(1)
  const stopped = stop()
  await vi.advanceTimersByTimeAsync(100)
  await stopped
})

test('stopped, it waits for what is under way and leaves no timer', async () => {
  const { begun, under, stop, wake } = working({ takesMs: 100 })
  await vi.advanceTimersByTimeAsync(50)
  let isOver = false
  const stopped = stop().then(() => (isOver = true))
  await vi.advanceTimersByTimeAsync(10)
  expect([isOver, under.way]).toEqual([false, 1])
  await vi.advanceTimersByTimeAsync(50)
  await stopped
  wake()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(begun).toEqual([0])
  expect(vi.getTimerCount()).toBe(0)
})
