// A lender with its people, registered by HTTP as it would be: people first, then the organisation, its verification, and who acts for it.
// Guarantees: told again under the same story, it is the same lender. Does not: open a quota.
import { Client, type Body, type Who } from './client.ts'

export interface Lender {
  readonly id: string
  readonly manager: Client
  readonly officer: Client
  readonly approver: Client
}

/** `about` is the lender of warung.json: its public facts, its unit, and its people by role. */
export async function registerLender(api: string, issuer: string, about: Body, story: string): Promise<Lender> {
  const signIn = (who: Who) => Client.signIn(api, issuer, who, story)
  const registered = async (role: string): Promise<string> => {
    const visitor = await signIn({ as: 'applicant', sub: `${story}-${role}` })
    return (await visitor.post('/partners/people', role, about.people[role])).id as string
  }
  const [managerId, officerId, approverId] = await Promise.all(['lender-manager', 'officer', 'approver'].map(registered))
  const founder = await signIn({ as: 'lender-manager', person: managerId as string })
  const { name, region, nib, unit } = about
  const { id } = await founder.post('/partners/organisations', 'lender', { kind: 'penyalur', name, region, nib })
  const at = `/partners/parties/${id}`
  if ((await founder.get(at)).verification.status === 'unverified')
    await founder.post(`${at}/verification`, 'lender-verification')
  await founder.until(at, 'OSS', ({ verification }) => verification.status === 'verified')
  await founder.post(`${at}/roles`, 'grant-officer', { person: officerId, role: 'officer' })
  await founder.post(`${at}/roles`, 'grant-approver', { person: approverId, role: 'approver' })
  const staff = (as: string, person: string | undefined) => signIn({ as, person: person as string, org: id, branch: unit })
  const [manager, officer, approver] = await Promise.all([
    staff('lender-manager', managerId),
    staff('officer', officerId),
    staff('approver', approverId),
  ])
  return { id, manager, officer, approver }
}
