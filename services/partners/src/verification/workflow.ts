// The verification of a party: ask the register, claim the number, record it; whatever is in doubt is an officer's case.
// Guarantees: whether a check is over is told by the party's events alone, so a step that comes too late ends nothing and starts nothing;
// no number and no name is ever in its history. Does not: press the officer; a case has no deadline here.
import { inbox, isRefused, steps, unlessEndedBy, type ProcessInput } from '@simpul/platform/workflow'
import type { verificationSteps } from './activities.ts'
import { ENDINGS, type Heard } from './endings.ts'

export async function verification(input: ProcessInput<Heard>) {
  const { id, round } = input
  const events = inbox<Heard>(input)
  const step = steps<ReturnType<typeof verificationSteps>>(events)

  return unlessEndedBy(events, ENDINGS, async () => {
    const answer = await step.askRegister(id, round)
    if (!isRefused(answer) && answer.kind !== 'over') {
      if (answer.kind === 'match') await step.claimAndVerify(id, round, answer.register)
      if (answer.kind === 'mismatch') await step.openCase(id, round, answer)
      if (answer.kind === 'uncheckable') await step.askForManualCheck(id, round, answer.reason)
    }
    for (;;) {
      await events.next('CaseAccepted')
      await step.claimAndVerify(id, round, 'officer') // the number may be another's by now: then it is a case again
    }
  })
}
