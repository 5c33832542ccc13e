// An appeal over HTTP: the applicant files and withdraws it; the lender's people take it, hand it over, say that they are not impartial, decide.
// Guarantees: whoever decides has rights confirmed at that moment, on the version that they read; who took part is asked of the file's
// history at that moment and never of the caller. The figures are the lender's own and hold no person.
import { dayInWib } from '@simpul/kernel'
import { defineRoutes, instantOf, toEvent, type Actor, type ServiceContext } from '@simpul/platform'
import { Type } from 'typebox'
import { application } from '../application/aggregate.ts'
import { REASONS_MAX } from '../application/application.ts'
import type { ApplicationEvent } from '../application/events.ts'
import { requireEvidence } from '../application/evidence.ts'
import { closed, code, day, id, orNull } from '../bodies.ts'
import type { MicrocreditOutside } from '../outside/microcreditOutside.ts'
import { appeals } from '../projections/appeals.ts'
import { handOf, isApplicant, isLender, LENDER_ROLES, lenderOf, mayRead, personOf } from '../rights.ts'
import { CONTESTED_KINDS, CONTESTED_MAX, CORRECTIONS_MAX } from './appeal.ts'
import { FACT_NAMES } from './facts.ts'
import { figuresOf } from './figures.ts'
import { appealReasonsOf } from './reasons.ts'
import { refuse } from './refusals.ts'
import { stillFailing } from './stillFailing.ts'
import { surveyAtRefusal } from './surveyAtRefusal.ts'
import { tookPart } from './tookPart.ts'
import { appealView, appealViewOf } from './view.ts'

type Context = ServiceContext<MicrocreditOutside>

const applicant = { roles: ['applicant'], owns: isApplicant } as const
const decider = { roles: ['approver', 'lender-manager'], owns: isLender, confirmed: true } as const
const target = ({ params }: { params: { id: string } }) => params.id

const kind = Type.Enum([...CONTESTED_KINDS])
/** As rules, facts and reasons are named. */
const name = Type.String({ pattern: '^[A-Za-z0-9/._-]{1,60}$' })
const value = Type.Union([
  Type.Boolean(),
  Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
  Type.String({ maxLength: 200 }),
])
const contested = closed({ kind, name, says: Type.Optional(value), evidenceRef: Type.Optional(id) })
const reasonCodes = Type.Array(code, { minItems: 1, maxItems: REASONS_MAX })
const granting = {
  granted: Type.Array(closed({ kind, name }), { minItems: 1, maxItems: CONTESTED_MAX }),
  reasonCodes,
  corrections: Type.Array(closed({ fact: Type.Enum([...FACT_NAMES]), value, evidenceRef: orNull(id) }), {
    maxItems: CORRECTIONS_MAX,
  }),
}

export const appealRoutes = defineRoutes<MicrocreditOutside>({ tag: 'Keberatan' }, (route) => {
  route.command('/applications/:id/appeal', {
    summary: { id: 'Ajukan keberatan atas penolakan', en: 'Appeal against a refusal' },
    may: applicant,
    aggregate: application,
    body: closed({
      contested: Type.Array(contested, { minItems: 1, maxItems: CONTESTED_MAX }),
      /** What the applicant says in words, sealed at partners. */
      textRef: orNull(id),
    }),
    target,
    command: ({ body, actor }) => ({ type: 'FileAppeal' as const, ...body, by: personOf(actor) }),
  })
  route.command('/applications/:id/appeal/withdraw', {
    summary: { id: 'Tarik keberatan', en: 'Withdraw the appeal' },
    may: applicant,
    aggregate: application,
    body: closed({}),
    target,
    command: ({ actor }) => ({ type: 'WithdrawAppeal' as const, by: personOf(actor) }),
  })
  route.get('/applications/:id/appeal', {
    summary: { id: 'Baca keberatan, dan apa yang dapat dibanding', en: 'Read the appeal, and what can be contested' },
    may: { roles: ['applicant', ...LENDER_ROLES, 'auditor'] },
    response: appealView,
    async read({ params, actor, context }) {
      const found = await context.commands.state(application, params.id)
      if (!found || !mayRead(found.state, actor)) return null
      return appealViewOf(params.id, found.version, found.state, instantOf(context.outside.clock.now()))
    },
  })
})

export const appealDecisionRoutes = defineRoutes<MicrocreditOutside>({ tag: 'Putusan keberatan' }, (route) => {
  route.command('/applications/:id/appeal/reviewer', {
    summary: { id: 'Tugaskan peninjau keberatan, atau ambil sendiri', en: 'Assign a reviewer of the appeal, or take it oneself' },
    may: decider,
    aggregate: application,
    body: closed({ reviewer: id }),
    ifMatch: 'required',
    target,
    async command({ params, body: { reviewer }, actor, context }) {
      if (reviewer !== personOf(actor) && !actor.roles.includes('lender-manager')) throw refuse('appeal/assigns-another')
      return { type: 'AssignAppeal' as const, reviewer, ...(await reviewing(context, params.id, actor)) }
    },
  })
  route.command('/applications/:id/appeal/conflict', {
    summary: { id: 'Nyatakan benturan kepentingan pada keberatan', en: 'Declare a conflict of interest in the appeal' },
    may: decider,
    aggregate: application,
    body: closed({ code }),
    target,
    command: ({ body, actor }) => ({ type: 'DeclareAppealConflict' as const, code: body.code, hand: handOf(actor) }),
  })
  route.command('/applications/:id/appeal/uphold', {
    summary: { id: 'Pertahankan keputusan, dengan alasan', en: 'Uphold the decision, with reasons' },
    may: decider,
    aggregate: application,
    body: closed({ reasonCodes }),
    ifMatch: 'required',
    target,
    async command({ params, body, actor, context }) {
      const reasons = appealReasonsOf(body.reasonCodes, 'upheld')
      return { type: 'UpholdAppeal' as const, reasons, ...(await reviewing(context, params.id, actor)) }
    },
  })
  route.command('/applications/:id/appeal/overturn', {
    summary: { id: 'Benarkan keberatan dan buka kembali pengajuan', en: 'Grant the appeal and open the application again' },
    may: decider,
    aggregate: application,
    body: closed(granting),
    ifMatch: 'required',
    target,
    async command({ params, body: { granted, corrections, reasonCodes: codes }, actor, context }) {
      const refs = corrections.flatMap(({ evidenceRef }) => evidenceRef ?? [])
      await requireEvidence(context, { applicationId: params.id, refs, field: 'corrections', actor })
      const survey = surveyAtRefusal(await happenedTo(context, params.id))
      return {
        type: 'OverturnAppeal' as const,
        granted,
        corrections,
        reasons: appealReasonsOf(codes, 'overturned'),
        stillFailing: await stillFailing(context, params.id, { granted, corrections, survey }),
        survey,
        ...(await reviewing(context, params.id, actor)),
      }
    },
  })
})

const reviewing = async (context: Context, applicationId: string, actor: Actor) => ({
  hand: handOf(actor),
  tookPart: [...tookPart(await happenedTo(context, applicationId))],
})

const happenedTo = async ({ history }: Context, applicationId: string) =>
  (await history(application, applicationId)).map((envelope) => toEvent<ApplicationEvent>(envelope))

/** Applications with an appeal in one answer; a lender with more asks for a shorter time. */
const CASES_MAX = 5_000
const PAGE = 100
const count = Type.Integer()
const counts = { filed: count, open: count, upheld: count, overturned: count, withdrawn: count }

export const appealFigureRoutes = defineRoutes<MicrocreditOutside>({ tag: 'Angka keberatan' }, (route) => {
  route.get('/appeal-figures', {
    summary: { id: 'Angka keberatan penyalur', en: "Figures of the lender's appeals" },
    may: { roles: LENDER_ROLES },
    /** Filed from that day on, and until the other one; both in WIB. */
    query: closed({ from: Type.Optional(day), until: Type.Optional(day) }),
    response: closed({
      asOf: Type.String(),
      from: orNull(day),
      until: orNull(day),
      /** False: there were more than are counted here. */
      complete: Type.Boolean(),
      ...counts,
      medianDays: orNull(Type.Number()),
      contested: Type.Array(closed({ kind, name: Type.String(), ...counts })),
    }),
    async read({ query: { from, until }, actor, context }) {
      const asOf = instantOf(context.outside.clock.now())
      const begin = from === undefined ? '' : startOf(from)
      const filter = {
        lender: lenderOf(actor),
        ...(actor.branch === undefined ? {} : { unit: actor.branch }),
        lastFiledAt: { $gte: begin },
      }
      const { cases, complete } = await casesOf(context, filter)
      const before = startOf(dayAfter(until ?? dayInWib(asOf)))
      return { asOf, from: from ?? null, until: until ?? null, complete, ...figuresOf(cases, begin, before) }
    },
  })
})

async function casesOf({ rows }: Context, filter: Readonly<Record<string, unknown>>) {
  const sort = { by: 'lastFiledAt', direction: -1 } as const
  const cases = []
  let after: string | undefined
  for (let read = 0; read < CASES_MAX; read += PAGE) {
    const page = await rows(appeals).find({ filter, sort, limit: PAGE, ...(after === undefined ? {} : { after }) })
    cases.push(...page.rows.flatMap((row) => row.appeals))
    if (page.next === null) return { cases, complete: true }
    after = page.next
  }
  return { cases, complete: false }
}

/** Midnight in Jakarta. */
const startOf = (of: string) => new Date(`${of}T00:00:00+07:00`).toISOString()
const dayAfter = (of: string) => new Date(Date.parse(`${of}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
