// The services as the checker sees them. A new service adds its line here, and its sums in a file beside this one.
import type { Subject } from '@simpul/testkit/checker'
import { microcredit } from '@simpul/microcredit'
import { partners } from '@simpul/partners'
import { groupSums } from './groups.ts'
import { microcreditSums } from './microcredit.ts'
import { partnersSums } from './partners.ts'

type Declared = Omit<Subject, 'sums' | 'watches'>

const subject = (
  { name, aggregates, projections, reactions, processes }: Declared,
  more: Pick<Subject, 'sums' | 'watches'>,
): Subject => ({
  name,
  aggregates,
  projections,
  reactions,
  processes,
  ...more,
})

export const subjects: readonly Subject[] = [
  // The watch over a reservation runs until its time is over, also where it was approved long before.
  subject(microcredit, { sums: [...microcreditSums, ...groupSums], watches: ['reservation'] }),
  subject(partners, { sums: partnersSums }),
]
