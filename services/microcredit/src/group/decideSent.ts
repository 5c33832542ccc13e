// From the sending of a group to its end: sent whole or not at all, asked and answered, and whether it stands without somebody.
// Guarantees: what is sent is complete, its shares make up the plafon exactly, everybody agreed to what is sent; all of it in one write.
// Does not: decide on money; each member's application goes its own way. Whether a missing paper is in the way is for the rules.
import { dayInWib, never, type Instant } from '@simpul/kernel'
import { checkCount } from '../application/bounds.ts'
import { QUESTIONS_MAX } from '../application/application.ts'
import type { PersonId } from '../parties.ts'
import type { RuleBook } from '../rules/ruleBook.ts'
import { evolve, type FallReason, type GroupEvent } from './events.ts'
import {
  allLiable,
  applicationsOf,
  factsOfGroup,
  holdsFor,
  memberOf,
  MEMBERS_MIN,
  roster,
  sumOf,
  unsigned,
  type Answer,
  type Open,
  type Plan,
  type Question,
  type Standing,
} from './group.ts'
import { formOf, verdictsOf } from './memberVerdict.ts'
import { refuse } from './refusals.ts'

/** `barred`: whom partners found to be somebody else, looked up. */
type Sending = { readonly by: PersonId; readonly book: RuleBook; readonly barred: readonly PersonId[]; readonly now: Instant }

export type SentCommand =
  | ({ type: 'SubmitGroup' } & Sending)
  | { type: 'RequestGroupInfo'; questions: readonly Question[]; by: PersonId; now: Instant }
  | ({ type: 'AnswerGroupInfo'; answers: readonly Answer[] } & Sending)
  | { type: 'RecordGroupCheck'; checked: Readonly<Record<string, boolean>>; evidenceRef: string; by: PersonId; now: Instant }
  | { type: 'RecordMember'; person: PersonId; applicationId: string; standing: Standing; now: Instant }
  | { type: 'GiveUpGroup'; by: PersonId; now: Instant }

type Of<Type extends SentCommand['type']> = Extract<SentCommand, { type: Type }>

export function decideSent(state: Open, command: SentCommand): readonly GroupEvent[] {
  switch (command.type) {
    case 'SubmitGroup': {
      if (state.status !== 'forming') throw refuse('group/sent', { status: state.status })
      const plan = complete(state, command)
      const members = roster(state).map(({ person }) => person)
      const submitted = { type: 'GroupSubmitted', sumIdr: sumOf(state), members, by: command.by } as const
      return [submitted, ...formsOf(evolve(state, submitted) as Open, plan)]
    }
    case 'RequestGroupInfo': {
      const { questions, by } = command
      if (state.status !== 'sent') throw refuse('group/not-sent', { status: state.status })
      if (questions.length === 0) throw refuse('group/no-question')
      checkCount('questions', questions, QUESTIONS_MAX)
      if (memberOf(state, by)) throw refuse('group/own-group')
      return [{ type: 'GroupInfoRequested', questions, by }]
    }
    case 'AnswerGroupInfo':
      return answer(state, command)
    case 'RecordGroupCheck': {
      const { checked, evidenceRef, by } = command
      if (state.status === 'forming') throw refuse('group/not-sent', { status: state.status })
      if (memberOf(state, by)) throw refuse('group/own-group')
      const after = { ...state, checked: { ...state.checked, ...checked } }
      return [{ type: 'GroupChecked', checked, evidenceRef, by, facts: factsOfGroup(after), applications: applicationsOf(state) }]
    }
    case 'RecordMember':
      return recordMember(state, command)
    case 'GiveUpGroup':
      if (state.status === 'forming') throw refuse('group/not-sent', { status: state.status })
      return [fallen(state, 'given-up')]
    default:
      return never(command)
  }
}

function answer(state: Open, command: Of<'AnswerGroupInfo'>): readonly GroupEvent[] {
  const { answers, by } = command
  if (state.status !== 'need-info') throw refuse('group/not-waiting-for-info', { status: state.status })
  checkCount('answers', answers, QUESTIONS_MAX)
  const answered = new Set(answers.map(({ code }) => code))
  const open = state.questions.flatMap(({ code }) => (answered.has(code) ? [] : [code]))
  if (open.length > 0) throw refuse('group/questions-open', { missing: open.join(', ') })
  const plan = complete(state, command)
  const facts = factsOfGroup(state)
  return [{ type: 'GroupInfoAnswered', answers, by, facts, applications: applicationsOf(state) }, ...formsOf(state, plan)]
}

type Whole = Omit<Plan, 'letterRef' | 'offtaker'>

/** One form for each member whose application was not sent yet. */
const formsOf = (state: Open, plan: Whole): GroupEvent[] =>
  roster(state).flatMap((member) =>
    member.standing === null ? [{ type: 'MemberSubmitted', ...formOf(state, plan, member) } as const] : [],
  )

/** Everything in which the group is not ready, by the first that stands in the way. */
function complete(state: Open, { book, barred, now }: Sending): Whole {
  const { plan } = state
  const { lender, unit, plafonIdr, tenorMonths, loanType, purposeCode, commodity } = plan
  const needed = { lender, unit, plafonIdr, tenorMonths, loanType, purposeCode, commodity }
  if (!lender || !unit || !plafonIdr || !tenorMonths || !loanType || !purposeCode || !commodity) {
    const missing = Object.entries(needed).flatMap(([field, value]) => (value ? [] : [field]))
    throw refuse('group/incomplete', { missing: missing.join(', ') })
  }
  const members = roster(state)
  const unanswered = state.members.filter(({ agreed }) => agreed === null).map(({ person }) => person)
  if (unanswered.length > 0) throw refuse('group/unanswered', { members: unanswered })
  if (members.length < MEMBERS_MIN) throw refuse('group/too-few', { members: members.length, min: MEMBERS_MIN })
  if (!members.some(({ person }) => person === state.chair)) throw refuse('group/chair-not-in')
  const sumIdr = sumOf(state)
  if (sumIdr !== plafonIdr) throw refuse('group/shares-differ', { sumIdr, plafonIdr })
  if (members.some(({ seat }) => seat === 'asked' || seat === 'none')) throw refuse('group/seat-awaited')
  const whole = { lender, unit, plafonIdr, tenorMonths, loanType, purposeCode, commodity }
  const hardNo = verdictsOf(state, whole, dayInWib(now), book).filter(({ verdict }) => verdict.outcome === 'ineligible')
  // One word for all of these: what it is, is for that member's eyes alone.
  const notReady = [
    ...members.filter(({ seat }) => seat === 'elsewhere').map(({ person }) => person),
    ...barred.filter((person) => members.some((member) => member.person === person)),
    ...hardNo.map(({ person }) => person),
  ]
  if (notReady.length > 0) throw refuse('group/members-not-ready', { members: [...new Set(notReady)].toSorted() })
  if (!allLiable(state)) {
    const open = members.filter(({ liability }) => !holdsFor(liability, state)).map(({ person }) => person)
    throw refuse('group/liability-open', { members: open })
  }
  return whole
}

function recordMember(state: Open, { person, applicationId, standing }: Of<'RecordMember'>): readonly GroupEvent[] {
  const member = memberOf(state, person)
  // Of somebody who left, or of an earlier application of theirs.
  if (member?.agreed?.applicationId !== applicationId || member.standing === null) return []
  if (member.standing === standing) return []
  const stood = { type: 'MemberStood', person, standing } as const
  return [stood, ...outcomeOf(evolve(state, stood) as Open)]
}

/** While the lender waits for an answer, the chair may still find somebody; otherwise the group stands or falls by who is left. */
function outcomeOf(state: Open): GroupEvent[] {
  const left = roster(state)
  if (left.length > 0 && left.every(({ standing }) => standing === 'disbursed'))
    return [{ type: 'GroupDone', members: state.members.map(({ person }) => person) }]
  if (state.status !== 'sent') return []
  if (!left.some(({ person }) => person === state.chair)) return [fallen(state, 'chair-out')]
  return left.length < MEMBERS_MIN ? [fallen(state, 'too-few')] : []
}

const fallen = (state: Open, reasonCode: FallReason): GroupEvent => ({
  type: 'GroupFell',
  reasonCode,
  members: state.members.map(({ person }) => person),
  applications: unsigned(state),
})
