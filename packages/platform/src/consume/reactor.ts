// Runs a reaction as an ordered consumer: each event's command in turn, then the key's position.
// Guarantees: no event of a key is skipped; after a crash between commands and position the commands are sent again, under the same ids;
// a database that is away and an aggregate that is busy block no key: the batch comes again.
import { SpanKind } from '@opentelemetry/api'
import { Refusal } from '@simpul/kernel'
import { toEvent, type Envelope } from '../aggregate/envelope.ts'
import { crashPoint } from '../crashPoint.ts'
import type { Commands } from '../host/commands.ts'
import { withSpan } from '../observe/tracing.ts'
import { inParallel } from '../process/inParallel.ts'
import type { OrderedHandler, OrderedSession } from './orderedConsumer.ts'
import type { PositionStore } from './positions.ts'
import type { AnyReaction } from './reaction.ts'

/** Half of what may wait for one aggregate in a process: the commands of a batch may all go to one (a lender's quota). */
const KEYS_AT_ONCE = 32

/** Busy, catching up, outcome unknown: the platform's own "not now", which says nothing about the event. */
const isNotNow = (error: unknown) => error instanceof Refusal && error.entry.status === 503 && error.code.startsWith('platform/')

export interface ReactorOptions {
  readonly group: string
  /** An error of the database that passes. */
  isTransient?(error: unknown): boolean
}

export function reactor(
  declared: AnyReaction,
  positions: PositionStore,
  commands: Commands,
  { group, isTransient = () => false }: ReactorOptions,
): OrderedHandler {
  const passes = (error: unknown) => isNotNow(error) || isTransient(error)
  return {
    group,
    async open(keys) {
      return new ReactorSession(declared, positions, commands, { group, passes }, await positions.sequences(keys))
    },
  }
}

interface Passing {
  readonly group: string
  passes(error: unknown): boolean
}

class ReactorSession implements OrderedSession {
  private readonly declared: AnyReaction
  private readonly positions: PositionStore
  private readonly commands: Commands
  private readonly passing: Passing
  private readonly loaded: Map<string, number>

  constructor(
    declared: AnyReaction,
    positions: PositionStore,
    commands: Commands,
    passing: Passing,
    loaded: Map<string, number>,
  ) {
    this.declared = declared
    this.positions = positions
    this.commands = commands
    this.passing = passing
    this.loaded = loaded
  }

  sequenceOf(key: string): number {
    return this.loaded.get(key) ?? 0
  }

  async apply(events: ReadonlyMap<string, readonly Envelope[]>): Promise<Map<string, Error>> {
    const failures = new Map<string, Error>()
    // Keys side by side, the events of one key in turn. What fails for now is thrown after the others had their turn.
    let notNow: unknown
    await inParallel(KEYS_AT_ONCE, [...events], async ([key, envelopes]) => {
      try {
        await this.applyKey(key, envelopes)
      } catch (error) {
        if (this.passing.passes(error)) notNow = error
        else failures.set(key, error instanceof Error ? error : new Error(String(error)))
      }
    })
    if (notNow !== undefined) throw notNow
    return failures
  }

  /** One write a key: after a crash its effects come again, under the same command ids. */
  private async applyKey(key: string, envelopes: readonly Envelope[]): Promise<void> {
    const before = this.sequenceOf(key)
    try {
      for (const envelope of envelopes) await this.applyOne(key, envelope)
    } finally {
      const done = this.sequenceOf(key)
      if (done > before) await this.positions.advance(key, done)
    }
  }

  private async applyOne(key: string, envelope: Envelope): Promise<void> {
    const handle = () => this.declared.handle(toEvent(envelope), envelope, this.commands)
    await withSpan(`react ${this.passing.group}`, envelope.traceparent, handle, SpanKind.CONSUMER)
    crashPoint('reaction/after-effect')
    this.loaded.set(key, envelope.sequence)
  }
}
