// What people and clocks do when the faults are over: blocked keys are redriven, expired holds are put to their holders, quiet is waited for.
// Guarantees: only what an operator may do by the platform's own means. A key that was blocked without poison is a breach.
import type { Engines, Installation } from './installation.ts'
import { Machine, Process } from './scheduler.ts'
import { APPLICATIONS, application, QUOTA_ID, quota } from './story.ts'

const LOOK_MS = 2_000
/** Nothing was written for so long, and nothing is left to do. */
const QUIET_MS = 3_000

export class Operators {
  private readonly engines: Engines
  private readonly installation: Installation
  private readonly poisoned: ReadonlySet<string>
  private readonly process = new Process(new Machine('operators'), 0)
  private left: readonly string[] = []
  private lookedAt = -1
  private asked = 0

  constructor(engines: Engines, installation: Installation, poisoned: ReadonlySet<string>) {
    this.engines = engines
    this.installation = installation
    this.poisoned = poisoned
  }

  start(): void {
    void this.look()
    void this.sweep()
  }

  isQuiet(since: number): boolean {
    const { scheduler, wire } = this.engines
    return scheduler.nowMs >= Math.max(since, wire.lastWriteAt) + QUIET_MS && this.lookedAt > since && this.whyNot() === ''
  }

  /** What is left to do, as the end of a sentence. */
  whyNot(): string {
    const left = [...this.left, ...(this.engines.kafka.hasLag() ? ['a group lags behind'] : [])]
    return left.length > 0 ? `: ${left.join(', ')}` : ''
  }

  private async look(): Promise<void> {
    const { database, kafka, scheduler } = this.engines
    for (;;) {
      const left: string[] = []
      for (const [source, { store }] of database.aggregates)
        for (const { id } of await store.pending(100, [])) left.push(`the outbox of ${id} (${source}) is marked`)
      for (const group of kafka.groups.keys())
        for (const { key, cause } of await database.blocked.list(group, 100)) {
          left.push(`${key} is blocked in ${group}`)
          await this.redrive(group, key, cause)
        }
      this.left = left
      this.lookedAt = scheduler.nowMs
      await scheduler.sleep(this.process, LOOK_MS, 'look around')
    }
  }

  private async redrive(group: string, key: string, cause: string): Promise<void> {
    const { scheduler, breach } = this.engines
    if (!this.poisoned.has(key)) breach(`${key} is blocked in ${group} without poison: ${cause}`)
    const consumers = this.installation.machines.map(({ machine }) => this.installation.consumers.get(machine)?.get(group))
    scheduler.note('operators', `redrive ${key} of ${group}`)
    await consumers
      .find((consumer) => consumer !== undefined)
      ?.redrive(key)
      .catch((error: unknown) => scheduler.note('operators', String(error)))
  }

  /** The last step of the reservation protocol: a hold past its time is put to its holder, whose answer drives the rest. */
  private async sweep(): Promise<void> {
    const { scheduler } = this.engines
    for (;;) {
      await scheduler.sleep(this.process, LOOK_MS * 5, 'look for expired holds')
      const [api] = this.installation.of('api')
      const hosted = api && this.installation.hostedOn(api)
      const pool = (await hosted?.commands.state(quota, QUOTA_ID))?.state ?? { status: 'none' }
      if (!hosted || pool.status !== 'open') continue
      for (const [rid, entry] of Object.entries(pool.pool.entries)) {
        if (entry.status !== 'held' || Date.parse(entry.validUntil) >= hosted.clock.now()) continue
        const holder = APPLICATIONS.find((id) => rid.startsWith(`${id}:`)) ?? ''
        this.asked += 1
        const command = { type: 'AbandonReservation', rid, quotaId: QUOTA_ID, validUntil: entry.validUntil } as const
        await hosted.commands
          .send(application, holder, command, { commandId: `abandon:${rid}:${this.asked}`, actor: 'sweeper' })
          .catch((error: unknown) => scheduler.note('operators', String(error)))
      }
    }
  }
}
