// What must come out of partners' books: whose number is whose.
import type { Sum } from '@simpul/testkit/checker'

type Party = { readonly status: string; readonly verification?: { readonly status: string; readonly by?: string } }

const claims: Sum = {
  invariant: 'I5',
  says: 'each person that a register verified owns the claim of one number, and no number is claimed twice',
  broken({ states, collections }) {
    const owned = Map.groupBy(collections['claims'] ?? [], ({ owner }) => String(owner))
    return [...states('partners.party')].flatMap(([id, state]) => {
      const { status, verification } = state as Party
      if (status !== 'person' || verification?.status !== 'verified') return []
      const count = owned.get(id)?.length ?? 0
      return count === 1 ? [] : [`${id} is verified and owns ${count} claims`]
    })
  },
}

export const partnersSums: readonly Sum[] = [claims]
