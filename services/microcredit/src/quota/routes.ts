// A lender's quota: opened and changed by the lender's manager, read by its people and the auditor.
// Guarantees: whose quota it is comes from the token, never from the request; that its manager still is one, partners says at that moment.
import { defineRoutes } from '@simpul/platform'
import { Type } from 'typebox'
import { closed, id, idr, scheme, unit } from '../bodies.ts'
import { requireLender } from '../knownParties.ts'
import type { MicrocreditOutside } from '../outside/microcreditOutside.ts'
import { refuse } from '../refusals.ts'
import { isInBranch, isQuotaOfLender, LENDER_ROLES, lenderOf, mayReadQuota, personOf } from '../rights.ts'
import { quota } from './aggregate.ts'
import { quotaId } from './quota.ts'

const year = Type.Integer({ minimum: 2007, maximum: 2200 })

export const quotaRoutes = defineRoutes<MicrocreditOutside>({ tag: 'Kuota penyalur' }, (route) => {
  route.create('/quotas', {
    summary: { id: 'Buka kuota', en: 'Open a quota' },
    may: { roles: ['lender-manager'], confirmed: true },
    aggregate: quota,
    body: closed({ scheme, year, unit, limitIdr: idr }),
    target: ({ body: { scheme: of, year: during, unit: at }, actor }) =>
      quotaId({ lender: lenderOf(actor), scheme: of, year: during, unit: at }),
    async command({ body, actor, context }) {
      if (!isInBranch(body.unit, actor)) throw refuse('actor/other-branch', { unit: body.unit })
      await requireLender(context, lenderOf(actor))
      return { type: 'OpenQuota' as const, ...body, lender: lenderOf(actor), by: personOf(actor) }
    },
  })
  route.command('/quotas/:id/limit', {
    summary: { id: 'Ubah batas kuota', en: 'Change the limit of a quota' },
    may: { roles: ['lender-manager'], owns: isQuotaOfLender, confirmed: true },
    aggregate: quota,
    body: closed({ limitIdr: idr }),
    ifMatch: 'required',
    target: ({ params }) => params.id,
    command: ({ body, actor }) => ({ type: 'SetQuotaLimit' as const, limitIdr: body.limitIdr, by: personOf(actor) }),
  })
  route.get('/quotas/:id', {
    summary: { id: 'Baca kuota', en: 'Read a quota' },
    may: { roles: [...LENDER_ROLES, 'auditor'] },
    response: closed({
      id,
      version: Type.Integer(),
      lender: id,
      scheme,
      year,
      unit,
      limitIdr: idr,
      heldIdr: idr,
      promisedIdr: idr,
      disbursedIdr: idr,
    }),
    async read({ params, actor, context }) {
      const found = await context.commands.state(quota, params.id)
      if (found?.state.status !== 'open' || !mayReadQuota(found.state, actor)) return null
      const { lender, scheme: of, year: during, unit: at, pool } = found.state
      const sums = { limitIdr: pool.limit, heldIdr: pool.held, promisedIdr: pool.confirmed, disbursedIdr: pool.consumed }
      return { id: params.id, version: found.version, lender, scheme: of, year: during, unit: at, ...sums }
    },
  })
})
