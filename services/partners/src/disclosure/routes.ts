// Personal data in the clear, in two steps: asking, which is recorded, and reading what was asked for.
// Guarantees: nothing is shown of which the event log does not say who asked, for whom and when; only who asked reads it, for a quarter
// of an hour, and what its purpose needs alone; who withdrew or was erased is not shown.
// Does not guarantee: that another service may ask for these people: it must know.
import { Disclosed, ResolvePeopleBody, RevealPersonBody } from '@simpul/contracts'
import type { ServiceContext } from '@simpul/platform'
import { defineRoutes } from '@simpul/platform'
import type { Static } from 'typebox'
import type { PartnersOutside } from '../outside/partnersOutside.ts'
import { party } from '../party/aggregate.ts'
import { concerns } from '../party/view.ts'
import { refuse } from '../refusals.ts'
import { disclosure } from './aggregate.ts'
import { isOpen, type Disclosure, type DisclosedField } from './disclosure.ts'

type Context = ServiceContext<PartnersOutside>

export const disclosureRoutes = defineRoutes<PartnersOutside>({ tag: 'Data pribadi / Personal data' }, (route) => {
  route.create('/internal/people-resolutions', {
    summary: { id: 'Catat permintaan data orang (antarlayanan)', en: 'Record a request for data of people (between services)' },
    aggregate: disclosure,
    may: { roles: 'services' },
    body: ResolvePeopleBody,
    command: ({ body }) => ({ type: 'ResolvePeople', ...body }),
  })
  route.get('/internal/people-resolutions/:id', {
    summary: { id: 'Data orang yang diminta (antarlayanan)', en: 'The data asked for (between services)' },
    may: { roles: 'services' },
    response: Disclosed,
    read: async ({ params, context }) => {
      const asked = await openDisclosure(context, params.id)
      return asked?.status === 'to-service' ? disclosed(context, asked) : null
    },
  })
  route.create('/parties/:person/reveals', {
    summary: { id: 'Buka data pribadi, dengan alasan', en: 'Reveal personal data, with a reason' },
    aggregate: disclosure,
    may: { roles: ['verifier'] },
    location: '/reveals/:id',
    body: RevealPersonBody,
    command: async ({ params, body, actor, context }) => {
      const state = (await context.commands.state(party, params.person))?.state
      // No verifier opens their own file on the strength of their office; a withdrawn party is not looked into any more.
      if (state?.status !== 'person' || concerns(state, actor)) throw refuse('party/not-registered')
      return { type: 'RevealPerson', by: actor.subject, person: params.person, ...body }
    },
  })
  route.get('/reveals/:id', {
    summary: { id: 'Data pribadi yang dibuka', en: 'The personal data revealed' },
    may: { roles: ['verifier'] },
    response: Disclosed,
    read: async ({ params, actor, context }) => {
      const asked = await openDisclosure(context, params.id)
      return asked?.status === 'to-officer' && asked.by === actor.subject ? disclosed(context, asked) : null
    },
  })
})

type Asked = Exclude<Disclosure, { status: 'none' }>

async function openDisclosure({ commands, outside }: Context, id: string): Promise<Asked | null> {
  const state = (await commands.state(disclosure, id))?.state
  return state && state.status !== 'none' && isOpen(state.since, outside.clock.now()) ? state : null
}

async function disclosed(context: Context, { people, fields }: Asked): Promise<Static<typeof Disclosed>> {
  const found = await Promise.all(people.map((id) => wordsOf(context, id, fields)))
  return { people: found.filter((person) => person !== null) }
}

async function wordsOf({ commands, outside }: Context, id: string, fields: readonly DisclosedField[]) {
  const state = (await commands.state(party, id))?.state
  if (state?.status !== 'person') return null
  const opened = await outside.sealer.open(state.sealed)
  if (opened.erased) return null
  const words = Object.entries(opened.fields).filter(([name]) => (fields as readonly string[]).includes(name))
  return { id, verified: state.verification.status === 'verified', ...Object.fromEntries(words) }
}
