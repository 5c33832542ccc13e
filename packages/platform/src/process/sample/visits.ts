// Visits in memory with the real command path, and an ordered consumer without Kafka: what the starter's tests stand on.
import { executor } from '../../aggregate/execute.ts'
import type { Unstamped } from '../../aggregate/aggregate.ts'
import { systemClock, type Clock } from '../../clock.ts'
import { MemoryBlockedKeys } from '../../consume/blocked.ts'
import { OrderedConsumer } from '../../consume/orderedConsumer.ts'
import { MemoryPositions } from '../../consume/positions.ts'
import { ownFeed } from '../../feed/feed.ts'
import type { Commands } from '../../host/commands.ts'
import { MemoryLog, MemoryStore } from '../../memory/memoryStore.ts'
import { Starter } from '../starter.ts'
import { sweep, SweepLoop } from '../sweep.ts'
import type { Workflows } from '../workflows.ts'
import { visiting } from './process.ts'
import { visit, visitEvents, type Visit, type VisitCommand } from './visit.ts'

const DEADLINE_MS = 10_000

/** `service`: the task queue, its own for each test. */
export function visitsWith(workflows: Workflows, service = 'sample') {
  const store = new MemoryStore()
  const log = new MemoryLog()
  const execute = executor(visit, { store, log, clock: systemClock, wake: () => undefined, random: Math.random })
  const feed = ownFeed(store, log)
  const blocked = new MemoryBlockedKeys()
  const positions = new MemoryPositions()
  const stateOf = async (id: string) => (await store.load(id))?.state ?? null
  const starter = new Starter({ service, process: visiting, workflows, positions, feed, stateOf })
  const stuck: string[] = []
  const onBlocked = (key: string, cause: string) => void stuck.push(`${key}: ${cause}`)
  const consumer = new OrderedConsumer({
    contract: visitEvents,
    handler: starter,
    feed,
    blocked,
    clock: systemClock,
    onBlocked,
    onStranger: () => undefined,
  })
  const commands = {
    send: (_aggregate: unknown, target: string, command: never, meta: { commandId: string; actor: string }) =>
      execute({
        target,
        command,
        ...meta,
        fingerprint: meta.commandId,
        correlationId: 'c',
        causationId: 'c',
        deadline: systemClock.now() + DEADLINE_MS,
        caller: 'process',
      }),
    state: async () => null,
  } as unknown as Commands
  let n = 0
  return {
    starter,
    consumer,
    positions,
    feed,
    commands,
    stuck,
    /** By hand, as an officer or the family would. */
    say: (id: string, command: Unstamped<VisitCommand>) =>
      execute({
        target: id,
        command,
        commandId: `hand:${(n += 1)}`,
        fingerprint: 'hand',
        actor: 'siti',
        correlationId: 'c',
        causationId: 'c',
        deadline: systemClock.now() + DEADLINE_MS,
        caller: 'process',
        creates: command.type === 'AskVisit',
      }),
    sweep: () => sweep({ process: visiting, starter, workflows, feed, onStuck: onBlocked }),
    sweepLoop: (clock: Clock) =>
      new SweepLoop({
        process: visiting,
        starter,
        workflows,
        feed,
        clock,
        prepare: async () => undefined,
        onStuck: onBlocked,
        onError: (error) => void stuck.push(String(error)),
      }),
    state: async (id: string) => (await stateOf(id)) as Visit | null,
    types: async (id: string) => (await feed.events(id, 1, 500)).map(({ type }) => type),
  }
}
