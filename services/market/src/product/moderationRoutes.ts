// What a moderator does: looks at what waits, the oldest first, and answers each change: published, rejected, to be revised; or takes a
// product off sale.
// Guarantees: no answer without its reason, none about what the moderator's own organisation sells; an answer is to the change that was
// looked at. Does not: remind anybody of what waits; its age stands in the queue.
import { defineRoutes } from '@simpul/platform'
import { Type } from 'typebox'
import { closed, id, reason } from '../bodies.ts'
import type { MarketOutside } from '../outside/marketOutside.ts'
import { cooperatives } from '../projections/cooperatives.ts'
import { products } from '../projections/products.ts'
import { isOfAnother, personOf } from '../rights.ts'
import { product } from './aggregate.ts'

const may = { roles: ['moderator'], owns: isOfAnother } as const
const n = Type.Integer({ minimum: 1, maximum: 1_000_000 })

export const moderationRoutes = defineRoutes<MarketOutside>({ tag: 'Moderasi' }, (route) => {
  route.command('/products/:id/publication', {
    summary: { id: 'Tayangkan perubahan', en: 'Publish a change' },
    may,
    aggregate: product,
    body: closed({ n }),
    target: ({ params }) => params.id,
    command: ({ actor, body }) => ({ type: 'PublishProduct', ...body, by: personOf(actor) }),
  })
  route.command('/products/:id/rejection', {
    summary: { id: 'Tolak perubahan, dengan alasan', en: 'Reject a change, with a reason' },
    may,
    aggregate: product,
    body: closed({ n, reason }),
    target: ({ params }) => params.id,
    command: ({ actor, body }) => ({ type: 'RejectProduct', ...body, by: personOf(actor) }),
  })
  route.command('/products/:id/revision', {
    summary: { id: 'Minta perbaikan, dengan catatan', en: 'Ask for a revision, with a note' },
    may,
    aggregate: product,
    body: closed({ n, note: reason }),
    target: ({ params }) => params.id,
    command: ({ actor, body }) => ({ type: 'RequestRevision', ...body, by: personOf(actor) }),
  })
  route.command('/products/:id/removal', {
    summary: { id: 'Turunkan produk, dengan alasan', en: 'Take a product off sale, with a reason' },
    may,
    aggregate: product,
    body: closed({ reason }),
    target: ({ params }) => params.id,
    command: ({ actor, body }) => ({ type: 'WithdrawProduct', side: 'moderator', ...body, by: personOf(actor) }),
  })
})

export const queueRoutes = defineRoutes<MarketOutside>({ tag: 'Moderasi' }, (route) => {
  route.list('/moderation/queue', {
    summary: { id: 'Yang menunggu moderator, terlama lebih dulu', en: 'What waits for a moderator, the oldest first' },
    may: { roles: ['moderator', 'auditor'] },
    query: closed({}),
    item: closed({
      id,
      seller: id,
      sellerName: Type.Union([Type.String(), Type.Null()]),
      name: Type.String(),
      category: Type.String(),
      isNew: Type.Boolean(),
      waitingSince: Type.String(),
      ageSeconds: Type.Integer({ minimum: 0 }),
    }),
    after: products,
    async rows({ context, limit, after }) {
      const sort = { by: 'waitingSince', direction: 1 } as const
      const filter = { stage: 'proposed' }
      const page = await context.rows(products).find({ filter, sort, limit, ...(after === undefined ? {} : { after }) })
      const sellers = await context.rows(cooperatives).getMany([...new Set(page.rows.map(({ seller }) => seller))])
      const names = new Map(sellers.map((row) => [row.id, row.name]))
      const now = context.outside.clock.now()
      const rows = page.rows.map(({ id: of, seller, name, category, published, waitingSince }) => ({
        id: of,
        seller,
        sellerName: names.get(seller) ?? null,
        name,
        category,
        isNew: published === null,
        waitingSince: waitingSince ?? '',
        ageSeconds: Math.max(0, Math.floor((now - Date.parse(waitingSince ?? '')) / 1_000)) || 0,
      }))
      return { rows, next: page.next }
    },
  })
})
