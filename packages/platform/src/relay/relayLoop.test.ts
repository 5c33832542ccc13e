// When rounds are made: at once for a lone commit, gathered in a stream, by the poll for other processes' commits.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { relayLimits, RelayLoop, type Relay } from './relay.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Rounds that move what they are told, and when each began. */
function looping(moves: (round: number) => number, mayWork = () => true) {
  const begun: number[] = []
  const round = async () => moves(begun.push(Date.now()))
  vi.setSystemTime(0)
  const loop = new RelayLoop({ round, settled: async () => undefined } as unknown as Relay, {
    pollMs: 200,
    mayWork,
    onError: () => undefined,
  })
  loop.start()
  return { loop, begun }
}

test('with nothing to do it polls, and a wake begins a round at once', async () => {
  const { loop, begun } = looping(() => 0)
  await vi.advanceTimersByTimeAsync(450)
  expect(begun).toEqual([0, 200, 400])
  loop.wake()
  await vi.advanceTimersByTimeAsync(0)
  expect(begun).toEqual([0, 200, 400, 450])
  const stopped = loop.stop()
  await vi.advanceTimersByTimeAsync(0)
  await stopped
})

test('in a stream of commits rounds are apart, the more the fuller they are, whoever wakes; a lone commit and a backlog do not wait', async () => {
  const { loop, begun } = looping((round) =>
    round === 1 ? 6 : round === 2 ? 20 : round === 3 ? 150 : round === 4 ? 1 : round === 5 ? relayLimits.documentsPerRoundMax : 0,
  )
  for (let ms = 0; ms < 150; ms += 1) {
    loop.wake()
    await vi.advanceTimersByTimeAsync(1)
  }
  expect(begun.slice(0, 6)).toEqual([0, 9, 39, 139, 139, 139])
  const stopped = loop.stop()
  await vi.advanceTimersByTimeAsync(0)
  await stopped
})

test('where nothing is committed for a while it polls less often, until something moves', async () => {
  let moves = 0
  const { loop, begun } = looping(() => moves)
  await vi.advanceTimersByTimeAsync(200 * relayLimits.quietAfterRounds + 2_000)
  const last = () => begun.slice(-2).map((at) => (begun.at(-1) ?? 0) - at)[0]
  expect(last()).toBe(200 * relayLimits.quietFactor)
  moves = 1
  await vi.advanceTimersByTimeAsync(2_000)
  expect(last()).toBe(200)
  const stopped = loop.stop()
  await vi.advanceTimersByTimeAsync(0)
  await stopped
})

test('stopped while it gathers, it ends at once', async () => {
  const { loop, begun } = looping(() => 5)
  await vi.advanceTimersByTimeAsync(5)
  const stopped = loop.stop()
  await vi.advanceTimersByTimeAsync(0)
  await stopped
  expect(begun).toEqual([0])
})

test('while another process works it makes no round and has no timer, also when woken; its turn begins with a wake', async () => {
  let mine = false
  const { loop, begun } = looping(
    () => 0,
    () => mine,
  )
  loop.wake()
  await vi.advanceTimersByTimeAsync(60_000)
  expect([begun, vi.getTimerCount()]).toEqual([[], 0])
  mine = true
  loop.wake()
  await vi.advanceTimersByTimeAsync(0)
  expect(begun).toEqual([60_000])
  const stopped = loop.stop()
  await vi.advanceTimersByTimeAsync(0)
  await stopped
})
