// A broker of partitions, groups and committed offsets, with everything that a broker of one small server may do to them.
// Guarantees: order within a partition as it was written; a batch comes again until its offset is committed by who owns the partition.
// Does not: keep what the faults take (an acknowledged tail, a wiped disk), nor stop a member that has lost its partition without knowing.
import type { Envelope } from '../../packages/platform/src/aggregate/envelope.ts'
import { encode } from '../../packages/platform/src/kafka/codec.ts'
import { BrokerAway, type Batch, type EventProducer, type Received } from '../../packages/platform/src/kafka/ports.ts'
import { shortId } from './database.ts'
import type { Random } from './random.ts'
import type { Process, Scheduler } from './scheduler.ts'
import type { Wire } from './wire.ts'

export const PARTITIONS = 2
const BATCH_MAX = 6
const REQUEST_BYTES_MAX = 1_048_576 // the broker's default message.max.bytes
const PAUSE_MS = 2_000 // as kafka/kafkaConsumer.ts pauses a partition whose batch failed

interface Group {
  readonly source: string
  readonly members: Process[]
  /** By partition: next offset, and who may commit it. */
  readonly committed: number[]
  readonly owners: (Process | null)[]
}

type Message = Received & { readonly about: string }

export class Kafka {
  readonly groups = new Map<string, Group>()
  private readonly topics = new Map<string, Message[][]>()
  private waiting: (() => void)[] = []
  private readonly scheduler: Scheduler
  private readonly wire: Wire
  private readonly random: Random

  constructor(scheduler: Scheduler, wire: Wire, random: Random) {
    this.scheduler = scheduler
    this.wire = wire
    this.random = random
  }

  /** As kafka/kafkaClient.ts: one send after the other, and whatever the network does is no event's fault. */
  producer(from: Process): EventProducer {
    let line: Promise<unknown> = Promise.resolve()
    const send = (envelopes: readonly Envelope[]): Promise<void> => {
      for (const { id, data } of envelopes)
        if (JSON.stringify(data).length > REQUEST_BYTES_MAX) return Promise.reject(new Error(`${id} is too large for the broker`))
      return this.wire
        .call(from, {
          engine: 'kafka',
          what: `send ${envelopes.map(({ id }) => shortId(id)).join(' ')}`,
          effect: async () => this.append(envelopes),
          part: async () => this.append(envelopes.filter(() => this.random.chance(0.5))),
        })
        .catch((error: unknown) => {
          throw new BrokerAway('Kafka takes nothing now', { cause: error })
        })
    }
    return {
      send(envelopes) {
        const mine = line.then(() => send(envelopes))
        line = mine.catch(() => undefined)
        return mine
      },
    }
  }

  /** A member of a group. Its code runs until its machine crashes. */
  join(member: Process, group: string, source: string, onBatch: (batch: Batch) => Promise<void>): void {
    let joined = this.groups.get(group)
    if (!joined) {
      joined = { source, members: [], committed: Array.from({ length: PARTITIONS }, () => 0), owners: [] }
      this.groups.set(group, joined)
    }
    if (!joined.members.includes(member)) joined.members.push(member)
    this.rebalance(group)
    for (let partition = 0; partition < PARTITIONS; partition += 1)
      void this.consume({ member, group, of: joined, partition, onBatch })
  }

  leave(member: Process): void {
    for (const [name, group] of this.groups) {
      const at = group.members.indexOf(member)
      if (at < 0) continue
      group.members.splice(at, 1)
      this.rebalance(name)
    }
  }

  /** Partitions go to any members; who had one may still be at work on it. */
  rebalance(group: string): void {
    const joined = this.groups.get(group)
    if (!joined) return
    for (let partition = 0; partition < PARTITIONS; partition += 1)
      joined.owners[partition] = joined.members.length > 0 ? this.random.pick(joined.members) : null
    this.wakeAll()
  }

  resetOffsets(group: string): void {
    this.groups.get(group)?.committed.fill(0)
    this.wakeAll()
  }

  wipe(): void {
    this.topics.clear()
    for (const group of this.groups.values()) group.committed.fill(0)
  }

  /** Messages that were acknowledged and are gone, as after a power cut. */
  loseTail(source: string, partition: number, count: number): string {
    const messages = this.messages(source, partition)
    const lost = messages.splice(Math.max(messages.length - count, 0))
    return lost.map(({ about }) => about).join(' ')
  }

  /** What a relay does that wakes from a long pause. */
  resend(envelopes: readonly Envelope[]): void {
    this.append(envelopes)
  }

  poison(source: string, envelope: Envelope, value: string): void {
    const { key, headers } = encode(envelope)
    this.put(source, { key: Buffer.from(key), value: Buffer.from(value), headers, about: `${shortId(envelope.id)} spoilt` })
  }

  hasLag(): boolean {
    for (const { source, committed } of this.groups.values())
      for (const [partition, offset] of committed.entries()) if (offset < this.messages(source, partition).length) return true
    return false
  }

  private append(envelopes: readonly Envelope[]): void {
    for (const envelope of envelopes) {
      const { key, value, headers } = encode(envelope)
      this.put(envelope.source, { key: Buffer.from(key), value: Buffer.from(value), headers, about: shortId(envelope.id) })
    }
    this.wakeAll()
  }

  private put(source: string, message: Omit<Message, 'offset'>): void {
    const partition = (message.key?.reduce((sum, byte) => sum + byte, 0) ?? 0) % PARTITIONS
    const messages = this.messages(source, partition)
    messages.push({ ...message, offset: String(messages.length) })
    this.wakeAll()
  }

  private messages(source: string, partition: number): Message[] {
    let topic = this.topics.get(source)
    if (!topic) this.topics.set(source, (topic = Array.from({ length: PARTITIONS }, () => [])))
    return topic[partition] as Message[]
  }

  private async consume(lane: {
    member: Process
    group: string
    of: Group
    partition: number
    onBatch: (batch: Batch) => Promise<void>
  }): Promise<void> {
    const { member, group, of, partition, onBatch } = lane
    for (;;) {
      const from = await this.turn(member, of, partition)
      const messages = this.messages(of.source, partition).slice(from, from + this.random.between(1, BATCH_MAX))
      const about = messages.map((message) => message.about).join(' ')
      this.scheduler.note(member.name, `${group}[${partition}] gets ${about}`)
      try {
        await onBatch({ source: of.source, partition, messages, heartbeat: async () => undefined })
      } catch (error) {
        this.scheduler.note(
          member.name,
          `${group}[${partition}] pauses: ${error instanceof Error ? error.message : String(error)}`,
        )
        await this.scheduler.sleep(member, PAUSE_MS, `${group}[${partition}] goes on`)
        continue
      }
      await this.commit(member, of, partition, from + messages.length, group)
    }
  }

  /** Resolves with the offset to read from when there is something to read and the partition is this member's. */
  private async turn(member: Process, of: Group, partition: number): Promise<number> {
    for (;;) {
      const length = this.messages(of.source, partition).length
      // An offset beyond the end, of a topic that was wiped: the broker has nothing there, and reading starts at the beginning.
      if ((of.committed[partition] ?? 0) > length) of.committed[partition] = 0
      const from = of.committed[partition] ?? 0
      if (of.owners[partition] === member && from < length && this.wire.awayUntil.kafka <= this.scheduler.nowMs) return from
      await new Promise<void>((resolve) => this.waiting.push(() => this.scheduler.later(member, 0, 'polls', resolve)))
    }
  }

  private async commit(member: Process, of: Group, partition: number, offset: number, group: string): Promise<void> {
    const effect = async () => {
      if (of.owners[partition] !== member) return
      of.committed[partition] = offset
      this.wakeAll() // a commit that comes late takes the group back
    }
    // An unheard commit is no harm: KafkaJS goes on, and the batch comes again when the partition changes hands.
    await this.wire
      .call(member, { engine: 'kafka', what: `commit ${group}[${partition}] ${offset}`, effect })
      .catch(() => undefined)
  }

  wakeAll(): void {
    const waiting = this.waiting
    this.waiting = []
    for (const wake of waiting) wake()
  }
}
