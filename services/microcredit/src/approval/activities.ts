// The steps of the approval: each asks somebody or gives one command, under the id that the workflow made.
// Guarantees: a step that is run again acts once; a NIK lives inside one step alone, never in its arguments or its answer.
import { dayInWib } from '@simpul/kernel'
import { instantOf, type ServiceContext, type StepMeta } from '@simpul/platform'
import { application } from '../application/aggregate.ts'
import { hasPassed, stepOf, type Application, type CheckName, type File, type Step } from '../application/application.ts'
import { verdictOf } from '../application/verdictFacts.ts'
import type { MicrocreditOutside } from '../outside/microcreditOutside.ts'
import { refuse } from '../refusals.ts'
import { askAgainAt, runCheck } from './checks.ts'
import { dueOf, stepSince } from './clocks.ts'

/** Tried again for days: the other side is away. */
class Away extends Error {
  readonly status = 503
}

export function approvalSteps({ commands, history, outside }: ServiceContext<MicrocreditOutside>) {
  const stateOf = async (id: string): Promise<Application> => (await commands.state(application, id))?.state ?? { status: 'none' }
  const fileOf = (state: Application): File => {
    if ('file' in state && state.file) return state.file
    throw refuse('application/still-draft', { status: state.status })
  }

  return {
    /** When to ask again, or null: passed, failed, checked by hand, or no longer wanted. */
    async check(meta: StepMeta, id: string, name: CheckName): Promise<string | null> {
      const state = await stateOf(id)
      const file = fileOf(state)
      const standing = file.checks[name]
      const wanted = stepOf(state.status) === 'checks' || state.status === 'need-info'
      if (!wanted || hasPassed(standing) || standing?.outcome === 'manual') return null
      const result = await runCheck(name, file.applicant.person, outside)
      await commands.send(application, id, { type: 'RecordCheck', check: name, result }, meta)
      return askAgainAt(result, outside.clock.now())
    },

    async giveVerdict(meta: StepMeta, id: string): Promise<void> {
      const verdict = verdictOf(await stateOf(id), dayInWib(instantOf(outside.clock.now())))
      if (!verdict) throw refuse('application/still-draft', { status: 'draft' })
      await commands.send(application, id, { type: 'GiveVerdict', verdict }, meta)
    },

    /** The deadline of this step, recorded on the application; refused when it stands at another step by now. */
    async clock(meta: StepMeta, id: string, step: Step) {
      const standing = stepSince(await history(application, id))
      if (standing?.step !== step) throw refuse('application/step-over', { step, status: standing?.step ?? 'none' })
      const due = dueOf(step, standing.since, outside.holidays)
      if (!due) throw new Error(`the holiday table ${outside.holidays.version} ends before a deadline of ${standing.since}`)
      const { dueAt, remindAt, tableVersion } = due
      await commands.send(application, id, { type: 'SetClock', step, dueAt, tableVersion }, meta)
      return { dueAt, remindAt }
    },

    async remind(meta: StepMeta, id: string, step: Step, dueAt: string): Promise<void> {
      await commands.send(application, id, { type: 'RemindClock', step, dueAt }, meta)
    },

    async escalate(meta: StepMeta, id: string, step: Step, dueAt: string): Promise<void> {
      await commands.send(application, id, { type: 'EscalateClock', step, dueAt }, meta)
    },

    async reportAkad(meta: StepMeta, id: string): Promise<void> {
      const state = await stateOf(id)
      if (state.status !== 'akad') throw refuse('application/no-akad', { status: state.status })
      const { akad, file } = state
      const person = await outside.people.identityOf(file.applicant.person, 'kur-akad')
      if (person.kind === 'down') throw new Away('partners does not answer')
      if (person.kind === 'unknown') throw new Error('the applicant is not known at partners any more')
      const { plafonIdr, tenorMonths, ratePpm, signedOn: akadOn } = akad
      const { scheme } = file.asked
      const terms = { scheme, akadOn, plafonIdr, tenorMonths, ratePpm }
      const report = { key: `akad:${id}`, nik: person.nik, lender: file.lender, akadNumber: id, ...terms }
      const answer = await outside.sikp.reportAkad(report)
      if (answer.kind === 'down' || answer.kind === 'unsettled') throw new Away('SIKP does not answer')
      if (answer.kind === 'refused') throw new Error(`SIKP refuses the akad: ${answer.problem}`)
      await commands.send(application, id, { type: 'RegisterAkad', sikpRef: answer.number }, meta)
    },
  }
}

export type ApprovalSteps = ReturnType<typeof approvalSteps>
