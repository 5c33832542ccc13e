// Aggregates that this process made and, as far as it knows, nobody else has changed since: somebody who begins something goes on with
// it, mostly where he began. Guarantees: what is remembered was true at its version, and every command up to it is there, so that the
// guarded write alone decides. Does not guarantee: that it is still true; only a write at that version proves it.
import type { Envelope } from './envelope.ts'
import type { Stored, Write } from './ports.ts'

export const madeHereLimits = {
  aggregatesMax: 1_000, // × a few KB, of each kind
  commandsMax: 200,
  /** Of the outbox as it would be had nothing left it; the database is asked before it is longer. */
  outboxEntriesMax: 16,
} as const

export interface Command {
  readonly commandId: string
  readonly fingerprint: string
}

/** With the version after its last event. */
export interface RecordedCommand extends Command {
  readonly id: string
  readonly version: number
}

export class MadeHere {
  private readonly known = new Map<string, { stored: Stored; readonly commands: Map<string, RecordedCommand> }>()
  private readonly outboxMax: number

  constructor(outboxMax: number) {
    this.outboxMax = Math.min(outboxMax, madeHereLimits.outboxEntriesMax)
  }

  find(id: string): Stored | null {
    return this.known.get(id)?.stored ?? null
  }

  /** The command as it was recorded; null when it was none of those up to the remembered version. */
  commandOf(stored: Stored, commandId: string): RecordedCommand | null {
    return this.known.get(stored.id)?.commands.get(commandId) ?? null
  }

  /** Whether the next command may be decided without asking for the outbox. */
  isShort(stored: Stored): boolean {
    return stored.outbox.length < this.outboxMax
  }

  /** Read again, and unchanged but for what has left the outbox. */
  refresh(stored: Stored, outbox: readonly Envelope[]): Stored {
    const refreshed = { ...stored, outbox }
    const known = this.known.get(stored.id)
    if (known) known.stored = refreshed
    return refreshed
  }

  forget(id: string): void {
    this.known.delete(id)
  }

  /** After a write that holds: over nothing, or over what is remembered. Over anything else the aggregate is forgotten. */
  wrote({ id, from, state, stateSchema, envelopes }: Write, by: Command): void {
    const known = from === 0 ? { commands: new Map<string, RecordedCommand>(), stored: null } : this.known.get(id)
    this.known.delete(id)
    if (!known || (known.stored?.version ?? 0) !== from || known.commands.size >= madeHereLimits.commandsMax) return
    const version = from + envelopes.length
    known.commands.set(by.commandId, { id, version, commandId: by.commandId, fingerprint: by.fingerprint })
    const { createdBy = { commandId: by.commandId, fingerprint: by.fingerprint }, outbox = [] } = known.stored ?? {}
    // As the database would give it back: without fields that are there and undefined.
    const asRead: unknown = JSON.parse(JSON.stringify(state))
    const stored: Stored = { id, version, stateSchema, state: asRead, createdBy, outbox: [...outbox, ...envelopes] }
    this.known.set(id, { stored, commands: known.commands })
    if (this.known.size <= madeHereLimits.aggregatesMax) return
    const [oldest] = this.known.keys()
    if (oldest !== undefined) this.known.delete(oldest)
  }
}
