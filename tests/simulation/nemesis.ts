// What befalls machines and engines, by the plan; and the end of it: everything is up again and the operators do their part.
import { never } from '../../packages/kernel/src/index.ts'
import type { Envelope } from '../../packages/platform/src/aggregate/envelope.ts'
import type { Engines, Installation } from './installation.ts'
import { PARTITIONS } from './kafka.ts'
import { EVENT_FAULTS, type EventFault, type Plan } from './plan.ts'
import type { Machine } from './scheduler.ts'
import { counter } from './story.ts'
import type { EngineName, Wire } from './wire.ts'

const WINDOW_MS = 12_000
/** Two machines are never further apart than the pool's tombstones last (kernel, TOMBSTONE_MS). */
const SKEW_MS_MAX = 50 * 60_000
const HOUR_MS = 3_600_000
const SPOILT = ['{"by"', '{"by":"x"}', '{"by":1,"more":true}']

export class Nemesis {
  /** Keys of counters that have met a spoilt message: they alone may be blocked. */
  readonly poisoned = new Set<string>()
  toCome = 0
  private readonly engines: Engines
  private readonly wire: Wire
  private readonly installation: Installation

  constructor(engines: Engines, wire: Wire, installation: Installation) {
    this.engines = engines
    this.wire = wire
    this.installation = installation
    const { random } = engines
    wire.onCrash = ({ machine, dead }) => {
      if (!dead && this.isOurs(machine)) this.crash(machine, random.between(100, 8_000))
    }
    wire.onStall = ({ machine, dead }) => {
      if (!dead && this.isOurs(machine)) this.pause(machine, random.between(500, 20_000))
    }
    // A member that waits for an engine may miss its beats.
    wire.onSlow = () => {
      if (random.chance(0.2)) for (const group of engines.kafka.groups.keys()) engines.kafka.rebalance(group)
    }
  }

  plan({ events, kinds }: Plan): void {
    const { scheduler, random } = this.engines
    const possible = EVENT_FAULTS.filter((kind) => kinds.includes(kind))
    if (possible.length === 0) return
    for (let n = 0; n < events; n += 1) {
      const kind = random.pick(possible)
      this.toCome += 1
      scheduler.later(null, random.below(WINDOW_MS), `! ${kind}`, () => {
        this.toCome -= 1
        this.wire.count(kind)
        return this.happen(kind)
      })
    }
  }

  /** The faults are over; what stands still because of them is put right by whoever would do so. */
  heal(): void {
    const { kafka, temporal, scheduler } = this.engines
    this.wire.healed = true
    for (const engine of Object.keys(this.wire.awayUntil) as EngineName[]) this.wire.awayUntil[engine] = 0
    for (const { machine } of this.installation.machines) {
      machine.pausedUntil = 0
      machine.skewMs = 0
      this.installation.boot(machine)
    }
    kafka.wakeAll()
    temporal.wakeAll()
    scheduler.note('', '! all is well again')
  }

  private happen(kind: EventFault): string {
    const { random, scheduler, kafka, temporal } = this.engines
    const { machine } = random.pick(this.installation.machines)
    switch (kind) {
      case 'crash':
        return this.crash(machine, random.between(100, 8_000))
      case 'pause':
        return this.pause(machine, random.between(500, 20_000))
      case 'outage':
        return this.outage(random.pick(['database', 'kafka', 'temporal'] as const), random.between(500, 8_000))
      case 'rebalance': {
        const group = random.pick([...kafka.groups.keys(), ''])
        kafka.rebalance(group)
        return group
      }
      case 'offsetsReset': {
        const group = random.pick([...kafka.groups.keys(), ''])
        kafka.resetOffsets(group)
        return group
      }
      case 'kafkaWiped':
        kafka.wipe()
        // KafkaJS gives up on a topic that is gone, and the processes end and are started again.
        for (const each of this.installation.machines)
          if (each.role === 'projector' || each.role === 'process') this.crash(each.machine, random.between(100, 3_000))
        return ''
      case 'tailLost':
        return kafka.loseTail(random.pick(this.sources()), random.below(PARTITIONS), random.between(1, 3))
      case 'resent':
        return this.resend()
      case 'temporalWiped':
        temporal.wipe()
        return ''
      case 'clockSet':
        machine.skewMs = random.between(-SKEW_MS_MAX, SKEW_MS_MAX)
        return `${machine.name} by ${Math.round(machine.skewMs / 1_000)} s`
      case 'poison':
        return this.poison()
      case 'hourPasses':
        scheduler.skip(HOUR_MS)
        return ''
      default:
        return never(kind)
    }
  }

  private isOurs(machine: Machine): boolean {
    return this.installation.machines.some((each) => each.machine === machine)
  }

  private crash(machine: Machine, backAfterMs: number): string {
    this.installation.crash(machine)
    this.engines.scheduler.later(null, backAfterMs, `${machine.name} is started again`, () => this.installation.boot(machine))
    return machine.name
  }

  private pause(machine: Machine, ms: number): string {
    const { scheduler, random, kafka } = this.engines
    machine.pausedUntil = scheduler.nowMs + ms
    // The group does not wait for a member that beats no more.
    for (const group of kafka.groups.keys())
      scheduler.later(null, random.below(ms), `${group} goes on without ${machine.name}`, () => kafka.rebalance(group))
    return `${machine.name} for ${ms} ms`
  }

  private outage(engine: EngineName, ms: number): string {
    const { scheduler, kafka, temporal } = this.engines
    this.wire.awayUntil[engine] = Math.max(this.wire.awayUntil[engine], scheduler.nowMs + ms)
    scheduler.later(null, ms, `${engine} is back`, () => {
      kafka.wakeAll()
      temporal.wakeAll()
    })
    return `${engine} for ${ms} ms`
  }

  /** A relay that was paused between sending and removing sends an old stretch once more. */
  private resend(): string {
    const { random, kafka } = this.engines
    const events = this.eventsOf(random.pick(this.sources()))
    if (events.length === 0) return 'nothing'
    const from = random.below(events.length)
    const again = events.slice(from, from + random.between(1, 4))
    kafka.resend(again)
    return again.map(({ id }) => id).join(' ')
  }

  private poison(): string {
    const { random, kafka } = this.engines
    const source = counter.contract.source
    const events = this.eventsOf(source)
    if (events.length === 0) return 'nothing'
    const event = random.pick(events)
    this.poisoned.add(event.aggregateId)
    kafka.poison(source, event, random.pick(SPOILT))
    return event.id
  }

  private sources(): string[] {
    return [...this.engines.database.aggregates.keys()]
  }

  private eventsOf(source: string): Envelope[] {
    return this.engines.database.of(source).log.all()
  }
}
