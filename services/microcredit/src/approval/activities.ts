// The steps of the approval: each asks somebody or gives one command, under the id that the workflow made.
// Guarantees: a step that is run again, by a retry or from the log, acts once and goes by what stands in the application, not by what it
// meant to write; a NIK lives inside one step alone, never in its arguments or its answer.
import { isDeepStrictEqual } from 'node:util'
import { dayInWib, Refusal } from '@simpul/kernel'
import { instantOf, type ServiceContext, type StepMeta } from '@simpul/platform'
import { application } from '../application/aggregate.ts'
import {
  akadNumber,
  hasPassed,
  stepOf,
  type Application,
  type CheckName,
  type CheckResult,
  type File,
  type Step,
} from '../application/application.ts'
import { verdictOf, waysOf } from '../application/verdictFacts.ts'
import { Away } from '../outside/away.ts'
import type { MicrocreditOutside } from '../outside/microcreditOutside.ts'
import { policy } from '../policy/aggregate.ts'
import { inForce } from '../policy/policy.ts'
import { refuse } from '../refusals.ts'
import { bookInForce } from '../rulebook/bookInForce.ts'
import { askAgainAt, runCheck } from './checks.ts'
import { dueByLaw, dueOf, receivedAt, stepSince } from './clocks.ts'
import { workingDaysOf } from './policy.ts'

type Context = ServiceContext<MicrocreditOutside>

export const approvalSteps = (context: Context) => ({ ...reviewSteps(context), ...clockSteps(context), ...akadSteps(context) })
export type ApprovalSteps = ReturnType<typeof approvalSteps>

const reviewSteps = ({ commands, outside }: Context) => ({
  /** When to ask again, or null: passed, failed, checked by hand, or no longer wanted. */
  async check(meta: StepMeta, id: string, name: CheckName, round?: number): Promise<string | null> {
    const { state, version } = await standing({ commands }, id)
    const file = sentFile(state)
    const before = file.checks[name]
    checkRound(file, round)
    const wanted = stepOf(state.status) === 'checks' || state.status === 'need-info'
    if (!wanted || hasPassed(before) || before?.outcome === 'manual') return null
    const result = await runCheck(name, file.applicant.person, outside)
    if (isNews(result, before))
      // With the version, because a procedure that is started again from the log counts its asking from 1 again: under an id that it
      // used before, a later and better answer would pass for a repetition.
      await commands.send(
        application,
        id,
        { type: 'RecordCheck', check: name, result, ...ofRound(round) },
        { ...meta, commandId: `${meta.commandId}:${version}` },
      )
    const recorded = sentFile((await standing({ commands }, id)).state).checks[name]
    return recorded ? askAgainAt(recorded, outside.clock.now(), outside.policy.unreachableAgainMs) : null
  },

  async giveVerdict(meta: StepMeta, id: string, round?: number): Promise<void> {
    const { state, version: onVersion } = await standing({ commands }, id)
    const akadOn = dayInWib(instantOf(outside.clock.now()))
    const book = await bookInForce({ commands, outside }, akadOn)
    const given = verdictOf(state, akadOn, { book, onVersion })
    if (!given) throw refuse('application/still-draft', { status: 'draft' })
    const verdict = given.outcome === 'eligible' ? given : { ...given, ways: waysOf(state, akadOn, book) }
    await commands.send(application, id, { type: 'GiveVerdict', verdict, ...ofRound(round) }, meta)
  },
})

export const clockSteps = ({ commands, history, outside }: Context) => ({
  /** The deadline of this step, recorded on the application; refused when it stands at another step by now, or when no table reaches that far. */
  async clock(meta: StepMeta, id: string, step: Step, round?: number) {
    const happened = await history(application, id)
    const since = stepSince(happened)
    if (since?.step !== step) throw refuse('application/step-over', { step, status: since?.step ?? 'none' })
    const file = sentFile((await standing({ commands }, id)).state)
    checkRound(file, round)
    const { lender, asked } = file
    const set = inForce((await commands.state(policy, lender))?.state)?.workingDays[step]
    const own = dueOf(set ?? workingDaysOf(outside.policy, lender, step), since.since, outside.holidays)
    const of = { scheme: asked.scheme, step, received: receivedAt(happened) }
    const due = own && dueByLaw(of, own, since.since, outside.holidays)
    if (!due) {
      const { version: tableVersion } = outside.holidays
      outside.log.error({ applicationId: id, step, tableVersion }, 'the holiday table ends before a deadline: extend it')
      throw refuse('application/holidays-end', { step, tableVersion })
    }
    const { dueAt, remindAt, tableVersion, statutory } = due
    // The deadline is in the id: asked again from the log on another table, it is another command and not a repetition.
    const commandId = `${meta.commandId}:${dueAt}:${tableVersion}`
    const law = statutory === undefined ? {} : { statutory }
    const command = { type: 'SetClock', step, dueAt, tableVersion, ...law, ...ofRound(round) } as const
    await commands.send(application, id, command, { ...meta, commandId })
    return { dueAt, remindAt }
  },

  async remind(meta: StepMeta, id: string, step: Step, dueAt: string, round?: number): Promise<void> {
    await commands.send(application, id, { type: 'RemindClock', step, dueAt, ...ofRound(round) }, meta)
  },

  async escalate(meta: StepMeta, id: string, step: Step, dueAt: string, round?: number): Promise<void> {
    try {
      await commands.send(application, id, { type: 'EscalateClock', step, dueAt, ...ofRound(round) }, meta)
    } catch (error) {
      // Temporal's clock is ahead of ours. The procedure escalates once: a refusal would be the end of it.
      if (error instanceof Refusal && error.code === 'application/clock-not-due') throw new Away('not due by our clock yet')
      throw error
    }
  },
})

const akadSteps = ({ commands, outside }: Context) => ({
  async reportAkad(meta: StepMeta, id: string, round?: number): Promise<void> {
    const { state } = await standing({ commands }, id)
    if (state.status !== 'akad') throw refuse('application/no-akad', { status: state.status })
    const { akad, file } = state
    checkRound(file, round)
    const person = await outside.people.identityOf(file.applicant.person, 'kur-akad')
    if (person.kind === 'down') throw new Away('partners does not answer')
    if (person.kind === 'unknown') throw new Error('the applicant is not known at partners any more')
    const { plafonIdr, tenorMonths, ratePpm, signedOn: akadOn } = akad
    const { scheme } = file.asked
    const terms = { scheme, akadOn, plafonIdr, tenorMonths, ratePpm }
    const number = akadNumber(file)
    const report = { key: `akad:${number}`, nik: person.nik, lender: file.lender, akadNumber: number, ...terms }
    const answer = await outside.sikp.reportAkad(report)
    if (answer.kind === 'down' || answer.kind === 'unsettled') throw new Away('SIKP does not answer')
    if (answer.kind === 'refused') throw new Error(`SIKP refuses the akad: ${answer.problem}`)
    await commands.send(application, id, { type: 'RegisterAkad', sikpRef: answer.number, akad: number, ...ofRound(round) }, meta)
  },
})

/** Days of "still nobody there" would be 96 events a day; who is away is so since the first of them. */
const isNews = (result: CheckResult, before: CheckResult | undefined) =>
  before?.outcome === 'unreachable' ? result.outcome !== 'unreachable' : !isDeepStrictEqual(result, before)

/** A step that was begun by an older release does not say of which round it is. */
const ofRound = (round: number | undefined) => (round === undefined ? {} : { round })

/** Before anybody outside is asked: a late workflow of an earlier round acts on nothing of the present one. */
function checkRound(file: File, of: number | undefined): void {
  if (of !== undefined && of !== file.round) throw refuse('application/other-round', { of, round: file.round })
}

async function standing({ commands }: Pick<Context, 'commands'>, id: string): Promise<{ state: Application; version: number }> {
  return (await commands.state(application, id)) ?? { state: { status: 'none' }, version: 0 }
}

function sentFile(state: Application): File {
  if ('file' in state && state.file) return state.file
  throw refuse('application/still-draft', { status: state.status })
}
