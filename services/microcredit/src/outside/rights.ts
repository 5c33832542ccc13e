// What somebody may do for their lender this second, asked of partners, which keeps roles and delegations.
// Guarantees: those of rightsOfPartners (platform); only a verified penyalur has rights here.
import type { AskRights } from '@simpul/platform'
import { rightsOfPartners, type RightsOptions } from '@simpul/platform/outside'
import { lenderOf, personOf } from '../rights.ts'

export const rights = (options: RightsOptions): AskRights =>
  rightsOfPartners(
    { organisationOf: lenderOf, personOf, counts: ({ kind, verified }) => kind === 'penyalur' && verified },
    options,
  )
