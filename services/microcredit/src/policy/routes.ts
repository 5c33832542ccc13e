// A lender's policy over HTTP: its manager proposes a version, another manager or an approver adopts it, its people and the auditor read it.
// Guarantees: whose policy it is comes from the token; whoever sets it has rights confirmed at that moment.
import { defineRoutes, type Actor } from '@simpul/platform'
import { Type } from 'typebox'
import { TIMED } from '../application/application.ts'
import { closed, id, idr, orNull } from '../bodies.ts'
import { requireLender } from '../knownParties.ts'
import type { MicrocreditOutside } from '../outside/microcreditOutside.ts'
import { handOf, LENDER_ROLES, lenderOf } from '../rights.ts'
import { policy } from './aggregate.ts'
import type { Policy, PolicyText } from './policy.ts'
import { BANDS_MAX, POINTS_MAX, VARIABLES } from './scorecard.ts'
import { MEMBERS_MAX, TIERS_MAX } from './tiers.ts'

const committee = closed({
  members: Type.Array(id, { minItems: 2, maxItems: MEMBERS_MAX }),
  quorum: Type.Integer({ minimum: 2, maximum: MEMBERS_MAX }),
  chair: id,
  chairCasts: Type.Boolean(),
})
const band = closed({
  from: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
  points: Type.Integer({ minimum: 0, maximum: POINTS_MAX }),
})
const scorecard = Type.Array(
  closed({
    variable: Type.Enum([...VARIABLES]),
    weightPpm: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
    bands: Type.Array(band, { minItems: 1, maxItems: BANDS_MAX }),
  }),
  { maxItems: VARIABLES.length },
)
const text = {
  tiers: Type.Array(closed({ upToIdr: orNull(idr), committee: orNull(committee) }), { minItems: 1, maxItems: TIERS_MAX }),
  workingDays: closed(Object.fromEntries(TIMED.map((step) => [step, Type.Optional(Type.Integer({ minimum: 1, maximum: 60 }))]))),
  scorecard: orNull(scorecard),
}
const version = Type.Integer({ minimum: 1, maximum: 1_000 })
const written = closed({ version, ...text })

const isOfLender = (state: Policy, { org }: Actor) => state.status === 'kept' && state.lender === org
const setters = { roles: ['lender-manager', 'approver'], owns: isOfLender, confirmed: true } as const

export const policyRoutes = defineRoutes<MicrocreditOutside>({ tag: 'Kebijakan penyalur' }, (route) => {
  route.create('/policies', {
    summary: { id: 'Usulkan kebijakan penyalur', en: "Propose the lender's policy" },
    may: { roles: ['lender-manager'], confirmed: true },
    aggregate: policy,
    body: closed(text),
    target: ({ actor }) => lenderOf(actor),
    async command({ body, actor, context }) {
      await requireLender(context, lenderOf(actor))
      return { type: 'ProposePolicy' as const, lender: lenderOf(actor), hand: handOf(actor), ...body }
    },
  })
  route.command('/policies/:id/adoption', {
    summary: { id: 'Tetapkan versi yang diusulkan', en: 'Adopt the version that was proposed' },
    may: setters,
    aggregate: policy,
    body: closed({ version }),
    target: ({ params }) => params.id,
    command: ({ body, actor }) => ({ type: 'AdoptPolicy' as const, version: body.version, hand: handOf(actor) }),
  })
  route.command('/policies/:id/drop', {
    summary: { id: 'Batalkan usulan kebijakan', en: 'Drop the version that was proposed' },
    may: setters,
    aggregate: policy,
    body: closed({ version }),
    target: ({ params }) => params.id,
    command: ({ body, actor }) => ({ type: 'DropPolicy' as const, version: body.version, hand: handOf(actor) }),
  })
  route.get('/policies/:id', {
    summary: { id: 'Baca kebijakan penyalur', en: "Read a lender's policy" },
    may: { roles: [...LENDER_ROLES, 'auditor'] },
    response: closed({ id, version: Type.Integer(), inForce: orNull(written), proposed: orNull(written) }),
    async read({ params, actor, context }) {
      const found = await context.commands.state(policy, params.id)
      if (found?.state.status !== 'kept') return null
      if (!isOfLender(found.state, actor) && !actor.roles.includes('auditor')) return null
      const { inForce, proposed } = found.state
      return {
        id: params.id,
        version: found.version,
        inForce: inForce && textOf(inForce),
        proposed: proposed && textOf(proposed),
      }
    },
  })
})

/** As lists that may be given out. */
function textOf({ version: of, tiers, workingDays, scorecard: rows }: PolicyText & { readonly version: number }) {
  return {
    version: of,
    tiers: tiers.map(({ upToIdr, committee: each }) => ({
      upToIdr,
      committee: each && { ...each, members: [...each.members] },
    })),
    workingDays: { ...workingDays },
    scorecard: rows && rows.map(({ bands, ...row }) => ({ ...row, bands: [...bands] })),
  }
}
