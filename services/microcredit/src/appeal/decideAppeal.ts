// An appeal is filed, handed to somebody, withdrawn or decided.
// Guarantees: one appeal a refusal and within its time; whoever decides took no part in the file, holds the appeal, and neither they nor
// anybody behind them has a conflict in it; it is never decided by silence. Overturned, the application is open again in the same decision;
// quota and money are not touched. Does not: know who holds a role or what the rules say of corrected facts; the route looks both up.
import { dayInWib, never, type Instant } from '@simpul/kernel'
import { REASONS_MAX, ROUNDS_MAX, type Application, type File, type Survey } from '../application/application.ts'
import { checkCount, checkHappened } from '../application/bounds.ts'
import { checkHand } from '../application/decideDecision.ts'
import { behind, type Hand, type PersonId } from '../parties.ts'
import { refuse as refuseAny } from '../refusals.ts'
import {
  CONTESTED_MAX,
  CORRECTIONS_MAX,
  isSame,
  type AppealReason,
  type Contested,
  type Correction,
  type Named,
} from './appeal.ts'
import { corrected, resumesAt } from './corrected.ts'
import type { AppealEvent } from './events.ts'
import { fits, isFact, sourceOf, type FactName, type FactValue } from './facts.ts'
import { refuse } from './refusals.ts'

/** `tookPart`: by the history of the file, asked at that moment. */
type ByReviewer = { readonly hand: Hand; readonly tookPart: readonly PersonId[]; readonly now: Instant }

export type AppealCommand =
  | { type: 'FileAppeal'; contested: readonly Contested[]; textRef: string | null; by: PersonId; now: Instant }
  | { type: 'WithdrawAppeal'; by: PersonId; now: Instant }
  | ({ type: 'AssignAppeal'; reviewer: PersonId } & ByReviewer)
  | { type: 'DeclareAppealConflict'; code: string; hand: Hand; now: Instant }
  | ({ type: 'UpholdAppeal'; reasons: readonly AppealReason[] } & ByReviewer)
  | ({ type: 'OverturnAppeal' } & Granting & ByReviewer)

type Granting = {
  readonly granted: readonly Named[]
  readonly reasons: readonly AppealReason[]
  readonly corrections: readonly Correction[]
  /** What the survey had found when it was refused, by the history; null when none was made. */
  readonly survey: Survey | null
  /** Rules among the granted ones that fail with the corrected facts, too. */
  readonly stillFailing: readonly string[]
}

type Of<Type extends AppealCommand['type']> = Extract<AppealCommand, { type: Type }>
type Appealed = Extract<Application, { status: 'appealed' }>

export function decideAppeal(state: Application, command: AppealCommand): readonly AppealEvent[] {
  if (command.type === 'FileAppeal') return fileAppeal(state, command)
  const appealed = appealedIn(state)
  switch (command.type) {
    case 'WithdrawAppeal':
      return [{ type: 'AppealWithdrawn', by: command.by }]
    case 'AssignAppeal':
      return assign(appealed, command)
    case 'DeclareAppealConflict': {
      const { code, hand } = command
      checkHolds(appealed, hand)
      return [{ type: 'AppealConflictDeclared', member: hand.by, code }]
    }
    case 'UpholdAppeal': {
      const { reasons, hand } = command
      checkReviewer(appealed, command)
      checkReasons(reasons)
      return [{ type: 'AppealUpheld', reasons, hand }]
    }
    case 'OverturnAppeal':
      return overturn(appealed, command)
    default:
      return never(command)
  }
}

function fileAppeal(state: Application, { contested, textRef, by, now }: Of<'FileAppeal'>): readonly AppealEvent[] {
  if (state.status === 'appealed') throw refuse('appeal/already-filed')
  if (state.status !== 'rejected') throw refuse('appeal/nothing-to-contest', { status: state.status })
  const { file, appealUntil } = state
  const { round, lender, unit, appeals = [] } = file
  const used = appeals.find((appeal) => appeal.round === round)
  if (used) throw refuse('appeal/used', { outcome: used.outcome })
  if (appealUntil !== undefined && now > appealUntil) throw refuse('appeal/too-late', { until: appealUntil })
  if (round >= ROUNDS_MAX) throw refuseAny('application/rounds-used-up', { rounds: round })
  if (contested.length === 0) throw refuse('appeal/nothing-contested', { field: 'contested' })
  checkCount('contested', contested, CONTESTED_MAX)
  contested.forEach((each, index) => {
    if (contested.slice(0, index).some((other) => isSame(each, other)))
      throw refuse('appeal/contested-twice', { field: `contested.${index}`, name: each.name })
    checkContested(state, each, { field: `contested.${index}`, now })
  })
  return [{ type: 'AppealFiled', round, lender, unit, contested, textRef, by, at: now }]
}

/** `field`: where in what was sent. */
type Where = { readonly field: string; readonly now: Instant }

/** A rule, a reason, a fact of this refusal and of no other. */
function checkContested(
  refused: Extract<Application, { status: 'rejected' }>,
  contested: Contested,
  { field, now }: Where,
): void {
  const { kind, name, says } = contested
  switch (kind) {
    case 'rule':
      if (!contestableRules(refused.file).includes(name))
        throw refuse('appeal/rule-not-in-verdict', { field: `${field}.name`, rule: name })
      return
    case 'reason':
      if (!refused.reasons.some(({ code }) => code === name))
        throw refuse('appeal/reason-not-given', { field: `${field}.name`, code: name })
      return
    case 'fact':
      if (!isFact(name)) throw refuse('appeal/fact-unknown', { field: `${field}.name`, fact: name })
      checkValue(name, says, { field: `${field}.says`, now })
      return
    default:
      never(kind)
  }
}

/** What did not speak for the application. */
export const contestableRules = ({ verdict }: File): readonly string[] =>
  (verdict?.findings ?? []).flatMap(({ rule, outcome }) => (outcome === 'pass' || outcome === 'not-applicable' ? [] : [rule]))

function checkValue(fact: FactName, value: FactValue | undefined, { field, now }: Where): void {
  if (value === undefined || !fits(fact, value)) throw refuse('appeal/value-unfit', { field, fact, value: value ?? '' })
  if (fact === 'startedOn') checkHappened(field, String(value), now)
}

function assign(appealed: Appealed, { reviewer, hand, tookPart }: Of<'AssignAppeal'>): readonly AppealEvent[] {
  const { file, appeal } = appealed
  checkHand(file, hand)
  checkIndependent(file, { by: reviewer, actsFor: [] }, tookPart)
  if (appeal.reviewer === reviewer) return [] // the assignment names its own outcome, so saying it twice is harmless
  return [{ type: 'AppealAssigned', reviewer, by: hand.by }]
}

function overturn(appealed: Appealed, command: Of<'OverturnAppeal'>): readonly AppealEvent[] {
  const { granted, reasons, corrections, stillFailing, hand, now } = command
  const { file, appeal } = appealed
  checkReviewer(appealed, command)
  checkReasons(reasons)
  if (granted.length === 0) throw refuse('appeal/nothing-granted', { field: 'granted' })
  granted.forEach((each, index) => {
    const isContested = appeal.contested.some((other) => isSame(each, other))
    if (!isContested) throw refuse('appeal/not-contested', { field: `granted.${index}`, name: each.name })
  })
  checkCorrections(granted, corrections, now)
  if (stillFailing.length > 0) throw refuse('appeal/rule-still-fails', { field: 'granted', rules: stillFailing.join(', ') })
  const on = dayInWib(now)
  const resumes = resumesAt(corrected(file, corrections, hand.by, on), command.survey, granted)
  const survey = resumes === 'analysing' ? command.survey : null
  return [
    { type: 'AppealOverturned', round: file.round + 1, granted, reasons, corrections, resumesAt: resumes, survey, on, hand },
  ]
}

function checkCorrections(granted: readonly Named[], corrections: readonly Correction[], now: Instant): void {
  checkCount('corrections', corrections, CORRECTIONS_MAX)
  corrections.forEach(({ fact, value, evidenceRef }, index) => {
    if (corrections.slice(0, index).some((other) => other.fact === fact))
      throw refuse('appeal/contested-twice', { field: `corrections.${index}`, name: fact })
    checkValue(fact, value, { field: `corrections.${index}.value`, now })
    const source = sourceOf(fact)
    if (source === 'survey') throw refuse('appeal/survey-not-written', { field: `corrections.${index}.fact`, fact })
    if (source !== 'form' && evidenceRef === null)
      throw refuse('appeal/correction-without-evidence', { field: `corrections.${index}.evidenceRef`, fact })
  })
  for (const { kind, name } of granted)
    if (kind === 'fact' && isFact(name) && sourceOf(name) !== 'survey' && !corrections.some(({ fact }) => fact === name))
      throw refuse('appeal/correction-missing', { field: 'corrections', fact: name })
}

function checkReviewer(appealed: Appealed, { hand, tookPart }: ByReviewer): void {
  checkHand(appealed.file, hand)
  checkIndependent(appealed.file, hand, tookPart)
  checkHolds(appealed, hand)
}

/** Also who stands behind the hand: what somebody may not do, they do not have done. */
function checkIndependent(file: File, hand: Hand, tookPart: readonly PersonId[]): void {
  const people = behind(hand, file.delegations)
  if (people.has(file.applicant.person)) throw refuseAny('application/own-application')
  const conflict = file.conflicts?.find(({ member }) => people.has(member))
  if (conflict) throw refuse('appeal/conflict', { code: conflict.code })
  const who = tookPart.filter((person) => people.has(person))
  if (who.length > 0) throw refuse('appeal/took-part', { who })
}

function checkHolds({ appeal: { reviewer } }: Appealed, { by, actsFor }: Hand): void {
  if (reviewer === null || ![by, ...actsFor].includes(reviewer)) throw refuse('appeal/not-assigned')
}

function checkReasons(reasons: readonly AppealReason[]): void {
  if (reasons.length === 0) throw refuse('appeal/no-reason')
  checkCount('reasons', reasons, REASONS_MAX)
}

function appealedIn(state: Application): Appealed {
  if (state.status === 'appealed') return state
  const last = 'file' in state ? state.file?.appeals?.at(-1) : undefined
  throw last ? refuse('appeal/over', { outcome: last.outcome }) : refuse('appeal/none')
}
