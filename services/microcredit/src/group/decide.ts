// What may be done to a group, and by whose command: forming it here, from its sending on in decideSent.ts.
// Guarantees: nobody is in a group without their own agreement, nor liable for more than they saw; after its end nothing happens any more.
// Does not guarantee: that the caller is chair or member; the route asks the state.
import { never, type Instant } from '@simpul/kernel'
import { checkCount, checkFigure, checkHappened, checkPlafon, checkTenor } from '../application/bounds.ts'
import { CODES_MAX, DOCUMENTS_MAX } from '../application/application.ts'
import type { PersonId } from '../parties.ts'
import { decideSent, type SentCommand } from './decideSent.ts'
import { evolve, type GroupEvent } from './events.ts'
import {
  initial,
  isOpen,
  memberOf,
  MEMBERS_MAX,
  roster,
  sumOf,
  type Agreement,
  type Group,
  type Member,
  type Open,
  type Plan,
} from './group.ts'
import { refuse } from './refusals.ts'
import { consentText, liabilityText } from './statements.ts'

export type FormingCommand =
  | { type: 'StartGroup'; groupId: string; chair: PersonId; now: Instant }
  | { type: 'SavePlan'; changes: Partial<Plan>; now: Instant }
  | { type: 'InviteMember'; person: PersonId; now: Instant }
  | { type: 'AgreeToJoin'; person: PersonId; applicationId: string; agreement: Omit<Agreement, 'at'>; now: Instant }
  | { type: 'RecordSeat'; person: PersonId; n: number; held: boolean; now: Instant }
  | { type: 'AcceptLiability'; person: PersonId; textVersion: string; sumIdr: number; members: readonly PersonId[]; now: Instant }
  | { type: 'LeaveGroup'; person: PersonId; by: PersonId; now: Instant }
  | { type: 'HandOverChair'; to: PersonId; by: PersonId; now: Instant }
  | { type: 'DissolveGroup'; by: PersonId; now: Instant }

export type GroupCommand = FormingCommand | SentCommand
type Of<Type extends FormingCommand['type']> = Extract<FormingCommand, { type: Type }>

export function decide(state: Group, command: GroupCommand): readonly GroupEvent[] {
  if (command.type === 'StartGroup') {
    if (state.status !== 'none') throw refuse('group/already-started', { status: state.status })
    return [{ type: 'GroupStarted', groupId: command.groupId, chair: command.chair, at: command.now }]
  }
  if (state.status === 'none') throw refuse('group/unknown')
  if (!isOpen(state)) {
    // Answers of seats and applications come when they come.
    if (command.type === 'RecordSeat' || command.type === 'RecordMember') return []
    throw refuse('group/closed', { status: state.status })
  }
  switch (command.type) {
    case 'SavePlan':
      return savePlan(state, command)
    case 'InviteMember':
      return invite(changeable(state), command)
    case 'AgreeToJoin':
      return agree(changeable(state), command)
    case 'RecordSeat':
      return recordSeat(state, command)
    case 'AcceptLiability':
      return accept(changeable(state), command)
    case 'LeaveGroup':
      return leave(changeable(state), command)
    case 'HandOverChair': {
      const { to, by } = command
      changeable(state)
      if (!roster(state).some(({ person }) => person === to)) throw refuse('group/not-a-member')
      return to === state.chair ? [] : [{ type: 'ChairHandedOver', to, by }]
    }
    case 'DissolveGroup': {
      if (state.status !== 'forming') throw refuse('group/sent', { status: state.status })
      return [{ type: 'GroupDissolved', members: everybody(state), by: command.by }]
    }
    case 'SubmitGroup':
    case 'RequestGroupInfo':
    case 'AnswerGroupInfo':
    case 'RecordGroupCheck':
    case 'RecordMember':
    case 'GiveUpGroup':
      return decideSent(state, command)
    default:
      return never(command)
  }
}

export const groupDecider = { initial, decide, evolve }

/** Once it was sent, people and shares change only while the lender waits for an answer. */
function changeable(state: Open): Open {
  if (state.status === 'sent') throw refuse('group/sent', { status: state.status })
  return state
}

const FIXED = ['lender', 'unit', 'tenorMonths', 'loanType', 'purposeCode', 'commodity'] as const

function savePlan(state: Open, { changes }: Of<'SavePlan'>): readonly GroupEvent[] {
  changeable(state)
  if (changes.plafonIdr !== undefined) checkFigure('plafonIdr', changes.plafonIdr, 1, GROUP_IDR_MAX)
  if (changes.tenorMonths !== undefined) checkTenor(changes.tenorMonths)
  // The applications that were sent stand at that lender on those terms.
  const fixed = state.status === 'need-info' ? FIXED.filter((field) => changes[field] !== undefined) : []
  if (fixed.length > 0) throw refuse('group/terms-sent', { fields: fixed.join(', ') })
  return Object.keys(changes).length === 0 ? [] : [{ type: 'GroupPlanSaved', changes }]
}

/** × the 500 million of a member of Khusus = 15 billion. */
const GROUP_IDR_MAX = MEMBERS_MAX * 500_000_000

function invite(state: Open, { person }: Of<'InviteMember'>): readonly GroupEvent[] {
  if (memberOf(state, person)) return [] // the invitation names its own outcome
  if (state.members.length >= MEMBERS_MAX) throw refuse('group/full', { max: MEMBERS_MAX })
  return [{ type: 'MemberInvited', person }]
}

function agree(state: Open, { person, applicationId, agreement, now }: Of<'AgreeToJoin'>): readonly GroupEvent[] {
  if (memberIn(state, person).standing !== null) throw refuse('group/application-sent')
  if (agreement.textVersion !== consentText.version) throw refuse('group/other-text', { version: consentText.version })
  const { business, documents, plafonIdr } = agreement
  checkPlafon(plafonIdr)
  checkCount('documents', documents, DOCUMENTS_MAX)
  checkFigure('business.yearlyTurnoverIdr', business.yearlyTurnoverIdr, 0, Number.MAX_SAFE_INTEGER)
  checkCount('business.substitutes', business.substitutes, CODES_MAX)
  checkHappened('business.startedOn', business.startedOn, now)
  return [{ type: 'MemberAgreed', person, n: state.agreements + 1, applicationId, agreement: { ...agreement, at: now } }]
}

function recordSeat(state: Open, { person, n, held }: Of<'RecordSeat'>): readonly GroupEvent[] {
  const member = memberOf(state, person)
  // Left, or agreed again meanwhile: that asks once more.
  const isAwaited = member?.seat === 'asked' && member.agreed?.n === n
  return isAwaited ? [{ type: 'SeatAnswered', person, n, held }] : []
}

function accept(state: Open, { person, textVersion, sumIdr, members, now }: Of<'AcceptLiability'>): readonly GroupEvent[] {
  if (!memberIn(state, person).agreed) throw refuse('group/agree-first')
  if (textVersion !== liabilityText.version) throw refuse('group/other-text', { version: liabilityText.version })
  const stands = { sumIdr: sumOf(state), members: roster(state).map((each) => each.person) }
  const seen = new Set(members)
  // Nobody is bound to what they did not see: whoever came or asked for more a second ago is in the next answer.
  const isSame = seen.size === stands.members.length && stands.members.every((each) => seen.has(each)) && sumIdr === stands.sumIdr
  if (!isSame) throw refuse('group/liability-changed', { sumIdr: stands.sumIdr, members: stands.members.length })
  return [{ type: 'LiabilityAccepted', person, liability: { textVersion, ...stands, at: now } }]
}

function leave(state: Open, { person, by }: Of<'LeaveGroup'>): readonly GroupEvent[] {
  const member = memberOf(state, person)
  if (!member) return [] // gone already
  if (person === state.chair) throw refuse('group/chair-stays')
  // The application decides first whether it can still be withdrawn; the group hears of it.
  if (member.standing !== null && member.standing !== 'ended') throw refuse('group/withdraw-application')
  return [{ type: 'MemberLeft', person, by }]
}

function memberIn(state: Open, person: PersonId): Member {
  const member = memberOf(state, person)
  if (!member) throw refuse('group/not-a-member')
  return member
}

const everybody = ({ members }: Open): readonly PersonId[] => members.map(({ person }) => person)
