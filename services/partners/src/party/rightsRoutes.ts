// Who lends whom which role, and what a person may do for an organisation this second: the answer on which other services let money go.
// Guarantees: read from the parties themselves, never from a projection; a person or organisation that withdrew has no rights.
// Does not guarantee: that the answer still holds when it arrives.
import { DelegationBody, NothingBody, RightsAnswer } from '@simpul/contracts'
import { defineRoutes, type Actor } from '@simpul/platform'
import type { PartnersOutside } from '../outside/partnersOutside.ts'
import { refuse } from '../refusals.ts'
import { party } from './aggregate.ts'
import { lendersTo, rightsIn } from './delegations.ts'
import { ownPerson, requirePerson } from './people.ts'
import type { Context } from './personalData.ts'
import type { Party } from './party.ts'
import type { PartyId } from './role.ts'
import { concerns } from './view.ts'

const isOperator = ({ roles }: Actor) => roles.includes('operator')
const memberOrOperator = (state: Party, actor: Actor) => isOperator(actor) || concerns(state, actor)
const partOf = (state: Party, actor: Actor) =>
  memberOrOperator(state, actor) ||
  (state.status === 'organisation' && (state.delegations?.counting ?? []).some(({ to }) => to === actor.person))
const asWhom = (actor: Actor) =>
  isOperator(actor) ? ({ as: 'operator', by: actor.subject } as const) : ({ as: 'member', by: ownPerson(actor) } as const)

const NONE = { kind: null, verified: false, roles: [], actsFor: [] }

export const rightsRoutes = defineRoutes<PartnersOutside>({ tag: 'Wewenang / Rights' }, (route) => {
  route.command('/parties/:id/delegations', {
    summary: { id: 'Limpahkan peran', en: 'Delegate a role' },
    aggregate: party,
    target: ({ params }) => params.id,
    may: { roles: 'anyone-signed-in', owns: memberOrOperator },
    body: DelegationBody,
    command: async ({ body: { startsAt = null, ...body }, actor, context }) => {
      await requirePerson(context, body.to)
      return { type: 'DelegateRole', ...body, startsAt, ...asWhom(actor) }
    },
  })
  route.command('/parties/:id/delegations/:n/end', {
    summary: { id: 'Akhiri pelimpahan', en: 'End a delegation' },
    aggregate: party,
    target: ({ params }) => params.id,
    may: { roles: 'anyone-signed-in', owns: partOf },
    body: NothingBody,
    command: ({ params, actor }) => ({ type: 'EndDelegation', n: numberOf(params.n), ...asWhom(actor) }),
  })
  route.get('/internal/organisations/:organisation/rights/:person', {
    summary: { id: 'Wewenang seseorang saat ini (antarlayanan)', en: "A person's rights at this moment (between services)" },
    may: { roles: 'services' },
    response: RightsAnswer,
    read: async ({ params, context }) => {
      const { commands, outside } = context
      const person = (await commands.state(party, params.person))?.state
      const organisation = (await commands.state(party, params.organisation))?.state
      if (organisation?.status !== 'organisation' || person?.status !== 'person') return NONE
      const verified = organisation.verification.status === 'verified'
      const now = outside.clock.now()
      const left = await thoseWhoLeft(context, lendersTo(organisation, params.person, now))
      const { roles, actsFor } = rightsIn(organisation, params.person, now, left)
      return { kind: organisation.kind, verified, roles: [...roles], actsFor: [...actsFor] }
    },
  })
})

async function thoseWhoLeft({ commands }: Context, people: readonly PartyId[]): Promise<ReadonlySet<PartyId>> {
  const states = await Promise.all(people.map((each) => commands.state(party, each)))
  return new Set(people.filter((_, index) => states[index]?.state.status !== 'person'))
}

function numberOf(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw refuse('party/no-such-delegation', { n: text })
  return Number(text)
}
