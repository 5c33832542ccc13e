// What somebody may do for their cooperative this second, asked of partners, which keeps roles and delegations.
// Guarantees: those of rightsOfPartners (platform); only a koperasi has rights here.
// Does not guarantee: that the koperasi is verified: an unverified one may prepare, what the public sees asks for more.
import type { AskRights } from '@simpul/platform'
import { rightsOfPartners, type RightsOptions } from '@simpul/platform/outside'
import { personOf, sellerOf } from '../rights.ts'

export const rights = (options: RightsOptions): AskRights =>
  rightsOfPartners({ organisationOf: sellerOf, personOf, counts: ({ kind }) => kind === 'koperasi' }, options)
