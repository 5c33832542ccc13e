// The approval of an application for KUR, as MC §2 tells it: checks → survey → analysis → decision → akad → disbursement.
// Guarantees: every step has a clock that its holder and the applicant see; silence approves nothing; a withdrawal or rejection ends it
// anywhere. Does not: hold quota or decide; people decide, and the application's own events drive the quota.
import { CancellationScope, isCancellation } from '@temporalio/workflow'
import { inbox, isRefused, steps, unlessEndedBy, type Inbox, type ProcessInput, type Steps } from '@simpul/platform/workflow'
import { CHECKS, type CheckName, type Step } from '../application/application.ts'
import type { ApprovalSteps } from './activities.ts'
import type { Heard } from './heard.ts'

type Milestone = Exclude<Heard['type'], 'InfoRequested' | 'InfoAnswered'>

export async function approval(input: ProcessInput<Heard>) {
  const { id, round } = input
  const events = inbox<Heard>(input)
  const step = steps<ApprovalSteps>(events)
  const { reach, reachOr } = reaching(events, step, input)

  async function ask(check: CheckName): Promise<void> {
    for (;;) {
      const again = await step.check(id, check, round)
      if (again === null || isRefused(again)) return
      await events.until(again)
    }
  }

  async function checks(): Promise<void> {
    let asking = new CancellationScope()
    const askAll = () => asking.run(() => Promise.all(CHECKS.map(ask))).catch(unlessCancelled)
    let asked: Promise<unknown> = askAll()
    // What an applicant was asked for may be what a check failed for: a payoff, a correction at Dukcapil.
    await reachOr('checks', ['ChecksPassed'], () => {
      asking.cancel()
      asking = new CancellationScope()
      asked = Promise.all([asked, askAll()])
    })
    asking.cancel() // an officer may have checked by hand what is still being asked
    await asked
  }

  async function decision(): Promise<void> {
    for (;;) {
      await reach('analysis', 'ApprovalProposed', 'RejectionProposed')
      // Quota that was refused leaves the proposal where it is: the approver may try again.
      if ((await reach('decision', 'ApplicationApproved', 'ProposalSentBack')) === 'ApplicationApproved') return
    }
  }

  /** From the approval to the money; false when the approval was undone on the way. */
  async function paidOut(): Promise<boolean> {
    if ((await reach('akad', 'AkadSigned', 'ApprovalUndone')) === 'ApprovalUndone') return false
    // Side by side: the applicant who signed sees a deadline also while SIKP does not answer.
    const reporting = new CancellationScope()
    const reported = reporting.run(() => step.reportAkad(id, round)).catch(unlessCancelled)
    const reached = await reach('disbursement', 'ApplicationDisbursed', 'ApprovalUndone')
    if (reached === 'ApprovalUndone') reporting.cancel()
    await reported
    return reached === 'ApplicationDisbursed'
  }

  return unlessEndedBy(events, ['ApplicationWithdrawn', 'ApplicationRejected'], async () => {
    const { event: begun } = await events.cause()
    // A refusal that was overturned goes on where nothing is in doubt any more; its verdict is given anew in any case.
    const from = begun.type === 'AppealOverturned' ? begun.resumesAt : 'checking'
    if (from === 'checking') await checks()
    await step.giveVerdict(id, round)
    if (from !== 'analysing') {
      await reach('survey', 'SurveyRecorded')
      await step.giveVerdict(id, round)
    }
    // An approval that is undone leads back to the analysis.
    do await decision()
    while (!(await paidOut()))
  })
}

function unlessCancelled(error: unknown): void {
  if (!isCancellation(error)) throw error
}

/** How the procedure waits: under the clock of a step, which a question to the applicant stops. */
function reaching(events: Inbox<Heard>, step: Steps<ApprovalSteps>, { id, round }: Pick<ProcessInput<Heard>, 'id' | 'round'>) {
  const clock = (of: Step) => ({
    within: () => step.clock(id, of, round),
    onReminder: ({ dueAt }: { dueAt: string }) => step.remind(id, of, dueAt, round),
    onOverdue: ({ dueAt }: { dueAt: string }) => step.escalate(id, of, dueAt, round),
  })

  /** Waits for one of these. A question to the applicant stops the step's clock until it is answered; what comes meanwhile counts. */
  const reach = (of: Step, ...types: Milestone[]) => reachOr(of, types, () => undefined)

  async function reachOr(of: Step, types: readonly Milestone[], answered: () => void): Promise<Heard['type']> {
    for (;;) {
      const reached = await events.next([...types, 'InfoRequested'], clock(of))
      if (reached.event.type !== 'InfoRequested') return reached.event.type
      let meanwhile: Heard['type'] | undefined
      for (let asked = true; asked;) {
        const { event } = await events.next([...types, 'InfoAnswered'], clock('info'))
        if (event.type === 'InfoAnswered') asked = false
        else meanwhile = event.type
      }
      if (meanwhile) return meanwhile
      answered()
    }
  }

  return { reach, reachOr }
}
