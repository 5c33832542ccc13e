// What may be asked of parties by HTTP, and who may ask it.
// Guarantees: personal data is sealed before it enters a command; no verifier decides their own case; only managers and the operator
// change roles; a stranger is told of no person. Does not guarantee: that the check asked for runs (the verification procedure does).
import {
  AcceptCaseBody,
  DirectoryItem,
  DirectoryQuery,
  NothingBody,
  PartyHistory,
  PartyView,
  RegisterOrganisationBody,
  RegisterPersonBody,
  RejectCaseBody,
  RoleBody,
  RoundBody,
} from '@simpul/contracts'
import { defineRoutes, fromSequence, type Actor, type RouteBuilder } from '@simpul/platform'
import { requireEvidence } from '../evidence/routes.ts'
import type { PartnersOutside } from '../outside/partnersOutside.ts'
import { directory, directoryFilter, rolesHeld } from '../projections/directory.ts'
import { party } from './aggregate.ts'
import { correcting } from './correctingRoutes.ts'
import { nibOf, npwpOfOrganisation } from './numbers.ts'
import { ownPerson, requirePerson } from './people.ts'
import { takesPart, type Party } from './party.ts'
import { personalFields, present, seal, todayOf } from './personalData.ts'
import { concerns, isOfficer, isOwn, nearnessOf, partyHistory, partyView } from './view.ts'

type Builder = RouteBuilder<PartnersOutside>

const target = ({ params }: { params: { id: string } }) => params.id
const isOperator = ({ roles }: Actor) => roles.includes('operator')
const ownOrOperator = (state: Party, actor: Actor) => isOperator(actor) || isOwn(state, actor)
const ofOthers = (state: Party, actor: Actor) => !concerns(state, actor)

export const partyRoutes = defineRoutes<PartnersOutside>({ tag: 'Pihak / Parties' }, (route) => {
  registering(route)
  correcting(route)
  checking(route)
  deciding(route)
  roles(route)
  reading(route)
})

function registering(route: Builder) {
  route.create('/people', {
    summary: { id: 'Daftarkan orang', en: 'Register a person' },
    aggregate: party,
    may: { roles: 'anyone-signed-in' },
    location: '/parties/:id',
    body: RegisterPersonBody,
    command: async ({ id, body, context }) => ({
      type: 'RegisterPerson',
      region: body.region,
      sealed: await seal(context, id, personalFields(body, todayOf(context))),
    }),
  })
  route.create('/organisations', {
    summary: { id: 'Daftarkan organisasi', en: 'Register an organisation' },
    aggregate: party,
    may: { roles: 'anyone-signed-in' },
    location: '/parties/:id',
    body: RegisterOrganisationBody,
    command: async ({ id, body, actor, context }) => {
      const { kind, name, region, nib, npwp, phone, email, address } = body
      const manager = ownPerson(actor)
      await requirePerson(context, manager)
      const contact = present({ phone, email, address })
      return {
        type: 'RegisterOrganisation',
        kind,
        name,
        region,
        ...(nib === undefined ? {} : { nib: nibOf(nib) }),
        ...(npwp === undefined ? {} : { npwp: npwpOfOrganisation(npwp, todayOf(context)) }),
        ...(Object.keys(contact).length === 0 ? {} : { sealed: await seal(context, id, contact) }),
        manager,
        by: actor.subject,
      }
    },
  })
  route.command('/parties/:id/withdrawal', {
    summary: { id: 'Mengundurkan diri', en: 'Withdraw' },
    aggregate: party,
    target,
    may: { roles: 'anyone-signed-in', owns: ownOrOperator },
    body: NothingBody,
    command: ({ actor }) => ({ type: 'WithdrawParty', by: actor.subject }),
  })
}

function checking(route: Builder) {
  route.command('/parties/:id/verification', {
    summary: { id: 'Minta pemeriksaan', en: 'Ask to be verified' },
    aggregate: party,
    target,
    may: { roles: 'anyone-signed-in', owns: isOwn },
    body: NothingBody,
    command: () => ({ type: 'RequestVerification' }),
  })
}

function deciding(route: Builder) {
  const byVerifier = { aggregate: party, target, may: { roles: ['verifier'], owns: ofOthers } } as const
  route.command('/parties/:id/verification/acceptance', {
    summary: { id: 'Terima kasus dengan bukti', en: 'Accept a case with evidence' },
    ...byVerifier,
    body: AcceptCaseBody,
    command: async ({ params, body, actor, context }) => {
      await requireEvidence(context, body.evidenceRef, params.id)
      return { type: 'AcceptCase', officer: actor.subject, ...body }
    },
  })
  route.command('/parties/:id/verification/rejection', {
    summary: { id: 'Tolak kasus dengan alasan', en: 'Reject a case with a reason' },
    ...byVerifier,
    body: RejectCaseBody,
    command: ({ body, actor }) => ({ type: 'RejectCase', officer: actor.subject, ...body }),
  })
  route.command('/parties/:id/verification/recheck', {
    summary: { id: 'Periksa ulang', en: 'Have it checked again' },
    ...byVerifier,
    body: RoundBody,
    command: ({ body, actor }) => ({ type: 'RecheckCase', officer: actor.subject, ...body }),
  })
}

function roles(route: Builder) {
  const byManager = { aggregate: party, target, may: { roles: 'anyone-signed-in', owns: ownOrOperator } } as const
  route.command('/parties/:id/roles', {
    summary: { id: 'Beri peran', en: 'Grant a role' },
    ...byManager,
    body: RoleBody,
    command: async ({ body, actor, context }) => {
      // Who may not grant was refused before this is asked, so they learn nothing about the person either.
      await requirePerson(context, body.person)
      return { type: 'GrantRole', ...body, ...asWhom(actor) }
    },
  })
  route.command('/parties/:id/roles/revocation', {
    summary: { id: 'Cabut peran', en: 'Revoke a role' },
    ...byManager,
    body: RoleBody,
    command: ({ body, actor }) => ({ type: 'RevokeRole', ...body, ...asWhom(actor) }),
  })
}

function reading(route: Builder) {
  route.list('/parties', {
    summary: { id: 'Direktori pihak', en: 'Directory of parties' },
    may: { roles: 'anyone-signed-in' },
    query: DirectoryQuery,
    item: DirectoryItem,
    after: directory,
    rows: async ({ query, actor, context, limit, after }) => {
      const { member, ...search } = query
      const wanted = { ...search, ...(member === undefined ? {} : { member: ownPerson(actor) }) }
      const filter = directoryFilter(wanted, isOfficer(actor) ? 'everyone' : 'organisations')
      const sort = { by: 'since', direction: -1 } as const
      const page = await context.rows(directory).find({ filter, sort, limit, ...(after === undefined ? {} : { after }) })
      const rows = page.rows.map((row) => {
        const { id, kind, name, region, status, since } = row
        return {
          id,
          kind,
          name,
          region,
          status,
          since,
          roles: actor.person === undefined ? [] : [...rolesHeld(row, actor.person)],
        }
      })
      return { rows, next: page.next }
    },
  })
  route.get('/parties/:id', {
    summary: { id: 'Lihat pihak', en: 'Look at a party' },
    may: { roles: 'anyone-signed-in' },
    response: PartyView,
    read: async ({ params, actor, context }) => {
      const found = await context.commands.state(party, params.id)
      if (!found || !takesPart(found.state)) return null
      const { state, version } = found
      const nearness = nearnessOf(state, actor)
      if (nearness === 'stranger' && state.status === 'person') return null
      const opened = nearness === 'stranger' || !state.sealed ? null : await context.outside.sealer.open(state.sealed)
      return partyView({ id: params.id, version, state }, nearness, opened)
    },
  })
  route.get('/parties/:id/history', {
    summary: { id: 'Riwayat pihak', en: 'History of a party' },
    may: { roles: 'anyone-signed-in' },
    query: fromSequence,
    response: PartyHistory,
    read: async ({ params, query, actor, context }) => {
      const found = await context.commands.state(party, params.id)
      if (!found) return null
      const nearness = nearnessOf(found.state, actor)
      return nearness === 'stranger' ? null : partyHistory(await context.historyPage(party, params.id, query.from ?? 1), nearness)
    },
  })
}

/** The operator helps an organisation that lost its people; everybody else acts as who they are in it. */
const asWhom = (actor: Actor) =>
  isOperator(actor) ? ({ as: 'operator', by: actor.subject } as const) : ({ as: 'manager', by: ownPerson(actor) } as const)
