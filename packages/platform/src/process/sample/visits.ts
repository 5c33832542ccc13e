// Visits in memory with the real command path, and an ordered consumer without Kafka: what the starter's tests stand on.
// Guarantees: what is committed is fed to the starter in order. Does not: lose, double or reorder anything; tests of the consumer do.
// Shown by starter.test.ts.
import { executor } from '../../aggregate/execute.ts'
import type { Unstamped } from '../../aggregate/aggregate.ts'
import { systemClock, type Clock } from '../../clock.ts'
import { MemoryBlockedKeys } from '../../consume/blocked.ts'
import { OrderedConsumer } from '../../consume/orderedConsumer.ts'
import { MemoryPositions } from '../../consume/positions.ts'
import { ownFeed } from '../../feed/feed.ts'
import type { CommandMeta, Commands } from '../../host/commands.ts'
import { MemoryLog, MemoryStore } from '../../memory/memoryStore.ts'
import { Starter } from '../starter.ts'
import { sweep, SweepLoop } from '../sweep.ts'
import type { Workflows } from '../workflows.ts'
import { visiting } from './process.ts'
import { visit, visitEvents, type Visit, type VisitCommand, type VisitEvent } from './visit.ts'

const DEADLINE_MS = 10_000

/** `service`: the task queue, its own for each test. `hears`: all events when absent. */
export function visitsWith(workflows: Workflows, service = 'sample', hears?: readonly VisitEvent['type'][]) {
  const process = hears === undefined ? visiting : { ...visiting, hears }
  const store = new MemoryStore()
  const log = new MemoryLog()
  const feed = ownFeed(store, log)
  const positions = new MemoryPositions()
  const statesOf = async (ids: readonly string[]) =>
    new Map((await store.loadMany(ids)).map(({ id, state }) => [id, state] as const))
  const starter = new Starter({ service, process, workflows, positions, feed, statesOf })
  const stuck: string[] = []
  const onStuck = (id: string, cause: string) => void stuck.push(`${id}: ${cause}`)
  const consumer = new OrderedConsumer({
    contract: visitEvents,
    handler: starter,
    feed,
    blocked: new MemoryBlockedKeys(),
    clock: systemClock,
    onBlocked: onStuck,
    onStranger: () => undefined,
  })
  const sweeping = { process, starter, workflows, feed, onStuck }
  const onError = (error: unknown) => void stuck.push(String(error))
  return {
    ...commanding(store, log),
    starter,
    consumer,
    positions,
    feed,
    stuck,
    sweep: () => sweep(sweeping),
    sweepLoop: (clock: Clock) => new SweepLoop({ ...sweeping, clock, prepare: async () => undefined, onError }),
    state: async (id: string) => ((await store.load(id))?.state ?? null) as Visit | null,
    types: async (id: string) => (await feed.events(id, 1, 500)).map(({ type }) => type),
  }
}

function commanding(store: MemoryStore, log: MemoryLog) {
  const execute = executor(visit, { store, log, clock: systemClock, wake: () => undefined, random: Math.random })
  const give = (target: string, command: Unstamped<VisitCommand>, meta: CommandMeta) =>
    execute({
      correlationId: 'c',
      causationId: 'c',
      ...meta,
      target,
      command,
      fingerprint: meta.commandId,
      deadline: systemClock.now() + DEADLINE_MS,
      caller: 'process',
    })
  const commands = {
    send: (_visit: unknown, target: string, command: Unstamped<VisitCommand>, meta: CommandMeta) => give(target, command, meta),
  } as unknown as Commands
  let n = 0
  /** By hand, as an officer or the family would. */
  const say = (id: string, command: Unstamped<VisitCommand>) => {
    n += 1
    return give(id, command, { commandId: `hand:${n}`, actor: 'siti', creates: command.type === 'AskVisit' })
  }
  return { commands, say }
}
