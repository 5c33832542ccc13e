// Partners: people and organisations, who acts for whom, and whether they are who they say.
// Its table of contents.
import { defineService } from '@simpul/platform'
import { disclosure } from './disclosure/aggregate.ts'
import { disclosureRoutes } from './disclosure/routes.ts'
import { evidence } from './evidence/aggregate.ts'
import { placeRoutes } from './evidence/placeRoutes.ts'
import { keeping } from './evidence/process.ts'
import { evidenceRoutes } from './evidence/routes.ts'
import { connect } from './outside/connect.ts'
import type { PartnersOutside } from './outside/partnersOutside.ts'
import { party } from './party/aggregate.ts'
import { rightsRoutes } from './party/rightsRoutes.ts'
import { partyRoutes } from './party/routes.ts'
import { directory } from './projections/directory.ts'
import { entries } from './refusals.ts'
import { verification } from './verification/process.ts'
import { withdrawal } from './withdrawal/process.ts'

export const partners = defineService<PartnersOutside>({
  name: 'partners',
  aggregates: [party, evidence, disclosure],
  projections: [directory],
  reactions: [],
  processes: [verification, withdrawal, keeping],
  routes: [partyRoutes, evidenceRoutes, placeRoutes, rightsRoutes, disclosureRoutes],
  refusals: entries,
  reads: [],
  files: ({ evidence: kept }) => [kept],
  connect,
})
