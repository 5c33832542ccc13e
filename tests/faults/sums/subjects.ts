// The services as the checker sees them. A new service adds its line here, and its sums in a file beside this one.
import type { Subject } from '@simpul/testkit/checker'
import { microcredit } from '@simpul/microcredit'
import { partners } from '@simpul/partners'
import { microcreditSums } from './microcredit.ts'
import { partnersSums } from './partners.ts'

type Declared = Omit<Subject, 'sums'>

const subject = ({ name, aggregates, projections, reactions, processes }: Declared, sums: Subject['sums']): Subject => ({
  name,
  aggregates,
  projections,
  reactions,
  processes,
  sums,
})

export const subjects: readonly Subject[] = [subject(microcredit, microcreditSums), subject(partners, partnersSums)]
