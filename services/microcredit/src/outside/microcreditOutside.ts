// What microcredit reaches beyond its own aggregates; service.ts builds it once a process, tests build it in memory.
import type { HolidayTable } from '@simpul/kernel'
import type { AskRights, Clock } from '@simpul/platform'
import type { Channels } from '@simpul/platform/notify'
import type { ApprovalPolicy } from '../approval/policy.ts'
import type { KurBooks } from '../rules/kurRules.ts'
import type { EvidenceFiles } from './evidence.ts'
import type { People } from './people.ts'
import type { Sikp } from './sikp.ts'
import type { Slik } from './slik.ts'

export interface MicrocreditOutside {
  readonly people: People
  readonly evidence: EvidenceFiles
  /** Of the actor in their organisation, this second. */
  readonly rights: AskRights
  readonly sikp: Sikp
  readonly slik: Slik
  /** How applicants can be told; empty when the installation has set none up. */
  readonly channels: Channels
  readonly holidays: HolidayTable
  /** The editions of the rule book whose data this program has. */
  readonly books: KurBooks
  readonly policy: ApprovalPolicy
  readonly clock: Pick<Clock, 'now'>
  readonly log: { error(about: object, text: string): void }
}
