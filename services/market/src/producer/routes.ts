// The members of a cooperative who make what it sells: registered, retired and listed by its manager.
// Guarantees: whose producers they are comes from the token. Does not: know their names; partners does.
import { defineRoutes } from '@simpul/platform'
import { Type } from 'typebox'
import { closed, id, memberNo, orNull, region } from '../bodies.ts'
import { requireCooperative } from '../knownSellers.ts'
import type { MarketOutside } from '../outside/marketOutside.ts'
import { producers } from '../projections/producers.ts'
import { isOfSeller, personOf, sellerOf } from '../rights.ts'
import { producer } from './aggregate.ts'
import { producerId } from './producer.ts'

export const producerRoutes = defineRoutes<MarketOutside>({ tag: 'Produsen anggota' }, (route) => {
  route.create('/producers', {
    summary: { id: 'Daftarkan anggota sebagai produsen', en: 'Register a member as a producer' },
    may: { roles: ['manager'], confirmed: true },
    aggregate: producer,
    body: closed({ memberNo, person: orNull(id), region }),
    target: ({ actor, body }) => producerId(sellerOf(actor), body.memberNo),
    location: '/producers',
    async command({ actor, body, context }) {
      await requireCooperative(context, sellerOf(actor))
      return { type: 'RegisterProducer', ...body, seller: sellerOf(actor), by: personOf(actor) }
    },
  })
  route.command('/producers/:id/retirement', {
    summary: { id: 'Akhiri keikutsertaan produsen', en: 'Retire a producer' },
    may: { roles: ['manager'], owns: isOfSeller, confirmed: true },
    aggregate: producer,
    body: closed({}),
    target: ({ params }) => params.id,
    command: ({ actor }) => ({ type: 'RetireProducer', by: personOf(actor) }),
  })
  route.list('/producers', {
    summary: { id: 'Produsen koperasi saya', en: 'Producers of my cooperative' },
    may: { roles: ['manager'] },
    query: closed({ status: Type.Optional(Type.Enum(['active', 'retired'])) }),
    item: closed({
      id,
      memberNo: Type.String(),
      person: orNull(id),
      region: Type.String(),
      status: Type.Enum(['active', 'retired']),
      since: Type.String(),
    }),
    after: producers,
    async rows({ query, actor, context, limit, after }) {
      const filter = { seller: sellerOf(actor), ...query }
      const sort = { by: 'memberNo', direction: 1 } as const
      const page = await context.rows(producers).find({ filter, sort, limit, ...(after === undefined ? {} : { after }) })
      const rows = page.rows.map(({ id: of, memberNo: number, person, region: at, status, since }) => ({
        id: of,
        memberNo: number,
        person,
        region: at,
        status,
        since,
      }))
      return { rows, next: page.next }
    },
  })
})
