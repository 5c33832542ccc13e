// A population applies: so many people from a seed, through HTTP, Kafka and Temporal with all checks, so many at once.
// Guarantees: everybody comes to an end or is named; what became of each is counted by lender and compared with the lender's own figures and
// with its quotas, rupiah by rupiah. Does not: disturb anything; tests/faults/plans do.
import { inParallel } from '../../../packages/platform/src/process/inParallel.ts'
import { staff, today, type Setting } from '../load/kur.ts'
import { openQuota } from '../load/lenders.ts'
import type { Load } from '../load/load.ts'
import { Random } from '../load/random.ts'
import { User, type Body, type Lender } from '../load/user.ts'
import { applied, type Became, type Outcome, type Staff } from './journey.ts'
import { applicant, type Applicant } from './people.ts'

export interface PopulationOptions {
  readonly load: Load
  readonly seed: number
  readonly count: number
  readonly atOnce: number
  /** The simulators of SIKP and SLIK, told what they know of whom. */
  readonly outside: string
  readonly say?: (what: string) => void
}

export interface LenderSums {
  readonly count: Readonly<Record<Outcome, number>>
  readonly disbursedIdr: number
  readonly reasons: Readonly<Record<string, number>>
}

/** What journeys say beside what the figures say, for each lender; equal when nothing was lost or counted twice. */
export interface Compared {
  readonly lender: string
  readonly byJourneys: LenderSums
  readonly byFigures: LenderSums
}

export interface Populated {
  readonly seconds: number
  readonly ended: number
  readonly lenders: readonly Compared[]
}

const SCHEMES = ['SUPER_MIKRO', 'KECIL'] as const // MIKRO's quota is opened with the lender
/** The last lender's Mikro is small: approvals there are refused by the quota and told why. */
const quotaIdr = (nth: number, lenders: number, count: number) => (nth === lenders - 1 ? 2_000_000 : 60_000_000) * count

/** In hundredths; one has half of the market, as the largest KUR bank has. */
const LENDER_SHARES = [50, 25, 15, 10] as const

export async function populate(options: PopulationOptions): Promise<Populated> {
  const { load, seed, count, atOnce, say = () => undefined } = options
  const random = new Random(seed)
  const begun = performance.now()
  const lenders = await Promise.all(LENDER_SHARES.map((_, nth) => load.lender(quotaIdr(nth, LENDER_SHARES.length, count))))
  const teams = await Promise.all(lenders.map((lender) => team(load.setting('staff'), lender, count)))
  const people = Array.from({ length: count }, (_, n) => applicant(n, random.fork(n), today()))
  await inParallel(20, people, (who) => known(options.outside, who))
  const became = new Map<Staff, Became[]>(teams.map((each) => [each, []]))
  let ended = 0
  const choices = random.fork(count)
  const wishes = people.map((who) => ({ who, staff: shared(choices, teams) }))
  await inParallel(atOnce, wishes, async ({ who, staff: at }) => {
    const outcome = await load.follow('population', (setting) => applied(setting, who, at))
    if (!outcome) return
    became.get(at)?.push(outcome)
    ended += 1
    if (ended % 500 === 0)
      say(`${ended} of ${count} came to their end, ${Math.round((ended * 1_000) / (performance.now() - begun))} a second`)
  })
  const seconds = Math.round(performance.now() - begun) / 1_000
  const lendersCompared: Compared[] = []
  for (const [at, outcomes] of became) lendersCompared.push(await compared(load, at, outcomes))
  return { seconds, ended, lenders: lendersCompared }
}

async function team(setting: Setting, lender: Lender, count: number): Promise<Staff> {
  for (const scheme of SCHEMES) await openQuota(setting, lender, 300_000_000 * count, scheme)
  return { lender, officer: await staff(setting, 'officer', lender), approver: await staff(setting, 'approver', lender) }
}

function shared(random: Random, teams: readonly Staff[]): Staff {
  const nth = random.weighted(Object.fromEntries(LENDER_SHARES.map((share, n) => [String(n), share])))
  return teams[Number(nth)] as Staff
}

/** Tells SIKP what it knows of them before. */
async function known(outside: string, { person: { nik }, earlierKur, hadCommercialCredit }: Applicant): Promise<void> {
  if (earlierKur === 0 && !hadCommercialCredit) return
  const paid = (n: number) => ({
    scheme: 'MIKRO',
    akadOn: `${2_021 + 2 * n}-03-01`,
    plafonIdr: 20_000_000,
    outstandingIdr: 0,
    state: 'lunas',
    lender: 'BRI',
  })
  const commercial = { kind: 'KMK', plafonIdr: 75_000_000, startedOn: '2021-04-12', state: 'lunas', lender: 'Bank Mandiri' }
  const data = { kur: Array.from({ length: earlierKur }, (_, n) => paid(n)), commercial: hadCommercialCredit ? [commercial] : [] }
  const answer = await fetch(`${outside}/sikp/scenarios`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ nik, scenario: 'ok', data }),
  })
  if (!answer.ok) throw new Error(`the simulator of SIKP takes no more: ${answer.status}`)
}

const WITHIN_MS = 30_000

async function compared(load: Load, { lender }: Staff, outcomes: readonly Became[]): Promise<Compared> {
  const setting = load.setting('figures')
  const manager = await User.signIn(
    setting.world,
    setting.journey,
    { as: 'lender-manager', person: lender.people['lender-manager'], org: lender.id, sub: lender.people['lender-manager'] },
    setting.random,
  )
  const byJourneys = sumsOf(outcomes)
  const until = Date.now() + WITHIN_MS
  for (let nth = 0; ; nth += 1) {
    // Each period is counted anew at most once a minute, so each look asks for another one that holds the same.
    const month = today().slice(0, 7)
    const { body } = await manager.read(`microcredit/figures?from=${monthBefore(month, nth)}&to=${month}`)
    const byFigures = sumsOfFigures(body)
    if (JSON.stringify(byFigures) === JSON.stringify(byJourneys) || Date.now() > until || nth === 22)
      return { lender: lender.id, byJourneys, byFigures }
    await new Promise((resolve) => setTimeout(resolve, 1_500))
  }
}

function monthBefore(month: string, n: number): string {
  const ordinal = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 - n
  return `${Math.floor(ordinal / 12)}-${String((ordinal % 12) + 1).padStart(2, '0')}`
}

function sumsOf(outcomes: readonly Became[]): LenderSums {
  const of = (wanted: Outcome) => outcomes.filter(({ outcome }) => outcome === wanted).length
  const drafts = of('draft')
  const reasons = outcomes.flatMap(({ reason }) => (reason === undefined ? [] : [reason]))
  return {
    // Fewer than five drafts are not told.
    count: {
      draft: drafts < 5 ? 0 : drafts,
      withdrawn: of('withdrawn'),
      rejected: of('rejected'),
      told: of('told'),
      disbursed: of('disbursed'),
    },
    disbursedIdr: outcomes.reduce((sum, { disbursedIdr }) => sum + disbursedIdr, 0),
    reasons: byCode([...Map.groupBy(reasons, (code) => code)].map(([code, all]) => [code, all.length])),
  }
}

function sumsOfFigures({ funnel, refusals, quotas }: Body): LenderSums {
  const { ofApplicant, ofLender, lackedQuota } = refusals as Record<
    'ofApplicant' | 'ofLender',
    { code: string; count: number }[]
  > & { lackedQuota: number }
  return {
    count: {
      draft: funnel.started === null ? 0 : funnel.started - funnel.submitted,
      withdrawn: funnel.withdrawn,
      rejected: funnel.rejected,
      told: lackedQuota,
      disbursed: funnel.disbursed,
    },
    disbursedIdr: (quotas as { usedIdr: number }[]).reduce((sum, { usedIdr }) => sum + usedIdr, 0),
    reasons: byCode([...ofApplicant, ...ofLender].map(({ code, count }) => [code, count])),
  }
}

const byCode = (counted: readonly [string, number][]) => Object.fromEntries(counted.toSorted(([a], [b]) => (a < b ? -1 : 1)))
