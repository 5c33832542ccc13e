// One projection in this process: the generation that serves, the one being built beside it, and those that were replaced.
// Guarantees: the old one serves until the new one has all that was committed before its last comparison with the heads, and blocks no key
// that the old one had free; replaced rows are dropped long after every reader has moved. All of it is found again in the pointer after a
// crash, and may be done by several processes at once: rows are guarded by their sequence, the flip by the pointer.
import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import type { BlockedKeys } from '../consume/blocked.ts'
import { groupOf, type Generations, type GenerationStore } from '../consume/generations.ts'
import { consumerLimits } from '../consume/orderedConsumer.ts'
import { crashPoint } from '../crashPoint.ts'
import { alarms } from '../observe/alarms.ts'

/** A generation's consumer, running. */
export interface GenerationConsumer {
  /** Reads whatever lacks from the feed. */
  catchUp(): Promise<unknown>
}

export interface ProjectionRunnerDeps {
  readonly service: string
  readonly projection: string
  readonly generations: GenerationStore
  readonly blocked: BlockedKeys
  readonly clock: Clock
  readonly log: Logger
  readonly limits?: RebuildLimits
  /** Makes the collection and its indexes, catches up from the feed, then listens to Kafka. */
  start(number: number): Promise<GenerationConsumer>
  stop(number: number): Promise<void>
  /** Rows and blocked keys of a generation. */
  drop(number: number): Promise<void>
}

export interface RebuildLimits {
  readonly watchMs: number
  readonly stopRetiredAfterMs: number
  readonly dropRetiredAfterMs: number
  /** Between two looks at a build that cannot take over. */
  readonly waitMs: number
  readonly blockedMax: number
}

/** Readers trust a pointer for at most 10 s (mongo/servedRows.ts), other processes look every second. */
export const rebuildLimits: RebuildLimits = {
  watchMs: 1_000,
  stopRetiredAfterMs: 20_000,
  dropRetiredAfterMs: 60_000,
  waitMs: 10_000,
  blockedMax: 1_000,
}

export class ProjectionRunner {
  private readonly deps: ProjectionRunnerDeps
  private readonly limits: RebuildLimits
  private readonly running = new Map<number, Promise<GenerationConsumer>>()
  /** When this process first saw a generation retired, on its own clock: clocks of machines need not agree. */
  private readonly retiredSince = new Map<number, number>()
  private build: Promise<void> | null = null
  private waitUntil = 0

  constructor(deps: ProjectionRunnerDeps) {
    this.deps = deps
    this.limits = deps.limits ?? rebuildLimits
  }

  /** Does what the pointer asks for now. Resolves when the serving generation runs; a build goes on beside it. */
  async look(): Promise<void> {
    const { generations, projection } = this.deps
    const now = await generations.of(projection)
    await this.ensure(now.serving)
    if (now.building !== null && this.deps.clock.monotonic() >= this.waitUntil)
      this.build ??= this.advance(now, now.building).finally(() => (this.build = null))
    await this.clean(now)
  }

  /** After whoever runs the consumers has begun to stop them: a build under way then ends, and the next process finds it in the pointer. */
  async stop(): Promise<void> {
    await this.build
  }

  private ensure(number: number): Promise<GenerationConsumer> {
    const there = this.running.get(number)
    if (there) return there
    const starting = this.deps.start(number)
    this.running.set(number, starting)
    starting.catch(() => this.running.delete(number))
    return starting
  }

  private async end(number: number): Promise<void> {
    const running = this.running.get(number)
    this.running.delete(number)
    await running?.catch(() => undefined) // what did not start need not be stopped, and whoever started it was told
    if (running) await this.deps.stop(number)
  }

  private async advance({ serving }: Generations, number: number): Promise<void> {
    const { generations, projection, clock, log } = this.deps
    try {
      const consumer = await this.ensure(number)
      crashPoint('rebuild/after-start')
      // It listens by now: what is committed from here on comes by Kafka, as to the one that serves.
      await consumer.catchUp()
      crashPoint('rebuild/before-flip')
      const worse = await this.blockedOnlyIn(number, serving)
      if (worse.length > 0) {
        log.error({ projection, generation: number, blocked: worse.length }, alarms['rebuild-waits'].log)
        this.waitUntil = clock.monotonic() + this.limits.waitMs
        return
      }
      if (await generations.flip(projection, number)) log.info({ projection, generation: number }, 'a rebuilt projection serves')
      crashPoint('rebuild/after-flip')
    } catch (error) {
      log.warn({ err: error, projection, generation: number }, 'the rebuild is tried again')
      this.waitUntil = clock.monotonic() + consumerLimits.gapPatienceMs
    }
  }

  private async blockedOnlyIn(number: number, serving: number): Promise<string[]> {
    const { service, projection, blocked } = this.deps
    const found = await blocked.list(groupOf(service, projection, number), this.limits.blockedMax)
    const keys = found.map(({ key }) => key)
    const before = await blocked.among(groupOf(service, projection, serving), keys)
    return keys.filter((key) => !before.has(key))
  }

  private async clean({ serving, building, retired }: Generations): Promise<void> {
    const { clock, generations, projection, drop } = this.deps
    for (const number of retired) {
      const since = this.retiredSince.get(number) ?? clock.monotonic()
      this.retiredSince.set(number, since)
      const age = clock.monotonic() - since
      if (age >= this.limits.stopRetiredAfterMs) await this.end(number)
      if (age < this.limits.dropRetiredAfterMs) continue
      crashPoint('rebuild/before-drop')
      await drop(number)
      crashPoint('rebuild/after-drop')
      await generations.forget(projection, number)
      this.retiredSince.delete(number)
    }
    for (const number of this.running.keys()) {
      if (number !== serving && number !== building && !retired.includes(number)) await this.end(number)
    }
  }
}
