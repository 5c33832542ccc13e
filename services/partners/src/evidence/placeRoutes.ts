// Where a photograph was taken: told by who brought it, read by who may see it.
// Guarantees: the place is kept sealed for the person it is about. Does not guarantee: that the phone told the truth.
import { defineRoutes, instantOf } from '@simpul/platform'
import { Type } from 'typebox'
import type { PartnersOutside } from '../outside/partnersOutside.ts'
import { seal } from '../party/personalData.ts'
import { refuse } from '../refusals.ts'
import { evidence } from './aggregate.ts'
import { ACCURACY_M_MAX, checkPlace } from './place.ts'
import { maySee, READERS, storedEvidence } from './readers.ts'

const PlaceBody = Type.Object(
  {
    latitude: Type.Number({ minimum: -90, maximum: 90 }),
    longitude: Type.Number({ minimum: -180, maximum: 180 }),
    /** The radius in which the phone believes to be, in metres. */
    accuracyM: Type.Integer({ minimum: 0, maximum: ACCURACY_M_MAX }),
    takenAt: Type.String({ format: 'date-time', pattern: 'T[\\d:]{8}\\.\\d{3}Z$', maxLength: 24 }),
  },
  { additionalProperties: false },
)

export const placeRoutes = defineRoutes<PartnersOutside>({ tag: 'Bukti / Evidence' }, (route) => {
  route.command('/evidence/:id/place', {
    summary: { id: 'Catat tempat foto diambil', en: 'Record where a photograph was taken' },
    aggregate: evidence,
    target: ({ params }) => params.id,
    may: { roles: ['verifier', 'officer'], owns: (state, actor) => state.status === 'stored' && state.by === actor.subject },
    body: PlaceBody,
    async command({ params: { id }, body, actor, context }) {
      const problem = checkPlace(body, instantOf(context.outside.clock.now()))
      if (problem) throw problem
      const state = (await context.commands.state(evidence, id))?.state
      if (state?.status !== 'stored') throw refuse('evidence/unknown', { field: 'id' })
      const { latitude, longitude, accuracyM, takenAt } = body
      const sealed = await seal(context, state.about, { latitude: String(latitude), longitude: String(longitude) })
      return { type: 'PlaceEvidence', by: actor.subject, takenAt, accuracyM, sealed }
    },
  })
  route.get('/evidence/:id/place', {
    summary: { id: 'Baca tempat foto diambil', en: 'Read where a photograph was taken' },
    may: { roles: READERS },
    response: PlaceBody,
    async read({ params: { id }, actor, context }) {
      const stored = await storedEvidence(context, id)
      if (!stored?.placed || !(await maySee(context, stored, actor))) return null
      const { takenAt, accuracyM, sealed } = stored.placed
      const opened = await context.outside.sealer.open(sealed)
      if (opened.erased) return null
      const { latitude, longitude } = opened.fields
      return { latitude: Number(latitude), longitude: Number(longitude), accuracyM, takenAt }
    },
  })
})
