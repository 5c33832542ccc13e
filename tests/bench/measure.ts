// What a measure is: one name, whom it compares, and what it does in a round. main.ts runs them all.
import type { RivalName } from './rivals.ts'
import type { Sample } from './samples.ts'
import type { Surroundings } from './surroundings.ts'

export interface Settings {
  /** Of each closed or open loop. */
  readonly seconds: number
  readonly connections: number
  /** Requests a second of an open loop. */
  readonly rate: number
  /** Entries, messages or rows laid out before the clock runs. */
  readonly amount: number
  /** Aggregates laid out, smallest first. */
  readonly sizes: readonly number[]
}

export interface Taken {
  readonly rival: RivalName
  readonly round: number
  readonly surroundings: Surroundings
  readonly settings: Settings
}

export interface Measure {
  readonly name: string
  readonly rivals: readonly RivalName[]
  /** When nothing else was asked for. */
  readonly amount?: number
  run(taken: Taken): Promise<Sample[]>
}

/** The samples of one round of one rival: `sample('M1 create', '/s', 812)`. */
export function sampler({ rival, round }: Pick<Taken, 'rival' | 'round'>, at?: number) {
  const more = { rival, round, ...(at === undefined ? {} : { at }) }
  return {
    one: (metric: string, unit: string, value: number): Sample => ({ metric, unit, value, ...more }),
    /** CPU by process, and of all together. */
    cpu(metric: string, byProcess: Readonly<Record<string, number>>): Sample[] {
      const of = Object.entries(byProcess)
      const own = of.filter(([process]) => !ENGINES.includes(process))
      const sum = (parts: typeof of) => parts.reduce((total, [, ms]) => total + ms, 0)
      return [
        ...of.map(([process, value]): Sample => ({ metric: `${metric} CPU`, unit: 'ms', process, value, ...more })),
        { metric: `${metric} CPU of our own processes`, unit: 'ms', value: sum(own), ...more },
        { metric: `${metric} CPU of all`, unit: 'ms', value: sum(of), ...more },
      ]
    },
  }
}

const ENGINES: readonly string[] = ['kafka', 'mongodb', 'temporal']
