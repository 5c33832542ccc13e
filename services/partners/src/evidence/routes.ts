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
import { EVIDENCE_BYTES_MAX, EVIDENCE_TYPES, isClean, isPhoto, type Evidence, type EvidenceType } from './evidence.ts'
import { maySee, READERS, storedEvidence } from './readers.ts'

const isOfPartners = ({ roles }: Actor) => roles.includes('verifier')

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
    may: { roles: READERS },
    async read({ params: { id }, actor, context }) {
      const stored = await storedEvidence(context, id)
      if (!stored || !(await maySee(context, stored, actor))) return null
      if (!isClean(stored)) throw refuse('evidence/quarantined')
      const { ref, sha256, bytes, contentType } = stored
      return { blobs: context.outside.evidence, ref, sha256, bytes, contentType, name: `bukti-${id}` }
    },
  })
  route.get('/internal/evidence/:id', {
    summary: { id: 'Tentang siapa sebuah bukti (antarlayanan)', en: 'Whom a piece of evidence is about (between services)' },
    may: { roles: 'services' },
    response: EvidenceAnswer,
    async read({ params, context }) {
      const state = (await context.commands.state(evidence, params.id))?.state
      return state ? answerOf(state) : null
    },
  })
})

/** What another service is told of a reference; null when it is none. */
export function answerOf(state: Evidence) {
  if (state.status === 'none') return null
  const { about, lender } = state
  if (state.status === 'removed') return { about, lender, standing: 'removed' as const, isPhoto: isPhoto(state), isPlaced: false }
  const standing = isClean(state) ? ('clean' as const) : ('waiting' as const)
  return { about, lender, standing, isPhoto: isPhoto(state), isPlaced: state.placed !== null }
}

/** Refuses a reference that is no evidence of partners about this party. */
export async function requireEvidence(context: Context, id: string, about: PartyId): Promise<void> {
  const stored = await storedEvidence(context, id)
  if (stored?.about !== about || stored.lender !== null) throw refuse('evidence/unknown', { field: 'evidenceRef' })
  if (!isClean(stored)) throw refuse('evidence/quarantined')
}
