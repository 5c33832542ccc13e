// What may be read of a group: as it stands, what the rules say, its way in plain words, and the lists.
// Guarantees: everybody of the group sees who is in, with which share and how far, since they answer for each other; why something of a
// member does not go on, and what the rules say of them, only that member sees (chair too is no exception). Shown by telling.test.ts and groups.test.ts.
// Does not: tell names; pages resolve them at partners, recorded.
import { dayInWib } from '@simpul/kernel'
import { defineRoutes, fromSequence, instantOf, type Actor, type ServiceContext } from '@simpul/platform'
import { Type, type Static } from 'typebox'
import { closed, figure, id, idr, notice, orNull, sentence } from '../bodies.ts'
import { isVerified } from '../knownParties.ts'
import type { MicrocreditOutside } from '../outside/microcreditOutside.ts'
import { LENDER_ROLES, lenderOf, personOf } from '../rights.ts'
import { bookInForce } from '../rulebook/bookInForce.ts'
import { shownVerdict, verdictShown } from '../simulation/answers.ts'
import { group } from './aggregate.ts'
import { holdsFor, roster, STANDINGS, sumOf, type Group, type Member, type Over, type Open } from './group.ts'
import { groupRules } from './groupRules.ts'
import { ENTRIES_MAX, groups, type GroupEntry, type GroupRow } from './groups.ts'
import { verdictsOf } from './memberVerdict.ts'
import { noticesOfGroup } from './notices.ts'
import { isInGroup, mayReadGroup } from './rights.ts'
import { planBody } from './routes.ts'
import { consentText, liabilityText } from './statements.ts'

const READERS = ['applicant', ...LENDER_ROLES, 'auditor'] as const
const text = Type.String()
const count = Type.Integer()
const statement = closed({ version: text, words: sentence })
type Formed = Open | Over

const memberView = closed({
  person: id,
  isChair: Type.Boolean(),
  /** Null until they agreed. */
  plafonIdr: orNull(idr),
  liable: Type.Boolean(),
  /** Of the application, never why. */
  standing: orNull(Type.Enum([...STANDINGS])),
  /** One's own, and for lender and auditor. */
  applicationId: orNull(id),
})

export const groupView = closed({
  id,
  version: count,
  status: text,
  chair: id,
  plan: closed(planBody),
  members: Type.Array(memberView),
  /** What joint liability covers now: these people, this sum. */
  covers: closed({ sumIdr: idr, members: Type.Array(id) }),
  questions: Type.Array(closed({ code: text, textRef: orNull(id) })),
  notices: Type.Array(notice),
  texts: closed({ consent: statement, liability: statement }),
})

const ruleView = closed({
  rule: text,
  result: Type.Enum(['passed', 'failed', 'not-applicable', 'unknown']),
  whenFailed: Type.Enum(['no', 'condition']),
  value: figure,
  bound: figure,
  sentence,
  cite: text,
  /** `policy`: ours, not law. */
  confidence: text,
  notConfirmed: orNull(sentence),
})

const entry = closed({ sequence: count, at: text, code: text, words: sentence })
const listed = closed({ id, status: text, members: count, plafonIdr: orNull(idr), startedAt: text })

export const groupReadingRoutes = defineRoutes<MicrocreditOutside>({ tag: 'Baca kelompok' }, (route) => {
  route.get('/groups/:id', {
    summary: { id: 'Baca kelompok', en: 'Read a group' },
    may: { roles: READERS },
    response: groupView,
    async read({ params, actor, context }) {
      const found = await formed(context, params.id, actor)
      return found && viewOf(found.state, found.version, actor)
    },
  })
  route.get('/groups/:id/verdict', {
    summary: { id: 'Hasil aturan untuk kelompok dan untuk saya', en: 'What the rules say of the group and of me' },
    may: { roles: READERS },
    response: closed({
      akadOn: text,
      rules: Type.Array(ruleView),
      /** Of others only whether they can be sent. */
      members: Type.Array(closed({ person: id, ready: Type.Boolean() })),
      mine: orNull(shownVerdict),
    }),
    async read({ params, actor, context }) {
      const found = await formed(context, params.id, actor)
      return found && judged(found.state, actor, context)
    },
  })
  route.get('/groups/:id/timeline', {
    summary: { id: 'Perjalanan kelompok dalam kata-kata biasa', en: 'The way of a group in plain words' },
    may: { roles: READERS },
    response: closed({ version: count, entries: Type.Array(entry, { maxItems: ENTRIES_MAX }) }),
    async read({ params, actor, context }) {
      const found = await formed(context, params.id, actor)
      if (!found) return null
      const row = await context.rows(groups).get(params.id)
      const entries = (row?.entries ?? []).filter((each) => isFor(each, found.state, actor))
      return {
        version: row?.seq ?? 0,
        entries: entries.map(({ sequence, at, code, id: words, en }) => ({ sequence, at, code, words: { id: words, en } })),
      }
    },
  })
  route.get('/groups/:id/history', {
    summary: { id: 'Riwayat kelompok', en: 'History of a group' },
    may: { roles: READERS },
    query: fromSequence,
    response: closed({
      events: Type.Array(
        closed({ sequence: count, type: text, time: text, by: text, data: orNull(Type.Record(Type.String(), Type.Unknown())) }),
        { maxItems: 1_000 },
      ),
      nextFrom: orNull(count),
    }),
    async read({ params, query, actor, context }) {
      const found = await formed(context, params.id, actor)
      if (!found) return null
      // What a member told of their business, and why it ended, is in the data: for lender and auditor.
      const own = isInGroup(found.state, actor)
      const { events, nextFrom } = await context.historyPage(group, params.id, query.from ?? 1)
      const shown = events.map(({ sequence, type, time, actor: by, data }) => ({
        sequence,
        type,
        time,
        by,
        data: own ? null : { ...data },
      }))
      return { events: shown, nextFrom }
    },
  })
})

export const groupListRoutes = defineRoutes<MicrocreditOutside>({ tag: 'Daftar kelompok' }, (route) => {
  route.list('/my/groups', {
    summary: { id: 'Kelompok saya', en: 'My groups' },
    may: { roles: ['applicant'] },
    query: closed({}),
    item: listed,
    after: groups,
    rows: ({ actor, context, limit, after }) => pageOf(context, { members: personOf(actor) }, limit, after),
  })
  route.list('/groups', {
    summary: { id: 'Kelompok pada penyalur', en: 'Groups at the lender' },
    may: { roles: LENDER_ROLES },
    query: closed({ status: Type.Optional(Type.Enum(['sent', 'need-info', 'done', 'fallen'])) }),
    item: listed,
    after: groups,
    rows: ({ query, actor, context, limit, after }) =>
      pageOf(
        context,
        {
          lender: lenderOf(actor),
          ...(actor.branch === undefined ? {} : { unit: actor.branch }),
          ...(query.status === undefined ? {} : { status: query.status }),
        },
        limit,
        after,
      ),
  })
})

type Context = ServiceContext<MicrocreditOutside>

async function formed({ commands }: Context, groupId: string, actor: Actor): Promise<{ state: Formed; version: number } | null> {
  const found = await commands.state(group, groupId)
  if (!found || found.state.status === 'none' || !mayReadGroup(found.state, actor)) return null
  return { state: found.state, version: found.version }
}

export function viewOf(state: Formed, version: number, actor: Actor): Static<typeof groupView> {
  const own = isInGroup(state, actor)
  const seen = (member: Member): Static<typeof memberView> => ({
    person: member.person,
    isChair: member.person === state.chair,
    plafonIdr: member.agreed?.plafonIdr ?? null,
    liable: holdsFor(member.liability, state),
    standing: member.standing,
    applicationId:
      !own || member.person === actor.person ? (member.standing && member.agreed ? member.agreed.applicationId : null) : null,
  })
  return {
    id: state.groupId,
    version,
    status: state.status,
    chair: state.chair,
    plan: { ...state.plan },
    members: state.members.map(seen),
    covers: { sumIdr: sumOf(state), members: roster(state).map(({ person }) => person) },
    questions: [...state.questions],
    notices: own ? [...noticesOfGroup(state, personOf(actor))] : [],
    texts: { consent: { ...consentText }, liability: { ...liabilityText } },
  }
}

async function judged(state: Formed, actor: Actor, context: Context) {
  const akadOn = dayInWib(instantOf(context.outside.clock.now()))
  const book = await bookInForce(context, akadOn)
  const members = roster(state)
  const verified: string[] = []
  for (const { person } of members) if (await isVerified(context, person)) verified.push(person)
  const rules = groupRules(state, { verified }, akadOn, book).map(
    ({ rule, result, whenFailed, value, bound, sentence: said, cite, conf, notConfirmed }) => ({
      rule,
      result,
      whenFailed,
      value,
      bound,
      sentence: said,
      cite,
      confidence: conf,
      notConfirmed: notConfirmed ?? null,
    }),
  )
  const { lender, unit, tenorMonths, loanType, purposeCode } = state.plan
  // Without a plan there is nothing to judge; the rules of the group say what is missing.
  if (!lender || !unit || !tenorMonths || !loanType || !purposeCode) return { akadOn, rules, members: [], mine: null }
  const given = verdictsOf(state, { lender, unit, tenorMonths, loanType, purposeCode }, akadOn, book)
  const ready = new Map(given.map(({ person, verdict }) => [person, verdict.outcome !== 'ineligible']))
  const mine = isInGroup(state, actor) ? given.find(({ person }) => person === actor.person) : undefined
  return {
    akadOn,
    rules,
    members: members.map(({ person, seat }) => ({ person, ready: seat !== 'elsewhere' && ready.get(person) === true })),
    mine: mine ? verdictShown(mine.verdict) : null,
  }
}

export function isFor({ readers }: Pick<GroupEntry, 'readers'>, state: Group, actor: Actor): boolean {
  if (readers === 'everybody') return true
  if (state.status === 'none' || !isInGroup(state, actor)) return false
  return readers === 'chair' ? state.chair === actor.person : readers.only === actor.person
}

async function pageOf({ rows }: Context, filter: Readonly<Record<string, unknown>>, limit: number, after: string | undefined) {
  const found = await rows(groups).find({
    filter,
    sort: { by: 'startedAt', direction: -1 },
    limit,
    ...(after === undefined ? {} : { after }),
  })
  return { rows: found.rows.map(listedOf), next: found.next }
}

const listedOf = ({ id: of, status, members, group: state, startedAt }: GroupRow & { id: string }): Static<typeof listed> => ({
  id: of,
  status,
  members: members.length,
  plafonIdr: state.status === 'none' ? null : (state.plan.plafonIdr ?? null),
  startedAt,
})
