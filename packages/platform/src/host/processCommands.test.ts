// Reading an aggregate across releases: what is read is what would be decided on.
import { expect, test } from 'vitest'
import { executor } from '../aggregate/execute.ts'
import { counter } from '../aggregate/sample.ts'
import { systemClock } from '../clock.ts'
import { ownFeed } from '../feed/feed.ts'
import { MemoryLog, MemoryStore } from '../memory/memoryStore.ts'
import { processCommands } from './processCommands.ts'

const store = new MemoryStore()
const log = new MemoryLog()

/** The same counter as a program of that release has it. */
const release = (stateSchema: number) => {
  const aggregate = { ...counter, stateSchema }
  const execute = executor(aggregate, { store, log, clock: systemClock, wake: () => undefined, random: () => 0 })
  return processCommands(() => ({ aggregate, store, log, feed: ownFeed(store, log), execute }), systemClock)
}

test('a state of another release is not read as it stands: an older one is folded anew, a newer one refused', async () => {
  const now = release(1)
  await now.send(counter, 'c', { type: 'OpenCounter', owner: 'siti' }, { commandId: 'a', actor: 's', creates: true })
  const stored = await store.load('c')
  // As the release before wrote it.
  const before = { status: 'open', holder: 'siti' }
  await store.removeSent([{ id: 'c', sequence: 1 }])
  await log.append(stored?.outbox ?? [])
  await store.update({ id: 'c', from: 1, state: before, stateSchema: 0, copies: {}, envelopes: [], at: 0 })

  expect(await now.state(counter, 'c')).toEqual({ state: { status: 'open', owner: 'siti', total: 0 }, version: 1 })
  await expect(release(1).state({ ...counter, stateSchema: -1 }, 'c')).rejects.toMatchObject({ code: 'platform/newer-state' })
  expect(await now.state(counter, 'nobody')).toBeNull()
})
