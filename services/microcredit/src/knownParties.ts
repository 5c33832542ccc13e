// What must be known of the other side before an application is sent or a quota is opened: that the lender is one, and that nobody found
// the applicant to be somebody else.
// Guarantees: by partners' facts as they have arrived here; an applicant of whom nothing has arrived may apply: the identity check asks
// partners itself, and an officer looks at the papers of who is not verified yet.
// Does not guarantee: rights; those are asked of partners (outside/rights.ts).
import type { ServiceContext } from '@simpul/platform'
import type { MicrocreditOutside } from './outside/microcreditOutside.ts'
import type { OrganisationId, PersonId } from './parties.ts'
import { partnerFacts, type PartnerFacts, type Standing } from './projections/partnerFacts.ts'
import { refuse } from './refusals.ts'

type Context = Pick<ServiceContext<MicrocreditOutside>, 'rows'>

export async function requireLender({ rows }: Context, lender: OrganisationId): Promise<void> {
  const facts = await rows(partnerFacts).get(lender)
  if (!facts) throw refuse('lender/unknown')
  if (facts.kind !== 'penyalur' || facts.standing === 'withdrawn') throw refuse('lender/not-a-penyalur')
}

/** Another verified person has their number, an officer found them to be somebody else, or they left. */
const NOT_WHO_THEY_SAY: readonly Standing[] = ['duplicate', 'rejected', 'withdrawn']

const isSomebodyElse = ({ kind, standing }: PartnerFacts) => kind !== 'person' || NOT_WHO_THEY_SAY.includes(standing)

export async function requireNobodyElse({ rows }: Context, person: PersonId): Promise<void> {
  const facts = await rows(partnerFacts).get(person)
  if (facts && isSomebodyElse(facts)) throw refuse('applicant/identity-open', { standing: facts.standing })
}

export async function isBarred({ rows }: Context, person: PersonId): Promise<boolean> {
  const facts = await rows(partnerFacts).get(person)
  return facts !== null && isSomebodyElse(facts)
}

export async function isVerified({ rows }: Context, person: PersonId): Promise<boolean> {
  const facts = await rows(partnerFacts).get(person)
  return facts?.standing === 'verified'
}
