// What a chair and the members do with their group, and what the lender asks and records of it.
// Guarantees: each speaks for themselves: the chair invites and sends, nobody else's agreement can be given for them; a stranger's group
// does not exist (404). Does not guarantee: that a member who is invited knows; the group's timeline and messages tell them.
import { dayInWib } from '@simpul/kernel'
import { defineRoutes, instantOf, type ServiceContext } from '@simpul/platform'
import { uuid5 } from '@simpul/platform/http'
import { Type } from 'typebox'
import { QUESTIONS_MAX } from '../application/application.ts'
import { requireEvidence } from '../application/evidence.ts'
import { business, closed, code, day, id, idr, loanType, orNull, tenorMonths, unit } from '../bodies.ts'
import { isBarred, requireLender } from '../knownParties.ts'
import type { MicrocreditOutside } from '../outside/microcreditOutside.ts'
import { personOf } from '../rights.ts'
import { bookInForce } from '../rulebook/bookInForce.ts'
import { group } from './aggregate.ts'
import { memberOf, MEMBERS_MAX, roster } from './group.ts'
import { refuse } from './refusals.ts'
import { isChair, isInGroup, isLenderOfGroup } from './rights.ts'

const chair = { roles: ['applicant'], owns: isChair } as const
const member = { roles: ['applicant'], owns: isInGroup } as const
const officer = { roles: ['officer'], owns: isLenderOfGroup } as const
const target = ({ params }: { params: { id: string } }) => params.id
const nothing = closed({})
const answers = Type.Array(closed({ code, ref: id }), { minItems: 1, maxItems: QUESTIONS_MAX })
/** What only the lender can find out, by the names in R-GROUP. */
const CHECKED = [
  ...['groupInSikp', 'membersInSikp', 'legalEntity', 'linkedToLender', 'linkedToSikp'],
  ...['fundsMonitored', 'salesValidated', 'tagging'],
] as const

export const planBody = {
  lender: Type.Optional(id),
  unit: Type.Optional(unit),
  plafonIdr: Type.Optional(idr),
  tenorMonths: Type.Optional(tenorMonths),
  loanType: Type.Optional(loanType),
  purposeCode: Type.Optional(code),
  commodity: Type.Optional(code),
  letterRef: Type.Optional(id),
  offtaker: Type.Optional(closed({ organisation: id, agreementRef: orNull(id) })),
}

export const formingRoutes = defineRoutes<MicrocreditOutside>({ tag: 'Kelompok KUR Khusus' }, (route) => {
  route.create('/groups', {
    summary: { id: 'Bentuk kelompok', en: 'Form a group' },
    may: { roles: ['applicant'] },
    aggregate: group,
    body: nothing,
    command: ({ id: groupId, actor }) => ({ type: 'StartGroup' as const, groupId, chair: personOf(actor) }),
  })
  route.command('/groups/:id/plan', {
    summary: { id: 'Simpan rencana kelompok', en: 'Save the plan of the group' },
    may: chair,
    aggregate: group,
    body: closed(planBody),
    target,
    command: ({ body }) => ({ type: 'SavePlan' as const, changes: body }),
  })
  route.command('/groups/:id/invitations', {
    summary: { id: 'Undang anggota', en: 'Invite a member' },
    may: chair,
    aggregate: group,
    body: closed({ person: id }),
    target,
    command: ({ body }) => ({ type: 'InviteMember' as const, person: body.person }),
  })
  route.command('/groups/:id/agreement', {
    summary: { id: 'Setuju ikut dengan bagian sendiri', en: 'Agree to join, with a share of one’s own' },
    may: member,
    aggregate: group,
    body: closed({
      forOrganisation: Type.Boolean(),
      plafonIdr: idr,
      commodity: code,
      business,
      documents: Type.Array(closed({ kind: code, ref: id }), { maxItems: 20 }),
      textVersion: day,
    }),
    target,
    async command({ params, body: { forOrganisation, ...own }, actor, context }) {
      const person = personOf(actor)
      const state = (await context.commands.state(group, params.id))?.state
      const times = state && state.status !== 'none' ? state.agreements : 0
      const applicationId = uuid5('microcredit.group', params.id, person, String(times))
      const organisation = forOrganisation ? (actor.org ?? null) : null
      return { type: 'AgreeToJoin' as const, person, applicationId, agreement: { organisation, ...own } }
    },
  })
  route.command('/groups/:id/liability', {
    summary: { id: 'Setujui tanggung renteng', en: 'Accept joint liability' },
    may: member,
    aggregate: group,
    /** What was seen: who, and for how much together. */
    body: closed({ textVersion: day, sumIdr: idr, members: Type.Array(id, { minItems: 1, maxItems: MEMBERS_MAX }) }),
    target,
    command: ({ body, actor }) => ({ type: 'AcceptLiability' as const, person: personOf(actor), ...body }),
  })
})

export const leavingRoutes = defineRoutes<MicrocreditOutside>({ tag: 'Keluar dari kelompok' }, (route) => {
  route.command('/groups/:id/leave', {
    summary: { id: 'Keluar dari kelompok', en: 'Leave the group' },
    may: member,
    aggregate: group,
    body: nothing,
    target,
    command: ({ actor }) => ({ type: 'LeaveGroup' as const, person: personOf(actor), by: personOf(actor) }),
  })
  route.command('/groups/:id/removals', {
    summary: { id: 'Batalkan undangan atau keluarkan anggota', en: 'Take back an invitation or remove a member' },
    may: chair,
    aggregate: group,
    body: closed({ person: id }),
    target,
    command: ({ body, actor }) => ({ type: 'LeaveGroup' as const, person: body.person, by: personOf(actor) }),
  })
  route.command('/groups/:id/chair', {
    summary: { id: 'Serahkan jabatan ketua', en: 'Hand over the chair' },
    may: chair,
    aggregate: group,
    body: closed({ to: id }),
    target,
    command: ({ body, actor }) => ({ type: 'HandOverChair' as const, to: body.to, by: personOf(actor) }),
  })
  route.command('/groups/:id/dissolve', {
    summary: { id: 'Bubarkan kelompok sebelum dikirim', en: 'Dissolve the group before it is sent' },
    may: chair,
    aggregate: group,
    body: nothing,
    target,
    command: ({ actor }) => ({ type: 'DissolveGroup' as const, by: personOf(actor) }),
  })
})

export const sentGroupRoutes = defineRoutes<MicrocreditOutside>({ tag: 'Pengajuan kelompok' }, (route) => {
  route.command('/groups/:id/submit', {
    summary: { id: 'Kirim pengajuan kelompok', en: 'Send the group' },
    may: chair,
    aggregate: group,
    body: nothing,
    target,
    command: async ({ params, actor, context }) => ({
      type: 'SubmitGroup' as const,
      by: personOf(actor),
      ...(await sendingOf(context, params.id)),
    }),
  })
  route.command('/groups/:id/answers', {
    summary: { id: 'Jawab pertanyaan penyalur untuk kelompok', en: "Answer the lender's questions to the group" },
    may: chair,
    aggregate: group,
    body: closed({ answers }),
    target,
    command: async ({ params, body, actor, context }) => ({
      type: 'AnswerGroupInfo' as const,
      answers: body.answers,
      by: personOf(actor),
      ...(await sendingOf(context, params.id)),
    }),
  })
  route.command('/groups/:id/give-up', {
    summary: { id: 'Tutup pengajuan kelompok yang sudah dikirim', en: 'End a group that was sent' },
    may: chair,
    aggregate: group,
    body: nothing,
    target,
    command: ({ actor }) => ({ type: 'GiveUpGroup' as const, by: personOf(actor) }),
  })
  route.command('/groups/:id/questions', {
    summary: { id: 'Minta keterangan dari kelompok', en: 'Ask the group for information' },
    may: officer,
    aggregate: group,
    body: closed({ questions: Type.Array(closed({ code, textRef: orNull(id) }), { minItems: 1, maxItems: QUESTIONS_MAX }) }),
    target,
    command: ({ body, actor }) => ({ type: 'RequestGroupInfo' as const, questions: body.questions, by: personOf(actor) }),
  })
  route.command('/groups/:id/checks', {
    summary: { id: 'Catat pemeriksaan offtaker dan kelompok', en: 'Record what was found of offtaker and group' },
    may: officer,
    aggregate: group,
    body: closed({
      checked: closed(Object.fromEntries(CHECKED.map((name) => [name, Type.Optional(Type.Boolean())]))),
      evidenceRef: id,
    }),
    target,
    async command({ params, body: { checked, evidenceRef }, actor, context }) {
      const applicationId = await chairsApplication(context, params.id)
      await requireEvidence(context, { applicationId, refs: [evidenceRef], field: 'evidenceRef', actor })
      return { type: 'RecordGroupCheck' as const, checked: told(checked), evidenceRef, by: personOf(actor) }
    },
  })
})

type Context = ServiceContext<MicrocreditOutside>

/** What has to be looked up before a group is sent: the lender, the book of the day, and who is not who they say. */
async function sendingOf(context: Context, groupId: string) {
  const state = (await context.commands.state(group, groupId))?.state
  const people = state && state.status !== 'none' ? roster(state).map(({ person }) => person) : []
  if (state && state.status !== 'none' && state.plan.lender !== undefined) await requireLender(context, state.plan.lender)
  const barred: string[] = []
  for (const person of people) if (await isBarred(context, person)) barred.push(person)
  return { barred, book: await bookInForce(context, dayInWib(instantOf(context.outside.clock.now()))) }
}

async function chairsApplication({ commands }: Context, groupId: string): Promise<string> {
  const state = (await commands.state(group, groupId))?.state
  const agreed = state && state.status !== 'none' ? memberOf(state, state.chair)?.agreed : null
  if (!agreed) throw refuse('group/chair-not-in')
  return agreed.applicationId
}

const told = (checked: Readonly<Record<string, unknown>>): Record<string, boolean> =>
  Object.fromEntries(Object.entries(checked).filter((each): each is [string, boolean] => typeof each[1] === 'boolean'))
