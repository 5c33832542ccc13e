// Checks, survey, questions to the applicant, and who handles the file.
// Guarantees: nobody handles or checks their own application; each list has its bound. Does not: decide on money; decideDecision.ts does.
import { never, type Instant } from '@simpul/kernel'
import { DELEGATIONS_MAX, type PersonId } from '../parties.ts'
import { refuse as refuseGroup } from '../group/refusals.ts'
import { refuse } from '../refusals.ts'
import {
  CHECKS,
  CODES_MAX,
  FINDINGS_MAX,
  QUESTIONS_MAX,
  DOCUMENTS_MAX,
  hasPassed,
  type Answer,
  type Application,
  type CheckName,
  type CheckResult,
  type File,
  type GroupTie,
  type OfRound,
  type Question,
  type Review,
  type Survey,
  type Verdict,
} from './application.ts'
import { checkCount, checkFigure, checkHappened, checkNotOwn } from './bounds.ts'
import { isReview, type ApplicationEvent } from './events.ts'
import { actingFor } from './turn.ts'

/** A hundred years. */
const DOMICILE_MONTHS_MAX = 1_200

export type ReviewCommand =
  | ({ type: 'RecordCheck'; check: CheckName; result: CheckResult; now: Instant } & OfRound)
  | ({ type: 'GiveVerdict'; verdict: Verdict; now: Instant } & OfRound)
  | { type: 'RecordGroupFacts'; facts: GroupTie['facts']; by: PersonId; now: Instant }
  | { type: 'RecordSurvey'; survey: Survey; now: Instant }
  | { type: 'RequestInfo'; questions: readonly Question[]; by: PersonId; now: Instant }
  | { type: 'AnswerInfo'; answers: readonly Answer[]; by: PersonId; now: Instant }
  | { type: 'AssignOfficer'; officer: PersonId; by: PersonId; now: Instant }
  | { type: 'DelegateReview'; from: PersonId; to: PersonId; until: Instant; by: PersonId; now: Instant }

type Of<Type extends ReviewCommand['type']> = Extract<ReviewCommand, { type: Type }>

export function decideReview(state: Application, command: ReviewCommand): readonly ApplicationEvent[] {
  switch (command.type) {
    case 'RecordCheck':
      return recordCheck(state, command)
    case 'GiveVerdict': {
      if (!isReview(state) && state.status !== 'need-info') throw refuse('application/not-in-review', { status: state.status })
      checkCount('findings', command.verdict.findings, FINDINGS_MAX)
      return [{ type: 'VerdictGiven', verdict: command.verdict }]
    }
    case 'RecordSurvey': {
      if (state.status !== 'surveying') throw refuse('application/not-in-survey', { status: state.status })
      checkSurvey(state.file, command)
      return [{ type: 'SurveyRecorded', survey: command.survey }]
    }
    case 'RecordGroupFacts': {
      const { group } = fileInHand(state)
      if (!group) throw refuseGroup('group/not-a-group')
      return [{ type: 'GroupFactsRecorded', facts: command.facts, by: command.by }]
    }
    case 'RequestInfo': {
      const { questions, by } = command
      const { status, file } = reviewOf(state)
      checkNotOwn(file, by)
      if (questions.length === 0) throw refuse('application/no-question')
      checkCount('questions', questions, QUESTIONS_MAX)
      return [{ type: 'InfoRequested', questions, by, during: status }]
    }
    case 'AnswerInfo':
      return answerInfo(state, command)
    case 'AssignOfficer': {
      const file = fileInHand(state)
      checkNotOwn(file, command.officer, command.by)
      if (command.officer === file.officer) return [] // the assignment names its own outcome, so saying it twice is harmless
      return [{ type: 'OfficerAssigned', officer: command.officer, by: command.by }]
    }
    case 'DelegateReview':
      return delegate(state, command)
    default:
      return never(command)
  }
}

/** The review that stands now, or why there is none. */
export function reviewOf(state: Application): Review {
  if (isReview(state)) return state
  if (state.status === 'need-info') throw refuse('application/waits-for-info')
  if (state.status === 'awaiting-quota') throw refuse('application/waits-for-quota')
  throw refuse('application/not-in-review', { status: state.status })
}

function recordCheck(state: Application, { check, result: answer, now }: Of<'RecordCheck'>): readonly ApplicationEvent[] {
  // A check that was asked before a question to the applicant answers during it; the answer must not be lost.
  const checking = state.status === 'checking' || (state.status === 'need-info' && state.back.status === 'checking')
  if (!checking) throw refuse('application/not-in-checks', { status: state.status })
  const before = state.file.checks[check]
  if (answer.outcome === 'unreachable' && before?.outcome === 'unreachable') return [] // still nobody there: nothing new
  const result = answer.outcome === 'unreachable' ? { ...answer, since: now } : answer
  if (result.outcome === 'failed') checkCount('reasonCodes', result.reasonCodes, CODES_MAX)
  if (result.outcome === 'ok' || result.outcome === 'manual') checkCount('facts', Object.keys(result.facts), CODES_MAX)
  if (result.outcome === 'manual') checkNotOwn(state.file, result.by)
  // A system may answer minutes late: that does not overrule an officer who looked at the papers meanwhile.
  if (result.outcome !== 'manual' && before?.outcome === 'manual') throw refuse('application/checked-by-hand')
  const recorded = { type: 'CheckRecorded', check, result } as const
  const results = { ...state.file.checks, [check]: result }
  return CHECKS.every((name) => hasPassed(results[name])) ? [recorded, { type: 'ChecksPassed' }] : [recorded]
}

function checkSurvey(file: File, { survey, now }: Of<'RecordSurvey'>): void {
  checkNotOwn(file, survey.by)
  checkHappened('surveyedOn', survey.surveyedOn, now)
  checkFigure('monthlyTurnoverIdr', survey.monthlyTurnoverIdr, 0, Number.MAX_SAFE_INTEGER)
  checkFigure('monthlyCapacityIdr', survey.monthlyCapacityIdr, 0, Number.MAX_SAFE_INTEGER)
  if (survey.domicileMonths !== undefined) checkFigure('domicileMonths', survey.domicileMonths, 0, DOMICILE_MONTHS_MAX)
  checkCount('collateralDemanded', survey.collateralDemanded, CODES_MAX)
  checkCount('photos', survey.photos ?? [], DOCUMENTS_MAX)
  checkCount('evidenceRefs', survey.evidenceRefs, DOCUMENTS_MAX)
}

function answerInfo(state: Application, { answers, by }: Of<'AnswerInfo'>): readonly ApplicationEvent[] {
  if (state.status !== 'need-info') throw refuse('application/not-waiting-for-info', { status: state.status })
  checkCount('answers', answers, QUESTIONS_MAX)
  const answered = new Set(answers.map((answer) => answer.code))
  const missing = state.questions.map((question) => question.code).filter((code) => !answered.has(code))
  if (missing.length > 0) throw refuse('application/questions-open', { missing: missing.join(', ') })
  return [{ type: 'InfoAnswered', answers, by }]
}

function delegate(state: Application, { from, to, until, by, now }: Of<'DelegateReview'>): readonly ApplicationEvent[] {
  const file = fileInHand(state)
  const { delegations } = file
  if (from === to || !(Date.parse(until) > Date.parse(now))) throw refuse('application/delegation-invalid')
  checkNotOwn(file, from, to, by)
  if (!holds(file, from, now)) throw refuse('application/delegates-another')
  if (delegations.length >= DELEGATIONS_MAX) throw refuse('application/too-many-delegations', { max: DELEGATIONS_MAX })
  return [{ type: 'ReviewDelegated', from, to, until, by }]
}

/** Its officer, or whoever acts for them now: a delegation by anybody else would put a hand behind a file that is not theirs. */
const holds = ({ officer, delegations }: File, person: PersonId, now: Instant) =>
  officer !== null && (person === officer || person === actingFor(officer, delegations, now))

/** The file of an application that was sent and is not over. */
function fileInHand(state: Application): File {
  if ('file' in state && state.file) return state.file
  throw refuse('application/still-draft', { status: state.status })
}
