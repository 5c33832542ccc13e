// The load: journeys begin at a given rate whether or not earlier ones are done (open loop), each with choices from the seed.
// Guarantees: every request is in the journal; a journey that did not come to its end is named with what it waited for.
// Does not: repeat timings; the seed gives the same people, amounts, ends and manners, the machine gives the moments.
import { setTimeout as sleep } from 'node:timers/promises'
import { Promises } from './answers.ts'
import { Journal } from './journal.ts'
import { kur, type End, type Setting } from './kur.ts'
import { openLender, QUOTAS_IDR } from './lenders.ts'
import { browse, crowding, drafting, hostile, moveQuota, organisation, stale } from './others.ts'
import { Random } from './random.ts'
import { GaveUp, Refused, type Lender, type World } from './user.ts'

export interface LoadOptions {
  readonly api: string
  readonly issuer: string
  readonly seed: number
  readonly journal: string
  readonly mix: Readonly<Record<Kind, number>>
}

type Kind = 'kur' | 'drafting' | 'browse' | 'quota' | 'organisation' | 'hostile'

/** About six commands a journey. */
export const EVERYDAY: Readonly<Record<Kind, number>> = {
  kur: 20,
  drafting: 60,
  browse: 12,
  quota: 4,
  organisation: 2,
  hostile: 2,
}
export const COMMANDS_A_JOURNEY = 6

/** More would only measure how this machine swaps. */
const IN_FLIGHT_MAX = 1_500

/** After a restore: for the roles to start and a procedure to go on. */
const GIVE_UP_MS = 30_000

const END_WEIGHTS: Readonly<Record<End, number>> = {
  draft: 1,
  submitted: 2,
  surveyed: 1,
  proposed: 1,
  withdrawn: 2,
  asked: 1,
  rejected: 1,
  disbursed: 6,
}

export class Load {
  readonly journal: Journal
  /** What did not come to its end, in words. */
  readonly unfinished: string[] = []
  private readonly world: World
  private readonly random: Random
  private readonly mix: LoadOptions['mix']
  private readonly inFlight = new Set<Promise<void>>()
  private giveUpAt = Infinity
  /** Whoever began before this sees that what they were told may be gone, and gives up soon. */
  private lookedAgainAt = 0
  private people = 0
  private begun = 0
  turnedAway = 0

  private constructor(options: LoadOptions, promises: Promises) {
    this.journal = new Journal(options.journal)
    this.random = new Random(options.seed)
    this.mix = options.mix
    const { api, issuer } = options
    this.world = { api, issuer, lenders: [], promises, journal: this.journal, giveUpAt: () => this.giveUpAt }
  }

  /** Registers the lenders with their people and quotas first. */
  static async open(options: LoadOptions): Promise<Load> {
    const load = new Load(options, await Promises.of(options.api))
    await Promise.all(QUOTAS_IDR.map((quotaIdr) => load.lender(quotaIdr)))
    return load
  }

  /** One that is not listed lends to nobody but whom the caller sends. */
  async lender(quotaIdr: number, listed = true): Promise<Lender> {
    this.people += 2 // beside the one of the setting
    const lender = await openLender(this.setting('lender'), quotaIdr)
    if (listed) this.world.lenders.push(lender)
    return lender
  }

  /** Until the time is over; journeys under way go on. */
  async run(commandsPerSecond: number, forMs: number): Promise<void> {
    const until = Date.now() + forMs
    const arrivals = this.random.fork(0)
    for (let next = Date.now(); ;) {
      next += arrivals.untilNext(commandsPerSecond / COMMANDS_A_JOURNEY)
      await sleep(Math.max(0, Math.min(next, until) - Date.now()))
      if (next > until) return
      if (this.inFlight.size >= IN_FLIGHT_MAX) this.turnedAway += 1
      else this.begin(this.random.weighted(this.mix))
    }
  }

  begin(kind: Kind): void {
    void this.follow(kind, (setting) => this.play(kind, setting))
  }

  /** An application for KUR that ends where it is told to; answers its id. */
  application(lender: Lender, end: End, plafonIdr?: number): Promise<string | null> {
    return this.follow('kur', (setting) => kur(setting, lender, end, plafonIdr))
  }

  /** So many clients at one draft at once, each with a key of its own; and as many taps with one key. */
  async crowd(clients: number): Promise<void> {
    await this.follow('crowd', (setting) => crowding(setting, clients))
  }

  get open(): number {
    return this.inFlight.size
  }

  /** Waits for the journeys under way, at most so long; what is unfinished then is named. */
  async finish(withinMs: number): Promise<void> {
    this.giveUpAt = Date.now() + withinMs
    await Promise.all(this.inFlight)
    this.giveUpAt = Infinity
    await this.journal.flush()
  }

  /** After a restore. */
  lookAgain(): void {
    this.lookedAgainAt = Date.now()
  }

  setting(kind: string): Setting {
    this.begun += 1
    this.people += 1
    const begunAt = Date.now()
    const giveUpAt = () => (begunAt < this.lookedAgainAt ? this.lookedAgainAt + GIVE_UP_MS : this.giveUpAt)
    return {
      world: { ...this.world, giveUpAt },
      journey: `${kind}-${this.begun}`,
      random: this.random.fork(this.begun),
      n: this.people,
    }
  }

  /** Null when it did not come to its end, which is then named in `unfinished`. */
  follow<Result>(kind: string, play: (setting: Setting) => Promise<Result>): Promise<Result | null> {
    const setting = this.setting(kind)
    const played = play(setting).catch((error: unknown) => {
      // A refusal that the journey did not foresee, or no end in sight: neither may happen to a person.
      const words = error instanceof GaveUp || error instanceof Refused ? error.message : String((error as Error).stack ?? error)
      this.unfinished.push(`${setting.journey}: ${words}`)
      return null
    })
    const journey = played.then(() => void this.inFlight.delete(journey))
    this.inFlight.add(journey)
    return played
  }

  private async play(kind: Kind, setting: Setting): Promise<unknown> {
    const { random } = setting
    switch (kind) {
      case 'kur': {
        const lender = random.of(setting.world.lenders)
        const end = random.weighted(END_WEIGHTS)
        const id = await kur(setting, lender, end)
        return end !== 'draft' && random.chance(0.1) ? stale(setting, id, lender) : undefined
      }
      case 'drafting':
        return drafting(setting)
      case 'browse':
        return browse(setting)
      case 'quota':
        return moveQuota(setting)
      case 'organisation':
        return organisation(setting)
      case 'hostile':
        return hostile(setting)
      default:
        throw new Error(`no such journey: ${String(kind)}`)
    }
  }
}
