// From events to workflows: an ordered consumer that starts a round's workflow and tells it every event of the round that it hears.
// Guarantees: no event of an open round is missed, whatever crashes: Temporal hears it before the position advances, and a workflow that
// is gone although its round is open is started again and fed from the log. Does not: send once; the inbox drops repeats.
import type { Envelope } from '../aggregate/envelope.ts'
import type { OrderedHandler, OrderedSession } from '../consume/orderedConsumer.ts'
import type { PositionStore } from '../consume/positions.ts'
import { crashPoint } from '../crashPoint.ts'
import type { Feed } from '../feed/feed.ts'
import { withSpans } from '../observe/tracing.ts'
import { inParallel } from './inParallel.ts'
import { placeOf, workflowIdOf, type AnyProcess } from './process.ts'
import { NotUnderstood, RoundReader, signalled, type Hearing, type Round } from './rounds.ts'
import { PayloadRefused, type Workflows } from './workflows.ts'

export interface StarterDeps {
  /** Task queue of its worker. */
  readonly service: string
  readonly process: AnyProcess
  readonly workflows: Workflows
  readonly positions: PositionStore
  /** The service's own: its heads are never ahead of its events. */
  readonly feed: Feed
  /** The aggregates as they are now, by id; those that are not there are missing. */
  statesOf(ids: readonly string[]): Promise<ReadonlyMap<string, unknown>>
}

export const starterLimits = {
  keysAtOnce: 16,
  eventsPerSignal: 100,
  roundsRemembered: 10_000,
  signalCharsMax: 500_000,
  feedPage: 500,
} as const

interface RoundEvents {
  readonly round: Round
  readonly events: Hearing[]
}

export class Starter implements OrderedHandler {
  readonly group: string
  private readonly deps: StarterDeps
  private readonly remembered = new Map<string, { sequence: number; round: Round | null }>()

  constructor(deps: StarterDeps) {
    this.deps = deps
    this.group = `${deps.service}.${deps.process.name}`
  }

  async open(keys: readonly string[]): Promise<OrderedSession> {
    const done = await this.deps.positions.sequences(keys)
    return { sequenceOf: (key) => done.get(key) ?? 0, apply: (events) => this.applyAll(events, done) }
  }

  /** Starts the open round's workflow and feeds it from the log, whatever ran before. False when no round is open. */
  async startFromLog(id: string): Promise<boolean> {
    const open = await this.openRound(id)
    if (open === null) return false
    const { round, events } = await this.roundFromLog(id, open)
    await this.deliver(id, round, events, true)
    return true
  }

  /** Whether every open round was fed from the log to this Temporal, since it has been the one it is. */
  async hasFed(temporal: string): Promise<boolean> {
    return (await this.deps.positions.sequences([fedKey(temporal)])).has(fedKey(temporal))
  }

  async noteFed(temporal: string): Promise<void> {
    await this.deps.positions.advance(fedKey(temporal), 1)
  }

  /** Workflows that run now, as Temporal notes them. */
  running(): Promise<string[]> {
    return this.deps.workflows.running(this.deps.process.workflow.name, this.deps.service)
  }

  /**
   * Tells a workflow whose round is over how it ended. A begin that was slow on its way can start one after the end, and no event would
   * ever reach it.
   */
  async tellTheEnd(workflowId: string): Promise<void> {
    const { aggregateId, round } = placeOf(workflowId)
    if ((await this.openRound(aggregateId)) === round) return
    const found = (await this.roundsFromLog(aggregateId)).find((each) => each.round.round === round)
    if (!found) throw new NotUnderstood(`${workflowId} runs, but no event starts its round`)
    for (const portion of portions(found.events)) await this.deps.workflows.tell(workflowId, portion.map(signalled))
  }

  async openRound(id: string): Promise<number | null> {
    return (await this.openRounds([id])).get(id) ?? null
  }

  /** Of those that have one. */
  async openRounds(ids: readonly string[]): Promise<Map<string, number>> {
    const open = new Map<string, number>()
    for (const [id, state] of await this.deps.statesOf(ids)) {
      const round = this.deps.process.openRound(state)
      if (round !== null) open.set(id, round)
    }
    return open
  }

  private async applyAll(
    events: ReadonlyMap<string, readonly Envelope[]>,
    done: Map<string, number>,
  ): Promise<Map<string, Error>> {
    const failures = new Map<string, Error>()
    await inParallel(starterLimits.keysAtOnce, [...events], async ([key, envelopes]) => {
      try {
        await withSpans(`start ${this.group}`, envelopes, () => this.apply(key, envelopes, done))
      } catch (error) {
        // Temporal or the database will be back: the batch comes again. What can never be sent blocks its key.
        if (!(error instanceof PayloadRefused) && !(error instanceof NotUnderstood)) throw error
        failures.set(key, error)
      }
    })
    return failures
  }

  private async apply(id: string, envelopes: readonly Envelope[], done: Map<string, number>): Promise<void> {
    const last = envelopes.at(-1)
    if (!last) return
    const loaded = done.get(id) ?? 0
    for (const { round, events } of await this.byRound(id, loaded, envelopes)) await this.deliver(id, round, events, false)
    crashPoint('starter/after-signal')
    crashPoint('starter/before-record')
    await this.deps.positions.advance(id, last.sequence)
    done.set(id, last.sequence)
  }

  private async deliver(id: string, round: Round, events: readonly Hearing[], again: boolean): Promise<void> {
    const { process, service, workflows } = this.deps
    const workflowId = workflowIdOf(process.name, id, round.round)
    for (const portion of portions(events)) {
      const begins = portion[0]?.envelope.sequence === round.from
      const input = { id, round: round.round, from: round.from }
      const heard = begins
        ? (await workflows.begin({
            workflowId,
            type: process.workflow.name,
            taskQueue: service,
            input,
            events: portion.map(signalled),
            again,
          })) === 'running'
        : await workflows.tell(workflowId, portion.map(signalled))
      if (heard) continue
      // Nothing runs. Either the round is over and this comes late, or the workflow was lost. A fed one that ended meanwhile is done.
      if (!again) await this.startFromLog(id)
      return
    }
  }

  /** The events that a round's workflow must hear, round by round; those outside any round are left out. */
  private async byRound(id: string, loaded: number, envelopes: readonly Envelope[]): Promise<RoundEvents[]> {
    const reader = new RoundReader(this.deps.process, await this.roundAt(id, loaded))
    const found: RoundEvents[] = []
    for (const envelope of envelopes) collect(found, reader.hears(envelope))
    this.remember(id, loaded + envelopes.length, reader.standing)
    return found
  }

  private async roundAt(id: string, sequence: number): Promise<Round | null> {
    if (sequence === 0) return null
    const remembered = this.remembered.get(id)
    if (remembered?.sequence === sequence) return remembered.round
    const reader = new RoundReader(this.deps.process, null)
    for await (const envelope of this.history(id)) {
      if (envelope.sequence > sequence) break
      reader.hears(envelope)
    }
    return reader.standing
  }

  /** Spares reading an aggregate's history for each of its events. */
  private remember(id: string, sequence: number, round: Round | null): void {
    this.remembered.delete(id)
    this.remembered.set(id, { sequence, round })
    if (this.remembered.size <= starterLimits.roundsRemembered) return
    const [oldest] = this.remembered.keys()
    if (oldest !== undefined) this.remembered.delete(oldest)
  }

  private async roundFromLog(id: string, wanted: number): Promise<RoundEvents> {
    const last = (await this.roundsFromLog(id)).at(-1)
    // The log is read after the state: a round that ended meanwhile and was followed by the next one is no mistake.
    if (last && last.round.round > wanted && (await this.openRound(id)) === last.round.round) return last
    if (last?.round.round !== wanted) throw new NotUnderstood(`${id}: round ${wanted} is open, but its events do not start it`)
    return last
  }

  private async roundsFromLog(id: string): Promise<RoundEvents[]> {
    const reader = new RoundReader(this.deps.process, null)
    const found: RoundEvents[] = []
    for await (const envelope of this.history(id)) collect(found, reader.hears(envelope))
    return found
  }

  private async *history(id: string): AsyncGenerator<Envelope> {
    for (let from = 1; ;) {
      const page = await this.deps.feed.events(id, from, starterLimits.feedPage)
      yield* page
      if (page.length < starterLimits.feedPage) return
      from += page.length
    }
  }
}

const fedKey = (temporal: string) => `temporal:${temporal}`

function collect(found: RoundEvents[], hearing: Hearing | null): void {
  if (!hearing) return
  const current = found.at(-1)
  if (current?.round.from === hearing.round.from) current.events.push(hearing)
  else found.push({ round: hearing.round, events: [hearing] })
}

/** In order, each small enough for one signal. An event is ≤ 64 KB, so none is too large alone. */
function* portions(events: readonly Hearing[]): Generator<readonly Hearing[]> {
  let portion: Hearing[] = []
  let chars = 0
  for (const event of events) {
    const size = JSON.stringify(event.envelope).length
    if (portion.length > 0 && (portion.length === starterLimits.eventsPerSignal || chars + size > starterLimits.signalCharsMax)) {
      yield portion
      portion = []
      chars = 0
    }
    portion.push(event)
    chars += size
  }
  if (portion.length > 0) yield portion
}
