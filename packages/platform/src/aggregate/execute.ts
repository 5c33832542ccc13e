// The command path: load → duplicate? → decide → one guarded write (architecture §4).
// Guarantees: a command id changes an aggregate at most once, whatever is retried, lost or raced; an older program never saves a newer
// state; nothing is written for a refusal. Does not guarantee: order between different aggregates.
import type { Instant } from '@simpul/kernel'
import { instantOf, type Clock } from '../clock.ts'
import { crashPoint } from '../crashPoint.ts'
import type { Aggregate, CommandBody, Unstamped } from './aggregate.ts'
import { checkEvent } from './contract.ts'
import { toEnvelopes, toEvent, type Envelope, type EventBody, type Provenance, type Recorded } from './envelope.ts'
import { commandLimits, type CommandLimits } from './limits.ts'
import { markOf, marksWith } from './mark.ts'
import type { AggregateStore, EventLog, Pending, Stored, Write } from './ports.ts'
import { KeyedQueue } from './queue.ts'
import { refuse } from './refusals.ts'

export interface Execution<State, Command extends CommandBody> extends Provenance {
  readonly target: string
  /**
   * A function is asked anew at each attempt, after the actor is authorised and no record of the command was found: what it looks up
   * may have changed since the command was recorded, and who may not do this makes it look up nothing.
   */
  readonly command: Unstamped<Command> | (() => Unstamped<Command> | Promise<Unstamped<Command>>)
  /** The command may create the aggregate. Otherwise an unknown target is `platform/not-found`. */
  readonly creates?: boolean
  /** If-Match. */
  readonly expectedVersion?: number
  /** Milliseconds since 1970 after which no further attempt is made. */
  readonly deadline: number
  readonly caller: 'http' | 'process'
  /** Throws a Refusal when this actor may not do this to this state. Asked before a duplicate is answered, too. */
  authorise?(state: State): void
}

export interface ExecuteDeps {
  readonly store: AggregateStore
  readonly log: EventLog
  readonly clock: Clock
  /** Tells the relay in this process what was committed: all that may be in the aggregate's outbox now. */
  wake(committed: Pending): void
  random(): number
  readonly limits?: CommandLimits
}

export type Execute<State, Command extends CommandBody> = (execution: Execution<State, Command>) => Promise<Recorded>

export function executor<State, Command extends CommandBody, Event extends EventBody>(
  aggregate: Aggregate<State, Command, Event>,
  deps: ExecuteDeps,
): Execute<State, Command> {
  const limits = deps.limits ?? commandLimits
  const queue = new KeyedQueue(limits.queueLengthMax)
  const path = new CommandPath(aggregate, deps, limits)
  return (execution) => queue.run(execution.target, () => path.untilDecided(execution))
}

class CommandPath<State, Command extends CommandBody, Event extends EventBody> {
  private readonly aggregate: Aggregate<State, Command, Event>
  private readonly deps: ExecuteDeps
  private readonly limits: CommandLimits

  constructor(aggregate: Aggregate<State, Command, Event>, deps: ExecuteDeps, limits: CommandLimits) {
    this.aggregate = aggregate
    this.deps = deps
    this.limits = limits
  }

  /** Attempts from the start until the outcome is certain or the deadline has passed. */
  async untilDecided(execution: Execution<State, Command>): Promise<Recorded> {
    const { clock, store } = this.deps
    for (let attempt = 1; ; attempt += 1) {
      let unknown = false
      try {
        const recorded = await this.attempt(execution, attempt === 1)
        if (recorded) return recorded
      } catch (error) {
        // A write whose answer was lost is never assumed done or undone: the next attempt looks.
        if (!store.isTransient(error)) throw error
        unknown = true
      }
      const delay = this.limits.retryDelayMs * Math.min(2 ** attempt, 64) * (0.5 + this.deps.random())
      if (clock.now() + delay >= execution.deadline) throw refuse(unknown ? 'platform/outcome-unknown' : 'platform/busy')
      await clock.sleep(delay)
    }
  }

  /** Null when another writer was faster. */
  private async attempt(execution: Execution<State, Command>, first: boolean): Promise<Recorded | null> {
    // A new aggregate's first attempt goes straight to the insert: the id is derived from the command, so "already there" is the look-up.
    const stored = execution.creates && first ? null : await this.deps.store.load(execution.target)
    if (!stored) {
      if (!execution.creates) throw refuse('platform/not-found')
      return first ? this.createOrLook(execution) : this.commit(execution, null, this.aggregate.decider.initial)
    }
    const state = await understood(this.aggregate, stored, this.deps.log)
    execution.authorise?.(state)
    const duplicate = await this.findDuplicate(execution, stored)
    if (duplicate) return duplicate
    if (execution.expectedVersion !== undefined && execution.expectedVersion !== stored.version)
      throw refuse('platform/version-changed', { version: stored.version })
    return this.commit(execution, stored, state)
  }

  /** A repeated creation may fail by now (a closed window, a look-up that is down) although it was recorded then: look before failing. */
  private async createOrLook(execution: Execution<State, Command>): Promise<Recorded | null> {
    try {
      const created = await this.commit(execution, null, this.aggregate.decider.initial)
      if (created) return created
    } catch (error) {
      if (this.deps.store.isTransient(error)) throw error
    }
    return this.attempt(execution, false)
  }

  /** Outbox first, log second: the relay logs before it removes, so after the load a committed command is in one of the two. */
  private async findDuplicate(execution: Execution<State, Command>, stored: Stored): Promise<Recorded | null> {
    const ofCommand = (envelope: Envelope) => envelope.commandId === execution.commandId
    let events: readonly Envelope[] = stored.outbox.filter(ofCommand)
    if (events.length === 0 && stored.marks?.includes(markOf(execution.commandId)) === false) return null
    if (events.length === 0) events = await this.deps.log.byCommand(execution.target, execution.commandId)
    const last = events.at(-1)
    if (!last) return null
    if (last.fingerprint !== execution.fingerprint) throw refuse('platform/key-reused')
    return { id: execution.target, version: Math.max(...events.map((event) => event.sequence)) }
  }

  private async commit(execution: Execution<State, Command>, stored: Stored | null, state: State): Promise<Recorded | null> {
    const { decider, stateSchema, copies } = this.aggregate
    const version = stored?.version ?? 0
    if (!stored) execution.authorise?.(state)
    const { command: given } = execution
    const unstamped = typeof given === 'function' ? await given() : given
    const at = this.deps.clock.now()
    // The unstamped command plus `now` is the command; TypeScript cannot see that through the distributive Omit.
    const command = { ...unstamped, now: instantOf(at) } as unknown as Command
    const events = decider.decide(state, command)
    if (events.length === 0) return { id: execution.target, version }
    const envelopes = this.envelopes(execution, version, events, instantOf(at))
    this.refuseWhenFull(execution, stored, envelopes)
    const next = events.reduce(decider.evolve, state)
    const marks = marksWith(stored ? stored.marks : [], execution.commandId, this.limits.marksMax)
    const of = { id: execution.target, from: version, envelopes, at }
    const write: Write = { ...of, state: next, stateSchema, copies: copies(next), ...(marks ? { marks } : {}) }
    const written = stored ? await this.deps.store.update(write) : await this.deps.store.insert(write)
    if (!written) return null
    crashPoint('command/after-commit')
    this.deps.wake({ id: execution.target, envelopes: [...(stored?.outbox ?? []), ...envelopes] })
    return { id: execution.target, version: version + envelopes.length }
  }

  private envelopes(by: Execution<State, Command>, version: number, events: readonly Event[], time: Instant): Envelope[] {
    const { contract } = this.aggregate
    const provenance: Provenance = {
      commandId: by.commandId,
      fingerprint: by.fingerprint,
      actor: by.actor,
      correlationId: by.correlationId,
      causationId: by.causationId,
      ...(by.traceparent === undefined ? {} : { traceparent: by.traceparent }),
    }
    const envelopes = toEnvelopes(contract, by.target, version, events, time, provenance)
    for (const envelope of envelopes) {
      const checked = checkEvent(contract, envelope.type, envelope.data)
      if (!checked.ok) throw new Error(`${contract.source} decided an event outside its contract: ${checked.problem}`)
      if (Buffer.byteLength(JSON.stringify(envelope)) > this.limits.eventBytesMax) throw refuse('platform/event-too-large')
    }
    return envelopes
  }

  private refuseWhenFull(execution: Execution<State, Command>, stored: Stored | null, envelopes: readonly Envelope[]): void {
    const { outboxEntriesMaxHttp, outboxEntriesMaxProcess } = this.limits
    const max = execution.caller === 'http' ? outboxEntriesMaxHttp : outboxEntriesMaxProcess
    if ((stored?.outbox.length ?? 0) + envelopes.length > max) throw refuse('platform/outbox-full')
  }
}

/** The stored state as this program understands it; refused when a newer program wrote it. For whoever decides, and whoever reads. */
export async function understood<State, Command extends CommandBody, Event extends EventBody>(
  aggregate: Aggregate<State, Command, Event>,
  stored: Stored,
  log: EventLog,
): Promise<State> {
  if (stored.stateSchema > aggregate.stateSchema) throw refuse('platform/newer-state')
  if (stored.stateSchema === aggregate.stateSchema) return stored.state as State
  return refold(aggregate, stored, log)
}

const REFOLD_PAGE = 500

/** The state as this program understands it, folded anew from the log and what the relay has not logged yet. */
export async function refold<State, Command extends CommandBody, Event extends EventBody>(
  aggregate: Aggregate<State, Command, Event>,
  stored: Stored,
  log: EventLog,
): Promise<State> {
  let state = aggregate.decider.initial
  let sequence = 0
  const take = (envelopes: readonly Envelope[]) => {
    for (const envelope of envelopes) {
      if (envelope.sequence !== sequence + 1) continue
      state = aggregate.decider.evolve(state, toEvent<Event>(envelope))
      sequence = envelope.sequence
    }
  }
  while (sequence < stored.version) {
    const before = sequence
    take((await log.read(stored.id, sequence + 1, REFOLD_PAGE)).filter((envelope) => envelope.sequence <= stored.version))
    take(stored.outbox)
    if (sequence === before)
      throw new Error(
        `event ${sequence + 1} of ${aggregate.contract.source} ${stored.id} is neither in the log nor in the outbox`,
      )
  }
  return state
}
