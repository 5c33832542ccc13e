// What can happen to a group, and what the group is after it.
// Guarantees: total; an event that does not fit the state leaves it as it is. Every event that asks something of applications or seats
// carries what they need, so that the follow-up needs no other look-up.
import { never, type Instant } from '@simpul/kernel'
import type { MemberForm } from '../application/submittedForGroup.ts'
import type { PersonId } from '../parties.ts'
import {
  isOpen,
  type Agreement,
  type Answer,
  type Group,
  type GroupBody,
  type Liability,
  type Member,
  type Plan,
  type Question,
  type Standing,
} from './group.ts'

export type FallReason = 'too-few' | 'chair-out' | 'given-up'
export type Facts = Readonly<Record<string, boolean>>

export type GroupEvent =
  | { type: 'GroupStarted'; groupId: string; chair: PersonId; at: Instant }
  | { type: 'GroupPlanSaved'; changes: Partial<Plan> }
  | { type: 'MemberInvited'; person: PersonId }
  | { type: 'MemberAgreed'; person: PersonId; n: number; applicationId: string; agreement: Agreement }
  | { type: 'SeatAnswered'; person: PersonId; n: number; held: boolean }
  | { type: 'LiabilityAccepted'; person: PersonId; liability: Liability }
  | { type: 'MemberLeft'; person: PersonId; by: PersonId }
  | { type: 'ChairHandedOver'; to: PersonId; by: PersonId }
  | { type: 'GroupSubmitted'; sumIdr: number; members: readonly PersonId[]; by: PersonId }
  | ({ type: 'MemberSubmitted' } & MemberForm)
  | { type: 'GroupInfoRequested'; questions: readonly Question[]; by: PersonId }
  | { type: 'GroupInfoAnswered'; answers: readonly Answer[]; by: PersonId; facts: Facts; applications: readonly string[] }
  | {
      type: 'GroupChecked'
      checked: Facts
      evidenceRef: string
      by: PersonId
      facts: Facts
      applications: readonly string[]
    }
  | { type: 'MemberStood'; person: PersonId; standing: Standing }
  | { type: 'GroupFell'; reasonCode: FallReason; members: readonly PersonId[]; applications: readonly string[] }
  | { type: 'GroupDone'; members: readonly PersonId[] }
  | { type: 'GroupDissolved'; members: readonly PersonId[]; by: PersonId }

export function evolve(state: Group, event: GroupEvent): Group {
  if (event.type === 'GroupStarted') {
    const { groupId, chair } = event
    return { status: 'forming', groupId, chair, plan: {}, members: [invited(chair)], agreements: 0, checked: {}, questions: [] }
  }
  if (!isOpen(state)) return state
  switch (event.type) {
    case 'GroupPlanSaved':
      return { ...state, plan: { ...state.plan, ...event.changes }, ...(isAboutLoan(event.changes) ? unaccepted(state) : {}) }
    case 'MemberInvited':
      return { ...state, members: [...state.members, invited(event.person)] }
    case 'MemberAgreed':
      return { ...withMember(state, event.person, (member) => evolveMember(member, event)), agreements: event.n }
    case 'SeatAnswered':
    case 'LiabilityAccepted':
    case 'MemberStood':
    case 'MemberSubmitted':
      return withMember(state, event.person, (member) => evolveMember(member, event))
    case 'MemberLeft':
      return { ...state, members: state.members.filter(({ person }) => person !== event.person) }
    case 'ChairHandedOver':
      return { ...state, chair: event.to }
    case 'GroupSubmitted':
      return { ...state, status: 'sent' }
    case 'GroupInfoRequested':
      return { ...state, status: 'need-info', questions: event.questions }
    case 'GroupInfoAnswered':
      return { ...state, status: 'sent', questions: [] }
    case 'GroupChecked':
      return { ...state, checked: { ...state.checked, ...event.checked } }
    case 'GroupFell':
      return { ...state, status: 'fallen' }
    case 'GroupDone':
      return { ...state, status: 'done' }
    case 'GroupDissolved':
      return { ...state, status: 'dissolved' }
    default:
      return never(event)
  }
}

type MemberEvent = Extract<
  GroupEvent,
  { type: 'MemberAgreed' | 'SeatAnswered' | 'LiabilityAccepted' | 'MemberStood' | 'MemberSubmitted' }
>

function evolveMember(member: Member, event: MemberEvent): Member {
  switch (event.type) {
    case 'MemberAgreed': {
      const { agreement, n, applicationId } = event
      return { ...member, agreed: { ...agreement, n, applicationId }, seat: member.seat === 'held' ? 'held' : 'asked' }
    }
    case 'SeatAnswered':
      return { ...member, seat: event.held ? 'held' : 'elsewhere' }
    case 'LiabilityAccepted':
      return { ...member, liability: event.liability }
    case 'MemberStood':
      return { ...member, standing: event.standing, seat: seatOf(member, event.standing) }
    case 'MemberSubmitted':
      return { ...member, standing: 'sent' }
    default:
      return never(event)
  }
}

/** Whose application ended may join another group; one that is opened again asks for the seat again. */
function seatOf({ standing, seat }: Member, next: Standing): Member['seat'] {
  if (next === 'ended') return 'none'
  return standing === 'ended' ? 'asked' : seat
}

const invited = (person: PersonId): Member => ({ person, agreed: null, seat: 'none', liability: null, standing: null })

/** What the loans are: who accepted them accepted these. Papers and offtaker are not part of what is owed. */
const isAboutLoan = (changes: Partial<Plan>) =>
  (['lender', 'unit', 'tenorMonths', 'loanType', 'purposeCode'] as const).some((field) => changes[field] !== undefined)

const unaccepted = ({ members }: GroupBody) => ({ members: members.map((member) => ({ ...member, liability: null })) })

const withMember = <State extends GroupBody>(state: State, of: PersonId, change: (member: Member) => Member): State => ({
  ...state,
  members: state.members.map((member) => (member.person === of ? change(member) : member)),
})
