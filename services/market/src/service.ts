// The market: what cooperatives' members make, offered by the cooperative. Its table of contents.
import { partyContract } from '@simpul/contracts'
import { defineService } from '@simpul/platform'
import { catalogueRoutes } from './catalogue/routes.ts'
import { offer } from './offer/aggregate.ts'
import { offerListRoutes, offerReadingRoutes } from './offer/readingRoutes.ts'
import { offerRoutes } from './offer/routes.ts'
import { order } from './order/aggregate.ts'
import { reserveStock } from './order/reserveStock.ts'
import { orderReadingRoutes, orderRoutes } from './order/routes.ts'
import { connect } from './outside/connect.ts'
import type { MarketOutside } from './outside/marketOutside.ts'
import { producer } from './producer/aggregate.ts'
import { producerRoutes } from './producer/routes.ts'
import { product } from './product/aggregate.ts'
import { moderationRoutes, queueRoutes } from './product/moderationRoutes.ts'
import { productListRoutes, productReadingRoutes } from './product/readingRoutes.ts'
import { productRoutes } from './product/routes.ts'
import { cooperatives } from './projections/cooperatives.ts'
import { offers } from './projections/offers.ts'
import { orders } from './projections/orders.ts'
import { producers } from './projections/producers.ts'
import { products } from './projections/products.ts'
import { sellers } from './projections/sellers.ts'
import { stocks } from './projections/stocks.ts'
import { entries } from './refusals.ts'
import { seller } from './seller/aggregate.ts'
import { cooperativeRoutes } from './seller/publicRoutes.ts'
import { sellerRoutes } from './seller/routes.ts'
import { stock } from './stock/aggregate.ts'
import { stockRoutes } from './stock/routes.ts'

export const market = defineService<MarketOutside>({
  name: 'market',
  aggregates: [producer, product, offer, stock, seller, order],
  projections: [cooperatives, producers, products, offers, stocks, sellers, orders],
  reactions: [reserveStock],
  processes: [],
  routes: [
    catalogueRoutes,
    cooperativeRoutes,
    producerRoutes,
    productRoutes,
    productListRoutes,
    productReadingRoutes,
    offerRoutes,
    offerListRoutes,
    offerReadingRoutes,
    stockRoutes,
    orderRoutes,
    orderReadingRoutes,
    queueRoutes,
    moderationRoutes,
    sellerRoutes,
  ],
  refusals: entries,
  reads: [partyContract],
  connect,
  rights: (outside) => outside.rights,
})
