// The arithmetic of docs/capacity.md: from what was measured, and named assumptions, to servers, partitions, disks and money.
// Guarantees: each line says its formula; change an assumption here and `npm run bench -- --draw` changes the page.
// Does not: know what real MongoDB, Kafka and Temporal clusters cost; there the stand-ins' measured costs are carried on, and said to be.
import type { Figure } from './samples.ts'

/** Chosen, not measured. */
export const ASSUMED = {
  businesses: 60_000_000,
  applicationsPerBusinessYear: 0.1,
  commandsByPeople: 12,
  stepsOfProcedures: 14,
  pagesRead: 60,
  workingDaysPerYear: 250,
  busiestHourOfDay: 0.2,
  useOfACore: 0.6,
  coresOfOneServer: 2,
  copiesOfData: 3,
  indexesAndSlack: 2,
  yearsKept: 10,
  kafkaDays: 7,
  rupiahPerCoreMonth: 300_000,
  rupiahPerGbMonth: 2_000,
} as const

export interface Line {
  readonly name: string
  readonly formula: string
  /** At one small server, 10, 100, 1,000 times that, and the country. */
  readonly values: readonly number[]
}

export interface Costs {
  /** CPU milliseconds, all processes and engines together. */
  readonly command: number
  readonly procedure: number
  readonly page: number
  readonly apiPerCommand: number
  readonly projectorPerEvent: number
  readonly relayPerSecond: number
  readonly projectorPerSecond: number
  readonly applicationBytes: number
  readonly eventBytes: number
  readonly messageBytes: number
}

export function costsOf(figures: readonly Figure[]): Costs | null {
  const ours = (metric: string) => figures.find((each) => each.metric === metric && each.process === undefined)?.ours ?? null
  const costs = {
    command: ours('M1 update CPU of all'),
    procedure: ours('M5 procedures done CPU of all'),
    page: ours('M9 worklist page CPU of all'),
    apiPerCommand: ours('M1 update CPU of the api'),
    projectorPerEvent: ours('M4 projecting CPU of our own processes'),
    relayPerSecond: ours('M3 relay drain'),
    projectorPerSecond: ours('M4 projecting'),
    applicationBytes: ours('Growth bytes of an application'),
    eventBytes: ours('Growth bytes of an event in the log'),
    messageBytes: ours('Growth bytes of a message'),
  }
  return Object.values(costs).every((value) => value !== null) ? (costs as Costs) : null
}

const STEPS_MEASURED = 3

/** CPU milliseconds of an application's life. */
export const lifeMs = ({ command, procedure, page }: Costs): number =>
  ASSUMED.commandsByPeople * command + (ASSUMED.stepsOfProcedures * procedure) / STEPS_MEASURED + ASSUMED.pagesRead * page

export function capacity(costs: Costs): Line[] {
  const a = ASSUMED
  const events = a.commandsByPeople + a.stepsOfProcedures
  const busiest = (yearly: number) => (yearly / a.workingDaysPerYear) * (a.busiestHourOfDay / 3_600)
  const oneServer =
    ((a.coresOfOneServer * a.useOfACore * 1_000) / lifeMs(costs) / a.busiestHourOfDay) * 3_600 * a.workingDaysPerYear
  const years = [1, 10, 100, 1_000].map((times) => oneServer * times)
  const all = [...years, a.businesses * a.applicationsPerBusinessYear]
  const line = (name: string, formula: string, of: (yearly: number) => number): Line => ({ name, formula, values: all.map(of) })
  const cores = (yearly: number) => (busiest(yearly) * lifeMs(costs)) / 1_000 / a.useOfACore
  const databaseGb = (yearly: number) =>
    (yearly * a.yearsKept * (costs.applicationBytes + events * costs.eventBytes) * a.indexesAndSlack * a.copiesOfData) / 1e9
  const kafkaGb = (yearly: number) =>
    ((yearly / a.workingDaysPerYear) * a.kafkaDays * events * costs.messageBytes * a.copiesOfData) / 1e9
  return [
    line('applications a year', 'N', (yearly) => yearly),
    line('applications a second in the busiest hour', 'n = N ÷ days × share of the busiest hour ÷ 3,600', busiest),
    line('commands and events a second', 'e = n × (commands + steps)', (yearly) => busiest(yearly) * events),
    line('pages read a second', 'n × pages', (yearly) => busiest(yearly) * a.pagesRead),
    line('cores, engines included', 'n × life ÷ 1,000 ÷ use of a core', cores),
    line(
      'of them the api role',
      'e × CPU of the api ÷ 1,000 ÷ use',
      (yearly) => (busiest(yearly) * events * costs.apiPerCommand) / 1_000 / a.useOfACore,
    ),
    line(
      'of them one projection',
      'e × CPU of the projector ÷ 1,000 ÷ use',
      (yearly) => (busiest(yearly) * events * costs.projectorPerEvent) / 1_000 / a.useOfACore,
    ),
    line('partitions a topic', 'e ÷ (M4 a second × use), at least 3', (yearly) =>
      Math.max(3, Math.ceil((busiest(yearly) * events) / (costs.projectorPerSecond * a.useOfACore))),
    ),
    line('relays that must work at once', 'e ÷ (M3 a second × use)', (yearly) =>
      Math.ceil((busiest(yearly) * events) / (costs.relayPerSecond * a.useOfACore)),
    ),
    line('database, GB after years kept', 'N × years × (document + row + events × event) × indexes × copies', databaseGb),
    line('Kafka, GB', 'N ÷ days × days kept × events × message × copies', kafkaGb),
    line(
      'rupiah a month, million',
      'cores × price of a core + GB × price of a GB',
      (yearly) => (cores(yearly) * a.rupiahPerCoreMonth + (databaseGb(yearly) + kafkaGb(yearly)) * a.rupiahPerGbMonth) / 1e6,
    ),
    line(
      'rupiah an application',
      'rupiah a month × 12 ÷ N',
      (yearly) =>
        ((cores(yearly) * a.rupiahPerCoreMonth + (databaseGb(yearly) + kafkaGb(yearly)) * a.rupiahPerGbMonth) * 12) / yearly,
    ),
  ]
}
