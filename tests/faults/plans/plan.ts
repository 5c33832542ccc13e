// What a plan of faults is: it disturbs a stage until its time is over, and says what it did.
import type { RunEvidence } from '@simpul/testkit/checker'
import type { Load } from '../load/load.ts'
import type { Random } from '../load/random.ts'
import type { Stage } from '../stage/stage.ts'

export interface Disturbing {
  readonly stage: Stage
  readonly load: Load
  readonly random: Random
  /** Milliseconds since 1970: no new disturbance after it. */
  readonly until: number
  /** Tells the story of the run. */
  say(what: string): void
  /** Kafka or Temporal has lost everything. */
  wiped(what: RunEvidence['wiped'][number]): void
  /** Nothing was disturbed so far: the time in which the API may fail begins now. */
  allWell(): void
  /** Everything went back to a backup; people with journeys under way notice now. */
  restored(how: RunEvidence['restores'][number]): void
  /** This key of this group must be found blocked. */
  poisoned(group: string, key: string): void
}

export interface Plan {
  readonly name: string
  readonly says: string
  /** Its roles begin as the former release. */
  readonly fromFormer?: boolean
  /** It lasts, but it is nothing that the API could fail for. */
  readonly harmless?: boolean
  disturb(disturbing: Disturbing): Promise<void>
}

/** Sleeps, but not beyond the end of the plan. */
export async function pause({ until }: Pick<Disturbing, 'until'>, ms: number): Promise<void> {
  const left = Math.min(ms, until - Date.now())
  if (left > 0) await new Promise((resolve) => setTimeout(resolve, left))
}
