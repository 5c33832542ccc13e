// What may be read of an application by those it concerns: as it stands, how it came there, and the applicant's own list.
// Guarantees: a stranger's application does not exist for the reader (404); an applicant sees decisions, not proposals that may change,
// and always who has the file, until when, and what it waits for.
// Does not guarantee: that a reader who asks with If-None-Match hears of a deadline that passed before its escalation is recorded.
import type { Instant } from '@simpul/kernel'
import { defineRoutes, fromSequence, instantOf } from '@simpul/platform'
import { Type, type Static } from 'typebox'
import * as bodies from '../bodies.ts'
import { closed, id, orNull } from '../bodies.ts'
import { worklist } from '../projections/worklist.ts'
import { isApplicant, LENDER_ROLES, mayRead, personOf } from '../rights.ts'
import { application } from './aggregate.ts'
import type { MicrocreditOutside } from '../outside/microcreditOutside.ts'
import { fileOf, type Application, type Clock } from './application.ts'
import { noticesOf } from './notices.ts'
import { toldVerdict } from './recordedVerdict.ts'
import { checksOf, turnOf } from './turn.ts'

const READERS = ['applicant', ...LENDER_ROLES, 'auditor'] as const
const written = Type.String()

export const applicationView = closed({
  id,
  version: Type.Integer(),
  status: written,
  round: orNull(Type.Integer()),
  /** Only before it was sent. */
  draft: orNull(bodies.draft),
  lender: orNull(id),
  unit: orNull(written),
  asked: orNull(closed(bodies.asked)),
  officer: orNull(id),
  verdict: orNull(bodies.verdict),
  step: orNull(
    closed({
      step: written,
      dueAt: written,
      reminded: Type.Boolean(),
      escalated: Type.Boolean(),
      /** The law that sets the deadline; null: it is the lender's own. */
      statutory: orNull(written),
    }),
  ),
  turn: orNull(bodies.turn),
  checks: Type.Array(bodies.checkStanding),
  notices: Type.Array(bodies.notice),
  questions: Type.Array(closed({ code: written, textRef: orNull(id) })),
  /** The lender's side, never the applicant's fault. */
  setback: orNull(written),
  terms: orNull(bodies.terms),
  reasons: Type.Array(bodies.reason),
})

const happening = closed({
  sequence: Type.Integer(),
  type: written,
  time: written,
  by: written,
  /** For lender and auditor. */
  data: orNull(Type.Record(Type.String(), Type.Unknown())),
})

const listed = closed({
  id,
  status: written,
  scheme: orNull(written),
  plafonIdr: orNull(Type.Integer()),
  submittedAt: orNull(written),
  turn: orNull(bodies.turn),
})

/** A proposal is a colleague's draft of a decision: it may be sent back, so the applicant hears of what was decided. */
const INTERNAL = new Set([
  'ApprovalProposed',
  'RejectionProposed',
  'ProposalSentBack',
  'ReviewDelegated',
  'ReservationDisowned',
  'ScoreGiven',
  'VoteCast',
  'MemberRecused',
  'CommitteeDecided',
  'UndoProposed',
  'UndoDropped',
  'AppealConflictDeclared',
])

export const readingRoutes = defineRoutes<MicrocreditOutside>({ tag: 'Baca pengajuan' }, (route) => {
  route.get('/applications/:id', {
    summary: { id: 'Baca pengajuan', en: 'Read an application' },
    may: { roles: READERS },
    response: applicationView,
    async read({ params, actor, context }) {
      const found = await context.commands.state(application, params.id)
      if (!found || !mayRead(found.state, actor)) return null
      return viewOf(params.id, found.version, found.state, instantOf(context.outside.clock.now()))
    },
  })
  route.get('/applications/:id/history', {
    summary: { id: 'Riwayat pengajuan', en: 'History of an application' },
    may: { roles: READERS },
    query: fromSequence,
    response: closed({ events: Type.Array(happening, { maxItems: 1_000 }), nextFrom: orNull(Type.Integer()) }),
    async read({ params, query, actor, context }) {
      const found = await context.commands.state(application, params.id)
      if (!found || !mayRead(found.state, actor)) return null
      // Whoever applies and also works there reads their own file as an applicant.
      const own = isApplicant(found.state, actor)
      const { events, nextFrom } = await context.historyPage(application, params.id, query.from ?? 1)
      const shown = events.filter(({ type }) => !own || !INTERNAL.has(type))
      return {
        events: shown.map(({ sequence, type, time, actor: by, data }) => ({
          sequence,
          type,
          time,
          by,
          data: own ? null : { ...data },
        })),
        nextFrom,
      }
    },
  })
  route.list('/my/applications', {
    summary: { id: 'Pengajuan saya', en: 'My applications' },
    may: { roles: ['applicant'] },
    query: closed({}),
    item: listed,
    after: worklist,
    rows: async ({ actor, context, limit, after }) => {
      const found = await context.rows(worklist).find({
        filter: { 'row.applicant': personOf(actor) },
        sort: { by: 'row.submittedAt', direction: -1 },
        limit,
        ...(after === undefined ? {} : { after }),
      })
      const now = instantOf(context.outside.clock.now())
      const rows = found.rows.map(({ id: of, application: state, row: { status, scheme, plafonIdr, submittedAt } }) => ({
        id: of,
        status,
        scheme,
        plafonIdr,
        submittedAt,
        turn: turnOf(state, now),
      }))
      return { rows, next: found.next }
    },
  })
})

export function viewOf(of: string, version: number, state: Application, now: Instant): Static<typeof applicationView> {
  const file = fileOf(state)
  const clock = file?.clock
  return {
    id: of,
    version,
    status: state.status,
    round: file?.round ?? null,
    draft: state.status === 'draft' ? draftOf(state.draft) : null,
    lender: file?.lender ?? null,
    unit: file?.unit ?? null,
    asked: file && { ...file.asked },
    officer: file?.officer ?? null,
    verdict: file?.verdict ? toldVerdict(file.verdict) : null,
    step: clock ? stepOf(clock) : null,
    turn: turnOf(state, now),
    checks: file ? checksOf(file) : [],
    notices: [...noticesOf(state, now)],
    questions: state.status === 'need-info' ? [...state.questions] : [],
    setback: state.status === 'proposed' ? (state.setback?.code ?? null) : null,
    terms: 'approval' in state ? state.approval.terms : null,
    reasons: 'reasons' in state ? [...state.reasons] : [],
  }
}

const stepOf = ({ step, dueAt, reminded, escalated, statutory }: Clock) => ({
  step,
  dueAt,
  reminded,
  escalated,
  statutory: statutory ?? null,
})

function draftOf({ business, documents, ...rest }: Extract<Application, { status: 'draft' }>['draft']) {
  return {
    ...rest,
    ...(business ? { business: { ...business, substitutes: [...business.substitutes] } } : {}),
    ...(documents ? { documents: [...documents] } : {}),
  }
}
