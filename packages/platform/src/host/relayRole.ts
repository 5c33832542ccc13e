// The relay role of a service: one loop an aggregate, all under one lease.
// Guarantees: of several processes with this role one works at a time, the next within the lease's TTL after it is gone; an aggregate that
// stands still is a row among the blocked keys, with its cause, until it moves again.
// Shown by lease.test.ts, relay.test.ts and host.int.test.ts.
import { randomUUID } from 'node:crypto'
import type { Kafka } from 'kafkajs'
import type { Logger } from 'pino'
import type { Pending } from '../aggregate/ports.ts'
import type { Clock } from '../clock.ts'
import { blockedNow, relayGroup, type BlockedKeys } from '../consume/blocked.ts'
import { KafkaEventProducer } from '../kafka/kafkaClient.ts'
import { alarms } from '../observe/alarms.ts'
import { LeaseKeeper, leaseLimits, type LeaseStore } from '../relay/lease.ts'
import { Relay, relayLimits, RelayLoop } from '../relay/relay.ts'
import { repeatedly } from '../repeatedly.ts'
import type { HostedAggregate } from './processCommands.ts'

/** Of those that stood still when this process took over; who takes over next lists the rest. */
export const STOPPED_LISTED_MAX = 1_000

export interface RelayRole {
  /** This was committed in this process. */
  wake(source: string, committed: Pending): void
  stop(): Promise<void>
}

export interface RelayRoleOptions {
  readonly aggregates: readonly HostedAggregate[]
  readonly kafka: Kafka
  readonly epoch: string
  readonly clock: Clock
  readonly log: Logger
  readonly leases: LeaseStore
  readonly blocked: BlockedKeys
}

export function startRelay({ aggregates, kafka, epoch, clock, log, leases, blocked }: RelayRoleOptions): RelayRole {
  const producer = new KafkaEventProducer(kafka, epoch)
  const keeper = new LeaseKeeper({ store: leases, name: 'relay', holder: randomUUID(), clock })
  const relays = aggregates.map((hosted) => relayOf(hosted, { producer, clock, log, blocked }))
  const loopOf = ({ relay, source }: (typeof relays)[number]) =>
    new RelayLoop(relay, {
      pollMs: relayLimits.lookEveryMs,
      mayWork: () => keeper.mine,
      onError: (error) => log.error({ err: error, source }, 'the relay could not make its round'),
    })
  const loops = new Map(relays.map((each) => [each.source, loopOf(each)]))
  let tookOver = false
  const beat = async () => {
    await keeper.beat()
    if (!keeper.mine || tookOver) {
      tookOver = keeper.mine
      return
    }
    // Whoever worked before may have left aggregates standing still: they are no longer once they move here. If the database does not
    // tell them now, the next beat asks again: a lease that is held by sleeping loops would stop every relay.
    for (const { relay, source } of relays)
      relay.adopt((await blocked.list(relayGroup(source), STOPPED_LISTED_MAX)).map(({ key }) => key))
    for (const loop of loops.values()) loop.wake()
    tookOver = true
  }
  const beating = repeatedly({
    everyMs: leaseLimits.beatMs,
    work: beat,
    onError: (error) => log.warn({ err: error }, 'the relay could not renew its lease'),
  })
  for (const loop of loops.values()) loop.start()
  return {
    wake: (source, committed) => loops.get(source)?.wake(committed),
    async stop() {
      await beating.stop()
      await Promise.all([...loops.values()].map((loop) => loop.stop()))
      await keeper.release().catch((error: unknown) => log.warn({ err: error }, 'the relay could not give up its lease'))
      await producer.close()
    },
  }
}

interface RelayParts extends Pick<RelayRoleOptions, 'clock' | 'log' | 'blocked'> {
  readonly producer: KafkaEventProducer
}

function relayOf({ store, log: eventLog, aggregate }: HostedAggregate, { producer, clock, log, blocked }: RelayParts) {
  const { source } = aggregate.contract
  const group = relayGroup(source)
  const told = (noted: Promise<void>) => noted.catch((error: unknown) => log.warn({ err: error, source }, 'not noted'))
  const relay = new Relay({
    store,
    log: eventLog,
    producer,
    clock,
    onStuck(stuck) {
      log.error({ source, ...stuck }, alarms['relay-stopped'].log)
      void told(blocked.block(blockedNow(clock, group, stuck.aggregateId, null, stuck.cause)))
    },
    onMoving: (aggregateId) => void told(blocked.unblock(group, aggregateId)),
  })
  return { relay, source }
}
