// Commands on behalf of a reaction or a step, on the aggregates that this process hosts.
// Guarantees: the fingerprint is the command id, so a repetition is known by its id alone. Does not: try again; whoever calls does.
import type { AnyAggregate } from '../aggregate/aggregate.ts'
import type { Execute } from '../aggregate/execute.ts'
import type { AggregateStore, EventLog } from '../aggregate/ports.ts'
import type { Clock } from '../clock.ts'
import type { Feed } from '../feed/feed.ts'
import { traceparentOf } from '../observe/tracing.ts'
import type { Commands } from './commands.ts'

const PROCESS_DEADLINE_MS = 10_000 // a process tries again for days; one attempt need not hold its caller longer

export interface HostedAggregate {
  readonly aggregate: AnyAggregate
  readonly store: AggregateStore
  readonly log: EventLog
  readonly feed: Feed
  // oxlint-disable-next-line typescript/no-explicit-any -- the types of state and command were checked where the aggregate was declared
  readonly execute: Execute<any, any>
}

export function processCommands(of: (source: string) => HostedAggregate, clock: Clock): Commands {
  return {
    send: (aggregate, target, command, meta) => {
      const { commandId, actor, correlationId = commandId, causationId = commandId, ...more } = meta
      const traceparent = traceparentOf() ?? meta.traceparent
      return of(aggregate.contract.source).execute({
        target,
        command,
        commandId,
        // A process derives its command from what it reacts to, so the id alone says that it is the same command.
        fingerprint: commandId,
        actor,
        correlationId,
        causationId,
        deadline: clock.now() + PROCESS_DEADLINE_MS,
        caller: 'process',
        ...more,
        ...(traceparent === undefined ? {} : { traceparent }),
      })
    },
    state: async (aggregate, id) => {
      const stored = await of(aggregate.contract.source).store.load(id)
      return stored ? { state: stored.state as never, version: stored.version } : null
    },
  }
}
