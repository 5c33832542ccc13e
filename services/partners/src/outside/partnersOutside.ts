// What partners reaches beyond its own aggregates; service.ts builds it once a process, tests build it in memory.
import type { Clock } from '@simpul/platform'
import type { Blobs } from '@simpul/platform/blob'
import type { Scanner } from '@simpul/platform/scan'
import type { Claims } from '@simpul/platform/claims'
import type { Sealer } from '@simpul/platform/sealing'
import type { Dukcapil } from './dukcapil.ts'
import type { Oss } from './oss.ts'

export interface PartnersOutside {
  readonly sealer: Sealer
  readonly claims: Claims
  /** Answers of outside systems that contradict a party, kept for the officer. */
  readonly evidence: Blobs
  /** Before a file may be opened. */
  readonly scanner: Scanner
  readonly dukcapil: Dukcapil
  readonly oss: Oss
  /** For "today" in Jakarta, before which people are born. */
  readonly clock: Pick<Clock, 'now'>
}
