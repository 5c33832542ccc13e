// What the market knows of a cooperative, for everybody: its name, whether somebody verified it, and since when that is known.
import { defineRoutes } from '@simpul/platform'
import { Type } from 'typebox'
import { closed, id } from '../bodies.ts'
import type { MarketOutside } from '../outside/marketOutside.ts'
import { cooperatives } from '../projections/cooperatives.ts'

export const cooperativeRoutes = defineRoutes<MarketOutside>({ tag: 'Koperasi penjual' }, (route) => {
  route.get('/cooperatives/:id', {
    summary: { id: 'Lihat koperasi', en: 'Look at a cooperative' },
    may: { roles: 'public' },
    response: closed({
      id,
      name: Type.String(),
      region: Type.String(),
      verified: Type.Boolean(),
      asOf: Type.String(),
      ageSeconds: Type.Integer({ minimum: 0 }),
    }),
    async read({ params, context }) {
      const row = await context.rows(cooperatives).get(params.id)
      if (!row) return null
      const { id: of, name, region, verified, asOf } = row
      const ageSeconds = Math.max(0, Math.floor((context.outside.clock.now() - Date.parse(asOf)) / 1_000))
      return { id: of, name, region, verified, asOf, ageSeconds }
    },
  })
})
