// What a moderator decides about a cooperative: trust, and suspension.
// Guarantees: each decision has its reason, and is about a cooperative that is known and not the moderator's own.
import { defineRoutes, type Actor } from '@simpul/platform'
import { Type } from 'typebox'
import { closed, id, reason } from '../bodies.ts'
import { requireCooperative } from '../knownSellers.ts'
import type { MarketOutside } from '../outside/marketOutside.ts'
import { refuse } from '../refusals.ts'
import { personOf } from '../rights.ts'
import { seller } from './aggregate.ts'

export const sellerRoutes = defineRoutes<MarketOutside>({ tag: 'Moderasi' }, (route) => {
  route.create('/sellers/trust', {
    summary: { id: 'Percayai koperasi, atau tidak lagi', en: 'Trust a cooperative, or no longer' },
    may: { roles: ['moderator'] },
    aggregate: seller,
    body: closed({ seller: id, trusted: Type.Boolean(), reason }),
    target: ({ body }) => body.seller,
    location: '/cooperatives/:id',
    async command({ actor, body: { seller: of, ...said }, context }) {
      refuseOwn(of, actor)
      await requireCooperative(context, of)
      return { type: 'SetTrust', ...said, by: personOf(actor) }
    },
  })
  route.create('/sellers/suspension', {
    summary: { id: 'Hentikan penjualan koperasi, atau buka lagi', en: 'Suspend the sales of a cooperative, or reinstate it' },
    may: { roles: ['moderator'] },
    aggregate: seller,
    body: closed({ seller: id, suspended: Type.Boolean(), reason }),
    target: ({ body }) => body.seller,
    location: '/cooperatives/:id',
    async command({ actor, body: { seller: of, ...said }, context }) {
      refuseOwn(of, actor)
      await requireCooperative(context, of)
      return { type: 'SetSuspension', ...said, by: personOf(actor) }
    },
  })
})

function refuseOwn(of: string, { org }: Actor): void {
  if (org === of) throw refuse('moderation/own-organisation', { field: 'seller' })
}
