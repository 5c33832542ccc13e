// What a lender's people do with an application: officer (survey, questions, proposal, akad, money), approver (decision), the list of work.
// Guarantees: only the lender that it was sent to, within the branch of the token; decision and money name the version that was read.
// Whatever proposes, decides or moves money is `confirmed`: partners says at that moment what the caller may do, and for whom they act.
import { dayInWib, type Instant } from '@simpul/kernel'
import { defineRoutes, instantOf } from '@simpul/platform'
import { Type, type Static } from 'typebox'
import { appealWindow } from '../appeal/window.ts'
import { checkStanding, closed, code, day, id, idr, orNull, terms, turn } from '../bodies.ts'
import type { MicrocreditOutside } from '../outside/microcreditOutside.ts'
import { worklist, type WorklistFold } from '../projections/worklist.ts'
import { questionOf, worklistFilters } from '../projections/worklistQuery.ts'
import { handOf, isLender, LENDER_ROLES, lenderOf, personOf } from '../rights.ts'
import { SCHEMES } from '../scheme.ts'
import { bookInForce } from '../rulebook/bookInForce.ts'
import { application } from './aggregate.ts'
import { CHECKS, CODES_MAX, DOCUMENTS_MAX, fileOf, QUESTIONS_MAX, REASONS_MAX, stepOf } from './application.ts'
import { requireEvidence } from './evidence.ts'
import { groupNow } from '../group/groupNow.ts'
import { reasonsOf } from './reasons.ts'
import { policyOn } from './byPolicy.ts'
import { checksOf, turnOf } from './turn.ts'
import { factsOfAccesses } from './verdictFacts.ts'

const officer = { roles: ['officer'], owns: isLender } as const
const approver = { roles: ['approver'], owns: isLender } as const
/** What binds the lender: asked of partners at that moment, and for whom the hand acts. */
const confirmed = { confirmed: true } as const
const reasonCodes = closed({ reasonCodes: Type.Array(code, { minItems: 1, maxItems: REASONS_MAX }) })
/** All members of the largest group. */
const SIGNERS_MAX = 30
const count = Type.Integer({ minimum: 0, maximum: 100 })
const target = ({ params }: { params: { id: string } }) => params.id

const work = closed({
  id,
  status: Type.String(),
  applicant: id,
  /** Asked for with `names=true`, which partners records; null also when partners cannot be asked. */
  applicantName: orNull(Type.String()),
  lender: orNull(id),
  unit: orNull(Type.String()),
  scheme: orNull(Type.String()),
  plafonIdr: orNull(Type.Integer()),
  officer: orNull(id),
  step: orNull(Type.String()),
  dueAt: orNull(Type.String()),
  turn: orNull(turn),
  escalated: Type.Boolean(),
  /** Only while it is checked: what has not passed yet, and why or since when. */
  openChecks: Type.Array(checkStanding),
  setback: orNull(Type.String()),
  submittedAt: orNull(Type.String()),
})

const surveyForm = closed({
  surveyedOn: day,
  businessFound: Type.Boolean(),
  monthlyTurnoverIdr: idr,
  monthlyCapacityIdr: idr,
  collateralDemanded: Type.Array(code, { maxItems: CODES_MAX }),
  evidenceRefs: Type.Array(id, { maxItems: DOCUMENTS_MAX }),
  photos: Type.Optional(Type.Array(id, { maxItems: DOCUMENTS_MAX })),
  domicileMonths: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_200 })),
})

export const reviewRoutes = defineRoutes<MicrocreditOutside>({ tag: 'Pemeriksaan pengajuan' }, (route) => {
  route.command('/applications/:id/survey', {
    summary: { id: 'Catat survei', en: 'Record the survey' },
    may: officer,
    aggregate: application,
    body: surveyForm,
    target,
    async command({ id: applicationId, body, actor, context }) {
      await requireEvidence(context, { applicationId, refs: body.evidenceRefs, field: 'evidenceRefs', actor })
      await requireEvidence(context, { applicationId, refs: body.photos ?? [], field: 'photos', photos: true, actor })
      return { type: 'RecordSurvey' as const, survey: { ...body, by: personOf(actor) } }
    },
  })
  route.command('/applications/:id/checks', {
    summary: { id: 'Catat pemeriksaan manual dengan bukti', en: 'Record a check by hand, with evidence' },
    may: officer,
    aggregate: application,
    body: closed({
      check: Type.Enum([...CHECKS]),
      passed: Type.Boolean(),
      evidenceRef: id,
      /** KUR received so far, by scheme, when SIKP was looked up by hand. */
      earlierKur: Type.Optional(closed(Object.fromEntries(SCHEMES.map((scheme) => [scheme, Type.Optional(count)])))),
    }),
    target,
    async command({ id: applicationId, body: { check, passed, evidenceRef, earlierKur }, actor, context }) {
      await requireEvidence(context, { applicationId, refs: [evidenceRef], field: 'evidenceRef', actor })
      const facts = earlierKur === undefined ? {} : factsOfAccesses(earlierKur)
      const result = { outcome: 'manual' as const, passed, evidenceRef, by: personOf(actor), facts }
      return { type: 'RecordCheck' as const, check, result }
    },
  })
  route.command('/applications/:id/questions', {
    summary: { id: 'Minta keterangan', en: 'Ask for information' },
    may: officer,
    aggregate: application,
    body: closed({ questions: Type.Array(closed({ code, textRef: orNull(id) }), { minItems: 1, maxItems: QUESTIONS_MAX }) }),
    target,
    command: ({ body, actor }) => ({ type: 'RequestInfo' as const, questions: body.questions, by: personOf(actor) }),
  })
  route.command('/applications/:id/propose-approval', {
    summary: { id: 'Usulkan persetujuan', en: 'Propose approval' },
    may: { ...officer, ...confirmed },
    aggregate: application,
    body: terms,
    target,
    async command({ params, body, actor, context }) {
      const { schemes: rateBook } = await bookInForce(context, dayInWib(instantOf(context.outside.clock.now())))
      const byPolicy = await policyOn(context, params.id, body)
      return { type: 'ProposeApproval' as const, terms: body, hand: handOf(actor), rateBook, ...byPolicy }
    },
  })
  route.command('/applications/:id/propose-rejection', {
    summary: { id: 'Usulkan penolakan', en: 'Propose rejection' },
    may: { ...officer, ...confirmed },
    aggregate: application,
    body: reasonCodes,
    target,
    command: ({ body, actor }) => ({
      type: 'ProposeRejection' as const,
      reasons: reasonsOf(body.reasonCodes),
      hand: handOf(actor),
    }),
  })
})

export const worklistRoutes = defineRoutes<MicrocreditOutside>({ tag: 'Daftar kerja' }, (route) => {
  route.list('/worklist', {
    summary: { id: 'Daftar kerja', en: 'List of work' },
    may: { roles: LENDER_ROLES },
    query: closed({ ...worklistFilters, names: Type.Optional(Type.Boolean()) }),
    item: work,
    after: worklist,
    async rows({ query, actor, context, limit, after }) {
      const now = instantOf(context.outside.clock.now())
      const { names: named, ...filters } = query
      const { branch, person } = actor
      const asker = {
        lender: lenderOf(actor),
        ...(branch === undefined ? {} : { branch }),
        ...(person === undefined ? {} : { person }),
      }
      const page = { limit, ...(after === undefined ? {} : { after }) }
      const found = await context.rows(worklist).find({ ...questionOf(filters, asker, now), ...page })
      const applicants = named === true ? found.rows.map(({ row }) => row.applicant) : []
      const names = await context.outside.people.namesOf(applicants, actor.subject)
      const rows = found.rows.map((each) => ({ ...workOf(each, now), applicantName: names.get(each.row.applicant) ?? null }))
      return { rows, next: found.next }
    },
  })
})

function workOf(
  { id: of, application: state, row }: WorklistFold & { id: string },
  now: Instant,
): Omit<Static<typeof work>, 'applicantName'> {
  const { status, applicant, lender, unit, scheme, plafonIdr, officer: handles, dueAt, escalated, setback, submittedAt } = row
  const file = fileOf(state)
  return {
    id: of,
    status,
    applicant,
    lender,
    unit,
    scheme,
    plafonIdr,
    officer: handles,
    step: stepOf(status),
    dueAt,
    turn: turnOf(state, now),
    escalated,
    openChecks: status === 'checking' && file ? checksOf(file).filter(({ standing }) => standing !== 'passed') : [],
    setback,
    submittedAt,
  }
}

export const decisionRoutes = defineRoutes<MicrocreditOutside>({ tag: 'Keputusan dan akad' }, (route) => {
  route.command('/applications/:id/approve', {
    summary: { id: 'Setujui', en: 'Approve' },
    may: { ...approver, ...confirmed },
    aggregate: application,
    body: closed({}),
    ifMatch: 'required',
    target,
    command: ({ actor }) => ({ type: 'ApproveApplication' as const, hand: handOf(actor) }),
  })
  route.command('/applications/:id/reject', {
    summary: { id: 'Tolak', en: 'Reject' },
    may: { ...approver, ...confirmed },
    aggregate: application,
    body: reasonCodes,
    ifMatch: 'required',
    target,
    async command({ params, body, actor, context }) {
      const reasons = reasonsOf(body.reasonCodes)
      return { type: 'RejectApplication' as const, reasons, hand: handOf(actor), ...(await appealWindow(context, params.id)) }
    },
  })
  route.command('/applications/:id/akad', {
    summary: { id: 'Catat akad', en: 'Record the akad' },
    may: { ...officer, ...confirmed },
    aggregate: application,
    /** `signers`: of a member of a group: who signed for the group. */
    body: closed({
      signedOn: day,
      terms,
      documentRef: id,
      signers: Type.Optional(Type.Array(id, { minItems: 1, maxItems: SIGNERS_MAX })),
    }),
    ifMatch: 'required',
    target,
    async command({ params, body, actor, context }) {
      const { schemes: rateBook } = await bookInForce(context, body.signedOn)
      return { type: 'SignAkad' as const, ...body, hand: handOf(actor), rateBook, ...(await groupNow(context, params.id)) }
    },
  })
  route.command('/applications/:id/disburse', {
    summary: { id: 'Catat pencairan', en: 'Record the disbursement' },
    may: { ...officer, ...confirmed },
    aggregate: application,
    body: closed({ disbursedOn: day, transferRef: id }),
    ifMatch: 'required',
    target,
    command: ({ body, actor }) => ({ type: 'DisburseApplication' as const, ...body, hand: handOf(actor) }),
  })
})
