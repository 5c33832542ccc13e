// Microcredit: KUR applications, the lender's quota and loans. Its table of contents.
import { partyContract } from '@simpul/contracts'
import { indonesianHolidays } from '@simpul/kernel'
import { defineService, systemClock, type Infrastructure } from '@simpul/platform'
import { SERVICE_KEY_HEADER } from '@simpul/platform/http'
import { application } from './application/aggregate.ts'
import { decisionRoutes, reviewRoutes, worklistRoutes } from './application/lenderRoutes.ts'
import { handlingRoutes } from './application/handlingRoutes.ts'
import { reserveQuota } from './application/reserveQuota.ts'
import { readingRoutes } from './application/readingRoutes.ts'
import { applicationRoutes } from './application/routes.ts'
import { policyOf } from './approval/policy.ts'
import { approval } from './approval/process.ts'
import { loan } from './loan/aggregate.ts'
import { openLoan } from './loan/openLoan.ts'
import type { MicrocreditOutside } from './outside/microcreditOutside.ts'
import { people } from './outside/people.ts'
import { rights } from './outside/rights.ts'
import { sikp } from './outside/sikp.ts'
import { slik } from './outside/slik.ts'
import { partnerFacts } from './projections/partnerFacts.ts'
import { worklist } from './projections/worklist.ts'
import { quota } from './quota/aggregate.ts'
import { quotaRoutes } from './quota/routes.ts'
import { entries } from './refusals.ts'
import { reservation } from './reservation/process.ts'
import { simulationRoutes } from './simulation/routes.ts'

export const microcredit = defineService<MicrocreditOutside>({
  name: 'microcredit',
  aggregates: [application, quota, loan],
  projections: [worklist, partnerFacts],
  reactions: [reserveQuota, openLoan],
  processes: [approval, reservation],
  routes: [
    applicationRoutes,
    readingRoutes,
    worklistRoutes,
    reviewRoutes,
    handlingRoutes,
    decisionRoutes,
    quotaRoutes,
    simulationRoutes,
  ],
  refusals: entries,
  reads: [partyContract],
  connect,
  rights: (outside) => outside.rights,
})

function connect({ env, log }: Infrastructure): MicrocreditOutside {
  const setting = (name: string) => {
    const value = env[name]
    if (value === undefined || value === '') throw new Error(`${name} belum diatur / is not set`)
    return value
  }
  const serviceKey = setting('SIMPUL_SERVICE_KEY')
  const partners = { baseUrl: `${setting('SIMPUL_API_URL')}/partners`, headers: () => ({ [SERVICE_KEY_HEADER]: serviceKey }) }
  return {
    people: people(partners),
    rights: rights(partners),
    sikp: sikp({ baseUrl: setting('SIKP_URL') }),
    slik: slik({ baseUrl: setting('SLIK_URL') }),
    holidays: indonesianHolidays,
    policy: policyOf(env),
    clock: systemClock,
    log,
  }
}
