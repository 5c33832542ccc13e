// The arithmetic of docs/capacity.md: from what was measured, and named assumptions, to servers, partitions, disks and money.
// Guarantees: each line says its formula; change an assumption here and `npm run bench -- --draw` changes the page.
// Does not: know what real MongoDB, Kafka and Temporal clusters cost; there the stand-ins' measured costs are carried on, and said to be.
import type { Figure } from './samples.ts'

/** Chosen, not measured. */
export const ASSUMED = {
  businesses: 60_000_000,
  applicationsPerBusinessYear: 0.1,
  verificationsPerBusinessYear: 0.5,
  pagesPerBusinessYear: 120,
  commandsByPeoplePerApplication: 12,
  stepsOfProceduresPerApplication: 14,
  pagesPerApplication: 60,
  commandsByPeoplePerVerification: 4,
  stepsOfProceduresPerVerification: 3,
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
const a = ASSUMED

const workMs = ({ command, procedure, page }: Costs, commands: number, steps: number, pages: number) =>
  commands * command + (steps * procedure) / STEPS_MEASURED + pages * page

/** CPU milliseconds from the first field to the money, with all that is read of it. */
export const applicationMs = (costs: Costs): number =>
  workMs(costs, a.commandsByPeoplePerApplication, a.stepsOfProceduresPerApplication, a.pagesPerApplication)

export const verificationMs = (costs: Costs): number =>
  workMs(costs, a.commandsByPeoplePerVerification, a.stepsOfProceduresPerVerification, 0)

/** CPU milliseconds of a business in a year. */
export const businessMs = (costs: Costs): number =>
  a.applicationsPerBusinessYear * applicationMs(costs) +
  a.verificationsPerBusinessYear * verificationMs(costs) +
  a.pagesPerBusinessYear * costs.page

/** Of a business in a year. */
const EVENTS =
  a.applicationsPerBusinessYear * (a.commandsByPeoplePerApplication + a.stepsOfProceduresPerApplication) +
  a.verificationsPerBusinessYear * (a.commandsByPeoplePerVerification + a.stepsOfProceduresPerVerification)
const PAGES = a.applicationsPerBusinessYear * a.pagesPerApplication + a.pagesPerBusinessYear
/** What is done in a year, a second of the busiest hour. */
const BUSIEST = a.busiestHourOfDay / a.workingDaysPerYear / 3_600

/** Businesses that keep the cores of one server at their use in the busiest hour. */
export const oneServer = (costs: Costs): number => (a.coresOfOneServer * a.useOfACore * 1_000) / (businessMs(costs) * BUSIEST)

export function capacity(costs: Costs): Line[] {
  const all = [...[1, 10, 100, 1_000].map((times) => oneServer(costs) * times), a.businesses]
  const line = (name: string, formula: string, of: (businesses: number) => number): Line => ({
    name,
    formula,
    values: all.map(of),
  })
  const events = (businesses: number) => businesses * EVENTS * BUSIEST
  const cores = (businesses: number) => (businesses * businessMs(costs) * BUSIEST) / 1_000 / a.useOfACore
  const coresOf = (ms: number) => (businesses: number) => (events(businesses) * ms) / 1_000 / a.useOfACore
  const documents = a.applicationsPerBusinessYear * a.yearsKept + 1 // the business itself
  const databaseGb = (businesses: number) =>
    (businesses *
      (documents * costs.applicationBytes + EVENTS * a.yearsKept * costs.eventBytes) *
      a.indexesAndSlack *
      a.copiesOfData) /
    1e9
  const kafkaGb = (businesses: number) =>
    (businesses * EVENTS * (a.kafkaDays / a.workingDaysPerYear) * costs.messageBytes * a.copiesOfData) / 1e9
  const rupiah = (businesses: number) =>
    cores(businesses) * a.rupiahPerCoreMonth + (databaseGb(businesses) + kafkaGb(businesses)) * a.rupiahPerGbMonth
  return [
    line('businesses', 'B', (businesses) => businesses),
    line('applications a year', 'B × applications', (businesses) => businesses * a.applicationsPerBusinessYear),
    line(
      'events a second, busiest hour',
      'e = B × (applications × (commands + steps) + verifications × (commands + steps)) × busiest hour ÷ days ÷ 3,600',
      events,
    ),
    line(
      'pages a second, busiest hour',
      'B × (applications × pages + pages) × busiest hour ÷ days ÷ 3,600',
      (businesses) => businesses * PAGES * BUSIEST,
    ),
    line('cores, engines included', 'B × year of a business × busiest hour ÷ days ÷ 3,600 ÷ 1,000 ÷ use', cores),
    line('of them commands in the api', 'e × api ÷ 1,000 ÷ use', coresOf(costs.apiPerCommand)),
    line('of them one projection', 'e × projector ÷ 1,000 ÷ use', coresOf(costs.projectorPerEvent)),
    line('partitions a topic', 'e ÷ (projector a second × use), at least 3', (businesses) =>
      Math.max(3, Math.ceil(events(businesses) / (costs.projectorPerSecond * a.useOfACore))),
    ),
    line('relays that must work at once', 'e ÷ (relay a second × use)', (businesses) =>
      Math.ceil(events(businesses) / (costs.relayPerSecond * a.useOfACore)),
    ),
    line('database, GB', 'B × (documents × document + e of all years × event) × indexes × copies', databaseGb),
    line('Kafka, GB', 'B × events of a year × days kept ÷ days × message × copies', kafkaGb),
    line('rupiah a month, million', 'cores × price of a core + GB × price of a GB', (businesses) => rupiah(businesses) / 1e6),
    line('rupiah a business and year', 'rupiah a month × 12 ÷ B', (businesses) => (rupiah(businesses) * 12) / businesses),
  ]
}
