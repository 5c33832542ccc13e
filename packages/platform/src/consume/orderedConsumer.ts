// Applies each aggregate's events in order, each once, whatever Kafka repeats, loses or is sent by strangers (architecture §4).
// Guarantees: the handler sees contiguous events per key; a gap is filled from the feed; a key that cannot go on is blocked and nothing
// overtakes it; other keys go on. Does not guarantee: effects once. The handler's own guard does (row sequence, command id).
import { checkEvent, type EventContract } from '../aggregate/contract.ts'
import type { Envelope } from '../aggregate/envelope.ts'
import type { Clock } from '../clock.ts'
import type { Feed } from '../feed/feed.ts'
import { decode } from '../kafka/codec.ts'
import type { Batch } from '../kafka/ports.ts'
import { inParallel } from '../process/inParallel.ts'
import { blockedNow, type BlockedKeys } from './blocked.ts'

/** What a projector, a reaction or a process starter adds: where each key stands, and what applying means. */
export interface OrderedHandler {
  readonly group: string
  /** `begun`: keys of which the first event of all is about to be applied; mostly nothing is known of them. */
  open(keys: readonly string[], begun?: ReadonlySet<string>): Promise<OrderedSession>
}

export interface OrderedSession {
  /** The last sequence applied for this key; 0 for none. */
  sequenceOf(key: string): number
  /** Gets the next events of each key, contiguous from `sequenceOf(key) + 1`. Answers what failed for good, by key; throws for infrastructure. */
  apply(events: ReadonlyMap<string, readonly Envelope[]>): Promise<Map<string, Error>>
}

export interface OrderedDeps {
  readonly contract: EventContract
  readonly handler: OrderedHandler
  readonly feed: Feed
  readonly blocked: BlockedKeys
  readonly clock: Clock
  readonly onBlocked: (key: string, cause: string) => void
  readonly onStranger: (cause: string) => void
}

export const consumerLimits = { gapPatienceMs: 5_000, attemptsMax: 5, retryDelayMs: 100, feedPage: 500, keysAtOnce: 8 } as const

export interface HeadsOptions {
  readonly patienceMs: number
  readonly pageSize?: number
  /** Ends the comparison with an error. */
  readonly signal?: AbortSignal
}

export interface HeadsComparison {
  /** Aggregates looked at. */
  readonly compared: number
  /** Those that lacked events and have them now. */
  readonly repaired: number
  /** Events applied. */
  readonly applied: number
  /** Those that stand beyond their owner's head: the owner lost events, or was restored. */
  readonly ahead: number
}

/** An event of a newer release: the partition waits until this program is replaced. */
export class NewerEventType extends Error {
  override readonly name = 'NewerEventType'
}

export class OrderedConsumer {
  private readonly deps: OrderedDeps

  constructor(deps: OrderedDeps) {
    this.deps = deps
  }

  /** Resolves when every event of the batch is applied, already was, or its key is blocked. Throws to have the batch delivered again. */
  async onBatch(batch: Batch): Promise<void> {
    const events = new Map<string, Envelope[]>()
    for (const message of batch.messages) {
      const decoded = decode(this.deps.contract, message)
      if (decoded.kind === 'event') push(events, decoded.envelope)
      else {
        // What came before it is applied first, so a partition that pauses here has lost nothing.
        await this.applyAll(events, batch)
        events.clear()
        if (decoded.kind === 'unknown-type')
          throw new NewerEventType(`${this.deps.contract.source} has no ${decoded.type} in this release`)
        if (decoded.key === null) this.deps.onStranger(decoded.cause)
        else await this.block(decoded.key, null, decoded.cause)
      }
    }
    await this.applyAll(events, batch)
  }

  /** Applies whatever the owner has beyond where each key stands: after a wiped broker, a long stop, or for a new reader. */
  async catchUp(pageSize: number = consumerLimits.feedPage): Promise<number> {
    return (await this.compareHeads({ patienceMs: 0, pageSize })).applied
  }

  /** Where each key stands, against the owner's heads; what lacks is applied. An event younger than `patienceMs` is still on its way. */
  async compareHeads({ patienceMs, pageSize = consumerLimits.feedPage, signal }: HeadsOptions): Promise<HeadsComparison> {
    const { feed, blocked, handler } = this.deps
    const found = { compared: 0, repaired: 0, applied: 0, ahead: 0 }
    for (let after = ''; ;) {
      const heads = await feed.heads(after, pageSize)
      const last = heads.at(-1)
      if (!last) return found
      after = last.id
      const ids = heads.map(({ id }) => id)
      const standing = await blocked.among(handler.group, ids)
      const session = await handler.open(ids)
      found.compared += heads.length
      found.ahead += heads.filter(({ id, version }) => session.sequenceOf(id) > version).length
      const behind = heads.filter(({ id, version }) => !standing.has(id) && session.sequenceOf(id) < version)
      await inParallel(consumerLimits.keysAtOnce, behind, async ({ id }) => {
        signal?.throwIfAborted()
        if (await this.isOnItsWay(id, session.sequenceOf(id) + 1, patienceMs)) return
        const applied = await this.fromFeed(id)
        found.applied += applied // not `+= await`: that would add to what stood before the wait
        if (applied > 0) found.repaired += 1
      })
    }
  }

  private async isOnItsWay(key: string, sequence: number, patienceMs: number): Promise<boolean> {
    if (patienceMs === 0) return false
    const [first] = await this.deps.feed.events(key, sequence, 1)
    return first !== undefined && Date.parse(first.time) + patienceMs > this.deps.clock.now()
  }

  /** An operator's redrive: unblocks the key and applies from the feed; blocks it again with the new cause when that fails. */
  async redrive(key: string): Promise<void> {
    await this.deps.blocked.unblock(this.deps.handler.group, key)
    await this.fromFeed(key)
  }

  private async applyAll(byKey: ReadonlyMap<string, Envelope[]>, batch: Batch): Promise<void> {
    if (byKey.size === 0) return
    const { handler, blocked } = this.deps
    const keys = [...byKey.keys()]
    const begun = new Set(keys.filter((key) => byKey.get(key)?.some(({ sequence }) => sequence === 1)))
    const [standing, session] = await Promise.all([blocked.among(handler.group, keys), handler.open(keys, begun)])
    const free = keys.filter((key) => !standing.has(key))
    const ready = new Map<string, readonly Envelope[]>()
    const gaps: string[] = []
    for (const key of free) {
      const { contiguous, gap } = nextEvents(byKey.get(key) ?? [], session.sequenceOf(key))
      if (contiguous.length > 0) ready.set(key, contiguous)
      if (gap) gaps.push(key)
    }
    const nowBlocked = await this.applyBounded(session, ready)
    for (const key of gaps) if (!nowBlocked.has(key)) await this.fillGap(key, byKey.get(key) ?? [], batch)
  }

  /** Kafka is in order, so a gap is a loss, or a re-sent tail: young events may still be on their way, older ones are asked for. */
  private async fillGap(key: string, events: readonly Envelope[], batch: Batch): Promise<void> {
    const youngest = Math.max(...events.map((event) => Date.parse(event.time)))
    const wait = youngest + consumerLimits.gapPatienceMs - this.deps.clock.now()
    if (wait > 0) {
      await batch.heartbeat()
      await this.deps.clock.sleep(Math.min(wait, consumerLimits.gapPatienceMs))
      await batch.heartbeat()
    }
    await this.fromFeed(key)
  }

  private async fromFeed(key: string): Promise<number> {
    for (let applied = 0; ;) {
      const session = await this.deps.handler.open([key])
      const page = await this.deps.feed.events(key, session.sequenceOf(key) + 1, consumerLimits.feedPage)
      const events = nextEvents(page, session.sequenceOf(key)).contiguous
      if (events.length === 0) return applied
      const newer = events.find((event) => !checkEvent(this.deps.contract, event.type, event.data).ok)
      if (newer) throw new NewerEventType(`${newer.source} ${newer.type} does not fit this release`)
      if ((await this.applyBounded(session, new Map([[key, events]]))).size > 0) return applied
      applied += events.length
    }
  }

  /** Tries what fails again, alone, up to the bound; then its key is blocked. Answers the blocked keys. */
  private async applyBounded(
    session: OrderedSession,
    ready: ReadonlyMap<string, readonly Envelope[]>,
  ): Promise<ReadonlySet<string>> {
    const { clock, handler } = this.deps
    let left = ready
    let current = session
    let failures = new Map<string, Error>()
    for (let attempt = 1; left.size > 0; attempt += 1) {
      failures = await current.apply(left)
      if (failures.size === 0 || attempt === consumerLimits.attemptsMax) break
      await clock.sleep(consumerLimits.retryDelayMs * 2 ** (attempt - 1))
      const again = [...failures.keys()]
      current = await handler.open(again)
      left = new Map(again.map((key) => [key, nextEvents(ready.get(key) ?? [], current.sequenceOf(key)).contiguous]))
    }
    for (const [key, error] of failures) await this.block(key, ready.get(key)?.[0]?.sequence ?? null, error.message)
    return new Set(failures.keys())
  }

  private async block(key: string, sequence: number | null, cause: string): Promise<void> {
    await this.deps.blocked.block(blockedNow(this.deps.clock, this.deps.handler.group, key, sequence, cause))
    this.deps.onBlocked(key, cause)
  }
}

function push(events: Map<string, Envelope[]>, envelope: Envelope): void {
  const list = events.get(envelope.aggregateId)
  if (list) list.push(envelope)
  else events.set(envelope.aggregateId, [envelope])
}

/** The events that follow `sequence` without a gap; older ones and repeats are dropped. */
function nextEvents(events: readonly Envelope[], sequence: number): { contiguous: Envelope[]; gap: boolean } {
  const contiguous: Envelope[] = []
  let gap = false
  for (const event of events.toSorted((a, b) => a.sequence - b.sequence)) {
    const expected = sequence + contiguous.length + 1
    if (event.sequence === expected) contiguous.push(event)
    else if (event.sequence > expected) gap = true
  }
  return { contiguous, gap }
}
