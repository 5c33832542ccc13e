// Where claims stand: one document a value, whose `_id` is the value. Implementations: memory here, mongo beside; one contract suite.

export interface ClaimDocument {
  readonly id: string
  readonly kind: string
  readonly owner: string
}

export interface ClaimStore {
  /** False when the id is there, whoever owns it. */
  insert(claim: ClaimDocument): Promise<boolean>
  ownerOf(id: string): Promise<string | null>
  /** Removes those of these ids that this owner holds; answers how many. */
  remove(ids: readonly string[], owner: string): Promise<number>
  /** Removes what the owner holds, of one kind or of all, except these ids; answers how many. */
  removeOthers(owner: string, kind: string | null, except: readonly string[]): Promise<number>
}

export function memoryClaimStore(): ClaimStore {
  const claims = new Map<string, ClaimDocument>()
  const removeWhere = (goes: (claim: ClaimDocument) => boolean) => {
    const gone = [...claims.values()].filter(goes)
    for (const { id } of gone) claims.delete(id)
    return gone.length
  }
  return {
    async insert(claim) {
      if (claims.has(claim.id)) return false
      claims.set(claim.id, claim)
      return true
    },
    ownerOf: async (id) => claims.get(id)?.owner ?? null,
    remove: async (ids, owner) => removeWhere((claim) => ids.includes(claim.id) && claim.owner === owner),
    removeOthers: async (owner, kind, except) =>
      removeWhere((claim) => claim.owner === owner && (kind === null || claim.kind === kind) && !except.includes(claim.id)),
  }
}
