// Corrections by a party itself, and the business facts that it declares.
// Guarantees: what is corrected is compared with the words that stand, opened here and forgotten here; If-Match makes the comparison that
// of the version decided on. A stranger opens nothing. Does not guarantee: that the new words are true; the next verification asks.
import { BusinessFactsBody, CorrectOrganisationBody, RegisterPersonBody } from '@simpul/contracts'
import type { Sealed } from '@simpul/kernel'
import type { RouteBuilder } from '@simpul/platform'
import type { Fields } from '@simpul/platform/sealing'
import type { PartnersOutside } from '../outside/partnersOutside.ts'
import { party } from './aggregate.ts'
import { nibOf, npwpOfOrganisation, startDayOf } from './numbers.ts'
import { takesPart } from './party.ts'
import type { PartyId } from './role.ts'
import { personalFields, present, seal, todayOf, type Context } from './personalData.ts'
import { isOwn } from './view.ts'

const target = ({ params }: { params: { id: string } }) => params.id
const byOwner = { aggregate: party, target, may: { roles: 'anyone-signed-in', owns: isOwn } } as const

export function correcting(route: RouteBuilder<PartnersOutside>) {
  route.command('/parties/:id/person-correction', {
    summary: { id: 'Perbaiki data orang', en: 'Correct a person' },
    ...byOwner,
    ifMatch: 'required',
    body: RegisterPersonBody,
    command: async ({ id, body, actor, context }) => {
      const fields = personalFields(body, todayOf(context))
      const before = await standing(context, id, actor)
      if (before === null) return { type: 'CorrectPerson', region: body.region, changed: [], sealed: nothingOf(id) }
      const sealed = await seal(context, id, fields)
      return { type: 'CorrectPerson', region: body.region, changed: differing(before, fields), sealed }
    },
  })
  route.command('/parties/:id/organisation-correction', {
    summary: { id: 'Perbaiki data organisasi', en: 'Correct an organisation' },
    ...byOwner,
    ifMatch: 'required',
    body: CorrectOrganisationBody,
    command: async ({ id, body, actor, context }) => {
      const { name, region, nib, npwp, phone, email, address } = body
      const contact = present({ phone, email, address })
      const before = await standing(context, id, actor)
      const changed = before === null ? [] : differing(before, contact)
      return {
        type: 'CorrectOrganisation',
        name,
        region,
        ...(nib === undefined ? {} : { nib: nibOf(nib) }),
        ...(npwp === undefined ? {} : { npwp: npwpOfOrganisation(npwp, todayOf(context)) }),
        changed,
        ...(changed.length === 0 ? {} : { sealed: await seal(context, id, contact) }),
      }
    },
  })
  route.command('/parties/:id/business-facts', {
    summary: { id: 'Nyatakan data usaha', en: 'Declare business facts' },
    ...byOwner,
    body: BusinessFactsBody,
    command: ({ body }) => ({ type: 'DeclareBusinessFacts', ...body, businessStartedOn: startDayOf(body.businessStartedOn) }),
  })
}

/** The personal words that stand now; null for who may not correct them, whose command is refused before it is decided. */
async function standing({ commands, outside }: Context, id: PartyId, actor: Parameters<typeof isOwn>[1]): Promise<Fields | null> {
  const state = (await commands.state(party, id))?.state
  if (!state || !takesPart(state) || !isOwn(state, actor)) return null
  if (!state.sealed) return {}
  const opened = await outside.sealer.open(state.sealed)
  return opened.erased ? {} : opened.fields
}

const differing = (before: Fields, after: Fields) =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => before[name] !== after[name]).toSorted()

const nothingOf = (person: PartyId): Sealed => ({ v: 1, person, fields: [], iv: '', ct: '', tag: '' })
