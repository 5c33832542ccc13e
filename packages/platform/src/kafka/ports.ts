// How events reach Kafka and come from it. KafkaJS stays behind these two ports (it has had no release since 2023).
import type { Envelope } from '../aggregate/envelope.ts'
import type { WireMessage } from './codec.ts'

/** Nothing can be sent now, whatever it is: no event is to blame. */
export class BrokerAway extends Error {
  override readonly name = 'BrokerAway'
}

export interface EventProducer {
  /** Resolves when all replicas in sync have them. At least once: on an error some may have been written. Throws BrokerAway, or for an event. */
  send(envelopes: readonly Envelope[]): Promise<void>
}

export interface Received extends WireMessage {
  readonly offset: string
}

export interface Batch {
  readonly source: string
  readonly partition: number
  readonly messages: readonly Received[]
  /** Keeps the group's membership while a batch waits. */
  heartbeat(): Promise<void>
}

export interface EventConsumer {
  /** `onBatch` resolves when the batch's effects are durable: its offsets are then committed. A throw has it delivered again. */
  run(subscription: { group: string; sources: readonly string[]; onBatch(batch: Batch): Promise<void> }): Promise<void>
  stop(): Promise<void>
}
