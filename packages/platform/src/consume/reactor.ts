// Runs a reaction as an ordered consumer: each event's command in turn, then the position.
// Guarantees: no event of a key is skipped; after a crash between command and position the command is sent again, under the same id; what
// passes by itself is tried without limit and blocks nothing.
import { SpanKind } from '@opentelemetry/api'
import { toEvent, type Envelope } from '../aggregate/envelope.ts'
import { crashPoint } from '../crashPoint.ts'
import type { Commands } from '../host/commands.ts'
import { withSpan } from '../observe/tracing.ts'
import { meaningOf } from '../process/failures.ts'
import type { OrderedHandler, OrderedSession } from './orderedConsumer.ts'
import type { PositionStore } from './positions.ts'
import type { AnyReaction } from './reaction.ts'

export function reactor(declared: AnyReaction, positions: PositionStore, commands: Commands, group: string): OrderedHandler {
  return {
    group,
    async open(keys) {
      return new ReactorSession(declared, positions, commands, group, await positions.sequences(keys))
    },
  }
}

class ReactorSession implements OrderedSession {
  private readonly declared: AnyReaction
  private readonly positions: PositionStore
  private readonly commands: Commands
  private readonly group: string
  private readonly loaded: Map<string, number>

  constructor(declared: AnyReaction, positions: PositionStore, commands: Commands, group: string, loaded: Map<string, number>) {
    this.declared = declared
    this.positions = positions
    this.commands = commands
    this.group = group
    this.loaded = loaded
  }

  sequenceOf(key: string): number {
    return this.loaded.get(key) ?? 0
  }

  async apply(events: ReadonlyMap<string, readonly Envelope[]>): Promise<Map<string, Error>> {
    const failures = new Map<string, Error>()
    const passing: Error[] = []
    // Keys side by side, the events of one key in turn: their commands may go to one hot aggregate, which queues them anyway.
    await Promise.all(
      [...events].map(async ([key, envelopes]) => {
        try {
          for (const envelope of envelopes) await this.applyOne(key, envelope)
        } catch (error) {
          const known = error instanceof Error ? error : new Error(String(error))
          if (meaningOf(known).kind === 'again') passing.push(known)
          else failures.set(key, known)
        }
      }),
    )
    // A database that is away, an outbox or a pool that is full: it passes, and no operator is needed. The batch comes again, without limit.
    if (passing[0]) throw passing[0]
    return failures
  }

  private async applyOne(key: string, envelope: Envelope): Promise<void> {
    const handle = () => this.declared.handle(toEvent(envelope), envelope, this.commands)
    await withSpan(`react ${this.group}`, envelope.traceparent, handle, SpanKind.CONSUMER)
    crashPoint('reaction/after-effect')
    await this.positions.advance(key, envelope.sequence - 1, envelope.sequence)
    // A faster consumer of the group has advanced it too: the effects were the same, by their command ids.
    this.loaded.set(key, envelope.sequence)
  }
}
