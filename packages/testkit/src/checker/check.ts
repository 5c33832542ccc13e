// The checker: says of each invariant I1–I10 whether it holds, with the first counterexample in words and the seed to play it again.
// Guarantees: goes by the evidence alone (evidence.ts). Does not: wait, repair, or look into a process.
import { answeredCommands, unansweredCommands } from './commands.ts'
import type { Evidence, Subject } from './evidence.ts'
import { effectsOnce, projectionRows, storedStates, sumsOf } from './folds.ts'
import { behavedApi, deadLetters, nothingWaits, oneWorkflowARound } from './quiet.ts'
import { nothingOfLostMinutes } from './restored.ts'
import { kafkaTellsTheSame, unbrokenLog } from './streams.ts'
import { worldOf, type World } from './world.ts'

export type InvariantId = 'I1' | 'I2' | 'I3' | 'I4' | 'I5' | 'I6' | 'I7' | 'I8' | 'I9' | 'I10'

type Look = (world: World) => Iterable<string>

export const INVARIANTS: Readonly<Record<InvariantId, { readonly says: string; readonly looks: readonly Look[] }>> = {
  I1: {
    says: 'every answered command has exactly its events, once and in an unbroken line, in the log and on Kafka',
    looks: [answeredCommands, unbrokenLog, kafkaTellsTheSame],
  },
  I2: {
    says: 'a refused command left nothing; one without an answer all or nothing; no event that nobody asked for',
    looks: [unansweredCommands, nothingOfLostMinutes],
  },
  I3: { says: 'what is stored is the fold of its events', looks: [storedStates] },
  I4: { says: 'every projection is the fold from zero', looks: [projectionRows] },
  I5: { says: 'every consumer took every event once', looks: [effectsOnce] },
  I6: { says: 'outboxes are empty and consumers at the end, in the stated time', looks: [nothingWaits] },
  I7: { says: 'every open procedure has one running workflow, and nothing else runs or failed', looks: [oneWorkflowARound] },
  I8: { says: 'the sums of money come out', looks: [sumsOf] },
  I9: { says: 'what stands still is what was poisoned, exactly', looks: [deadLetters] },
  I10: { says: 'no 5xx outside the faults and their budget, answers as promised, memory flat', looks: [behavedApi] },
}

export interface Verdict {
  readonly invariant: InvariantId
  readonly says: string
  readonly holds: boolean
  /** The first counterexample. */
  readonly counterexample?: string
  /** How many there are, the first included. */
  readonly count: number
}

const COUNTED_MAX = 1_000

export function check(evidence: Evidence, subjects: readonly Subject[]): Verdict[] {
  const world = worldOf(evidence, subjects)
  return Object.entries(INVARIANTS).map(([id, { says, looks }]) => {
    const found: string[] = []
    for (const look of looks)
      for (const text of look(world)) {
        found.push(text)
        if (found.length === COUNTED_MAX) break
      }
    const [counterexample] = found
    const verdict = { invariant: id as InvariantId, says, holds: found.length === 0, count: found.length }
    return counterexample === undefined ? verdict : { ...verdict, counterexample }
  })
}

/** For people: one line an invariant, broken ones with their counterexample and the seed. */
export function report(verdicts: readonly Verdict[], { run, requests, kafka, workflows }: Evidence): string {
  const lines = verdicts.map(({ invariant, holds, says, counterexample, count }) =>
    holds
      ? `${invariant.padEnd(3)} holds   ${says}`
      : `${invariant.padEnd(3)} BROKEN  ${says}\n            ${counterexample}${count > 1 ? `\n            … and ${count - 1} more` : ''}`,
  )
  const broken = verdicts.filter(({ holds }) => !holds).length
  const seen = `${requests.length} requests, ${kafka.length} messages, ${workflows.length} workflows`
  const end =
    broken === 0
      ? `all hold (${seen})`
      : `${broken} broken (${seen}); again with: npm run faults -- --plan ${run.plan} --seed ${run.seed}`
  return `${lines.join('\n')}\n${end}`
}
