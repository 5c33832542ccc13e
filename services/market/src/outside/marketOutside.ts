// What the market reaches beyond its own aggregates; service.ts builds it once a process, tests build it in memory.
import type { AskRights, Clock } from '@simpul/platform'

export interface MarketOutside {
  /** Of the actor in their cooperative, this second. */
  readonly rights: AskRights
  readonly clock: Pick<Clock, 'now'>
}
