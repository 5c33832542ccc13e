// A lender's figures over HTTP: of the applications that were begun in some months, and of its quotas of those years.
// Guarantees: counted from rows, at most a minute old (`asOf`); of the own lender, for staff of a branch of their branch; the auditor names a
// lender. Does not guarantee: that the rows have caught up with the last second.
import { dayInWib, type Instant } from '@simpul/kernel'
import { defineRoutes, everyRow, instantOf, type Actor, type ServiceContext } from '@simpul/platform'
import { Type, type Static } from 'typebox'
import { STEPS } from '../application/application.ts'
import { closed, id, idr, orNull, reason, scheme, unit } from '../bodies.ts'
import { refuse } from '../export/refusals.ts'
import { requireLender } from '../knownParties.ts'
import type { MicrocreditOutside } from '../outside/microcreditOutside.ts'
import { courses } from '../projections/courses.ts'
import { quotaSums } from '../projections/quotaSums.ts'
import { refuse as refuseOthers } from '../refusals.ts'
import { LENDER_ROLES, lenderOf } from '../rights.ts'
import { Counting } from './counting.ts'

export const figuresLimits = { monthsMax: 24, applicationsMax: 200_000, rememberedMs: 60_000, rememberedMax: 200 } as const

const month = Type.String({ pattern: '^20[0-9]{2}-(0[1-9]|1[0-2])$' })
const count = Type.Integer({ minimum: 0 })
const hours = Type.Number({ minimum: 0 })
const refused = Type.Array(closed({ ...reason.properties, count }))

const figuresView = closed({
  lender: id,
  unit: orNull(Type.String()),
  scheme: orNull(scheme),
  from: month,
  to: month,
  asOf: Type.String(),
  /** Of what was begun in these months. `started` and `expired` count drafts, which are told of the whole lender and five a month alone. */
  funnel: closed({
    started: orNull(count),
    submitted: count,
    decided: count,
    approved: count,
    disbursed: count,
    rejected: count,
    withdrawn: count,
    expired: orNull(count),
  }),
  steps: Type.Array(
    closed({
      step: Type.Enum([...STEPS]),
      count,
      medianHours: hours,
      p90Hours: hours,
      medianWorkingHours: orNull(hours),
      p90WorkingHours: orNull(hours),
    }),
  ),
  refusals: closed({
    ofApplicant: refused,
    /** Quota and portfolio: nothing that an applicant did or lacks. */
    ofLender: refused,
    lackedQuota: count,
  }),
  quotas: Type.Array(closed({ scheme, year: Type.Integer(), limitIdr: idr, reservedIdr: idr, usedIdr: idr, freeIdr: idr })),
})
type FiguresView = Static<typeof figuresView>
type Context = ServiceContext<MicrocreditOutside>

interface Asked {
  readonly lender: string
  readonly unit: string | null
  readonly scheme: string | null
  readonly from: string
  readonly to: string
}

export const figuresRoutes = defineRoutes<MicrocreditOutside>({ tag: 'Angka penyalur' }, (route) => {
  route.get('/figures', {
    summary: { id: 'Angka penyalur', en: "A lender's figures" },
    may: { roles: [...LENDER_ROLES, 'auditor'] },
    query: closed({
      /** Whole months in WIB, both included; without them the present one. */
      from: Type.Optional(month),
      to: Type.Optional(month),
      scheme: Type.Optional(scheme),
      unit: Type.Optional(unit),
      /** For the auditor; others get their own. */
      lender: Type.Optional(id),
    }),
    response: figuresView,
    async read({ query, actor, context }) {
      const present = dayInWib(instantOf(context.outside.clock.now())).slice(0, 7)
      const to = query.to ?? query.from ?? present
      const from = query.from ?? to
      const months = monthsBetween(from, to)
      if (months < 1 || months > figuresLimits.monthsMax)
        throw refuse('figures/period-invalid', { from, to, max: figuresLimits.monthsMax })
      const { unit: at = null, scheme: of = null } = query
      if (actor.branch !== undefined && at !== null && at !== actor.branch) throw refuseOthers('actor/other-branch', { unit: at })
      const asked = { lender: await lenderAsked(context, query, actor), unit: actor.branch ?? at, scheme: of, from, to }
      return remembered(context, asked)
    },
  })
})

async function lenderAsked(context: Context, { lender }: { lender?: string }, actor: Actor): Promise<string> {
  const staff = actor.roles.some((role) => LENDER_ROLES.some((each) => each === role))
  if (staff) return lenderOf(actor)
  if (lender === undefined) throw refuse('figures/no-lender')
  await requireLender(context, lender)
  return lender
}

const monthsBetween = (from: string, to: string) => ordinal(to) - ordinal(from) + 1
const ordinal = (of: string) => Number(of.slice(0, 4)) * 12 + Number(of.slice(5)) - 1
/** The first moment of a month in WIB; `after` so many months later. */
function beginningOf(of: string, after = 0): Instant {
  const n = ordinal(of) + after
  const first = `${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}-01`
  return new Date(`${first}T00:00:00+07:00`).toISOString()
}

type Remembered = { readonly until: number; readonly answer: Promise<FiguresView> }
/** By what the process reaches, so that two services of one process share nothing. */
const memories = new WeakMap<MicrocreditOutside, Map<string, Remembered>>()

/** Counting a large lender's year takes seconds: whoever asks again within a minute gets the same answer, which says how old it is. */
function remembered(context: Context, asked: Asked): Promise<FiguresView> {
  const { outside } = context
  const memory = memories.get(outside) ?? new Map<string, Remembered>()
  memories.set(outside, memory)
  const nowMs = outside.clock.now()
  const name = JSON.stringify(asked)
  const known = memory.get(name)
  if (known && nowMs < known.until) return known.answer
  const answer = counted(context, asked, instantOf(nowMs))
  memory.delete(name)
  memory.set(name, { until: nowMs + figuresLimits.rememberedMs, answer })
  answer.catch(() => memory.delete(name)) // asked anew next time; whoever asked now is told
  const [oldest] = memory.keys()
  if (memory.size > figuresLimits.rememberedMax && oldest !== undefined) memory.delete(oldest)
  return answer
}

async function counted(context: Context, asked: Asked, asOf: Instant): Promise<FiguresView> {
  const { lender, unit: at, scheme: of, from, to } = asked
  const began = { $gte: beginningOf(from), $lt: beginningOf(to, 1) }
  const counting = new Counting(asOf)
  let taken = 0
  const begun = { filter: { lender, startedAt: began }, sort: { by: 'startedAt', direction: 1 } } as const
  for await (const row of everyRow(context.rows(courses), begun)) {
    if ((taken += 1) > figuresLimits.applicationsMax) throw refuse('figures/too-many', { max: figuresLimits.applicationsMax })
    if ((at === null || row.unit === at) && (of === null || row.scheme === of)) counting.take(row)
  }
  const { funnel, steps, ofApplicant, ofLender, lackedQuota } = counting.figures(at === null && of === null)
  const refusals = { ofApplicant: [...ofApplicant], ofLender: [...ofLender], lackedQuota }
  return {
    ...asked,
    scheme: of as FiguresView['scheme'],
    asOf,
    funnel,
    steps: [...steps],
    refusals,
    quotas: await quotasOf(context, asked),
  }
}

/** By scheme and year, branches together unless one was asked for. */
async function quotasOf(context: Context, { lender, unit: at, scheme: of, from, to }: Asked): Promise<FiguresView['quotas']> {
  const years = { $gte: Number(from.slice(0, 4)), $lte: Number(to.slice(0, 4)) }
  const sums = new Map<string, FiguresView['quotas'][number]>()
  const kept = { filter: { lender, year: years }, sort: { by: 'year', direction: 1 } } as const
  for await (const row of everyRow(context.rows(quotaSums), kept)) {
    if ((at !== null && row.unit !== at) || (of !== null && row.scheme !== of)) continue
    const { scheme: its, year } = row
    const key = `${year} ${its}`
    const sum = sums.get(key) ?? { scheme: its, year, limitIdr: 0, reservedIdr: 0, usedIdr: 0, freeIdr: 0 }
    sum.limitIdr += row.limitIdr
    sum.reservedIdr += row.reservedIdr
    sum.usedIdr += row.usedIdr
    sum.freeIdr += row.limitIdr - row.reservedIdr - row.usedIdr
    sums.set(key, sum)
  }
  return [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum)
}
