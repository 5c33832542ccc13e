// Evidence over HTTP: brought by who checks a party or surveys a business, seen by who decides on it.
// Guarantees: no verifier brings or sees evidence in their own case; what a lender's people bring is seen by that lender's people (of the
// branch, when the token has one) and the auditor alone. Does not guarantee: that a lender has to do with the party; it sees only its own.
import { EvidenceAnswer } from '@simpul/contracts'
import { defineRoutes, type Actor } from '@simpul/platform'
import type { PartnersOutside } from '../outside/partnersOutside.ts'
import { party } from '../party/aggregate.ts'
import type { Context } from '../party/personalData.ts'
import { takesPart } from '../party/party.ts'
import type { PartyId } from '../party/role.ts'
import { concerns } from '../party/view.ts'
import { refuse } from '../refusals.ts'
import { evidence } from './aggregate.ts'
import { EVIDENCE_BYTES_MAX, EVIDENCE_TYPES, type Evidence, type EvidenceType } from './evidence.ts'

const LENDERS_PEOPLE = ['officer', 'approver', 'lender-manager'] as const
const isOfPartners = ({ roles }: Actor) => roles.includes('verifier')
type Stored = Extract<Evidence, { status: 'stored' }>

export const evidenceRoutes = defineRoutes<PartnersOutside>({ tag: 'Bukti / Evidence' }, (route) => {
  route.upload('/parties/:id/evidence', {
    summary: { id: 'Kirim berkas bukti', en: 'Send a file as evidence' },
    aggregate: evidence,
    may: { roles: ['verifier', 'officer'] },
    maxBytes: EVIDENCE_BYTES_MAX,
    contentTypes: EVIDENCE_TYPES,
    location: '/evidence/:id',
    async into({ params: { id }, actor, context }) {
      if (!isOfPartners(actor) && actor.org === undefined) throw refuse('evidence/no-lender')
      const state = (await context.commands.state(party, id))?.state
      if (!state || !takesPart(state) || concerns(state, actor)) throw refuse('party/not-registered')
      return { blobs: context.outside.evidence, personal: id }
    },
    refOf: (state) => (state.status === 'stored' ? state.ref : null),
    command: ({ params, actor, file: { ref, sha256, bytes, contentType } }) => ({
      type: 'StoreEvidence',
      about: params.id,
      by: actor.subject,
      lender: isOfPartners(actor) ? null : (actor.org ?? null),
      branch: isOfPartners(actor) ? null : (actor.branch ?? null),
      ref,
      sha256,
      bytes,
      contentType: contentType as EvidenceType, // the port took no other
    }),
  })
  route.file('/evidence/:id', {
    summary: { id: 'Ambil berkas bukti', en: 'Fetch a file of evidence' },
    may: { roles: ['verifier', ...LENDERS_PEOPLE, 'operator', 'auditor'] },
    async read({ params: { id }, actor, context }) {
      const stored = await storedEvidence(context, id)
      if (!stored || !(await maySee(context, stored, actor))) return null
      const { ref, sha256, bytes, contentType } = stored
      return { blobs: context.outside.evidence, ref, sha256, bytes, contentType, name: `bukti-${id}` }
    },
  })
  route.get('/internal/evidence/:id', {
    summary: { id: 'Tentang siapa sebuah bukti (antarlayanan)', en: 'Whom a piece of evidence is about (between services)' },
    may: { roles: 'services' },
    response: EvidenceAnswer,
    async read({ params, context }) {
      const stored = await storedEvidence(context, params.id)
      return stored && { about: stored.about, lender: stored.lender }
    },
  })
})

/** Refuses a reference that is no evidence of partners about this party. */
export async function requireEvidence(context: Context, id: string, about: PartyId): Promise<void> {
  const stored = await storedEvidence(context, id)
  if (stored?.about !== about || stored.lender !== null) throw refuse('evidence/unknown', { field: 'evidenceRef' })
}

async function storedEvidence({ commands }: Context, id: string): Promise<Stored | null> {
  const state = (await commands.state(evidence, id))?.state
  return state?.status === 'stored' ? state : null
}

async function maySee({ commands }: Context, { lender, branch, about }: Stored, actor: Actor): Promise<boolean> {
  if (actor.roles.includes('auditor')) return true
  if (lender !== null) {
    const theirs = actor.roles.some((role) => LENDERS_PEOPLE.some((each) => each === role)) && actor.org === lender
    return theirs && (actor.branch === undefined || actor.branch === branch)
  }
  if (!actor.roles.some((role) => role === 'verifier' || role === 'operator')) return false
  const state = (await commands.state(party, about))?.state
  return !state || !concerns(state, actor)
}
