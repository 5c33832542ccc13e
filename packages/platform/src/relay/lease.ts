// Which process's relay works, so that the others need not. A lease only saves work: two relays at once are correct (relay.ts).
// Guarantees: a holder that is gone is replaced when its beat has not changed for `ttlMs` on the challenger's own clock, whatever the
// clocks of machines say. Does not guarantee: one holder; one that wakes from a long pause works on until its next beat.
import type { Clock } from '../clock.ts'

export interface Lease {
  readonly holder: string
  readonly beat: number
}

/** Memory and mongo; lease.contract.ts holds both. */
export interface LeaseStore {
  read(name: string): Promise<Lease | null>
  /** Holds only over exactly what was read; null: nobody had it. False when another was faster. */
  take(name: string, over: Lease | null, lease: Lease): Promise<boolean>
  /** Leaves it to whoever looks next. */
  release(name: string, holder: string): Promise<void>
}

export const leaseLimits = { beatMs: 1_000, ttlMs: 4_000 } as const

export interface LeaseKeeperDeps {
  readonly store: LeaseStore
  readonly name: string
  /** Its own for each process. */
  readonly holder: string
  readonly clock: Clock
}

export class LeaseKeeper {
  private readonly deps: LeaseKeeperDeps
  private held: Lease | null = null
  private seen: { readonly lease: Lease; readonly since: number } | null = null

  constructor(deps: LeaseKeeperDeps) {
    this.deps = deps
  }

  get mine(): boolean {
    return this.held !== null
  }

  /** A beat of the holder, a look of a challenger; to be called every `beatMs`. True when it became ours just now. */
  async beat(): Promise<boolean> {
    if (this.held) {
      await this.renew(this.held)
      return false
    }
    return this.challenge()
  }

  async release(): Promise<void> {
    if (this.held) await this.deps.store.release(this.deps.name, this.deps.holder)
    this.held = null
  }

  private async renew(held: Lease): Promise<void> {
    const next = { ...held, beat: held.beat + 1 }
    this.held = (await this.deps.store.take(this.deps.name, held, next)) ? next : null
  }

  private async challenge(): Promise<boolean> {
    const { store, name, holder, clock } = this.deps
    const found = await store.read(name)
    if (found && (this.seen?.lease.holder !== found.holder || this.seen.lease.beat !== found.beat))
      this.seen = { lease: found, since: clock.monotonic() }
    if (found && this.seen && clock.monotonic() - this.seen.since < leaseLimits.ttlMs) return false
    const lease = { holder, beat: (found?.beat ?? 0) + 1 }
    if (!(await store.take(name, found, lease))) return false
    this.held = lease
    return true
  }
}

export class MemoryLeases implements LeaseStore {
  private readonly leases = new Map<string, Lease>()

  async read(name: string): Promise<Lease | null> {
    return this.leases.get(name) ?? null
  }
  async take(name: string, over: Lease | null, lease: Lease): Promise<boolean> {
    const now = this.leases.get(name)
    if (now?.holder !== over?.holder || now?.beat !== over?.beat) return false
    this.leases.set(name, lease)
    return true
  }
  async release(name: string, holder: string): Promise<void> {
    if (this.leases.get(name)?.holder === holder) this.leases.delete(name)
  }
}
