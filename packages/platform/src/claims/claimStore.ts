// Where claims stand: one document a value, whose `_id` is the value. Implementations: memory here, mongo beside.
// Guarantees, of both (claims.contract.ts): of many who insert one id, one does; nobody's release removes another's claim.
// Does not: know what a value is, nor keep it readable; claims.ts makes the id.

export interface ClaimDocument {
  readonly id: string
  readonly kind: string
  readonly owner: string
  /** The how-many-th time that its owner claims: a release that belongs to an earlier time leaves it. */
  readonly turn: number
}

export interface ClaimStore {
  /** False when the id is there, whoever owns it. */
  insert(claim: ClaimDocument): Promise<boolean>
  ownerOf(id: string): Promise<string | null>
  /** A claim of this owner becomes one of this turn, if that is later; false when it is not the owner's (any more). */
  raise(id: string, owner: string, turn: number): Promise<boolean>
  /** Removes those of these ids that this owner holds; answers how many. */
  remove(ids: readonly string[], owner: string): Promise<number>
  /** Removes what the owner claimed up to this turn, of one kind or of all, except these ids; answers how many. */
  removeOthers(owner: string, kind: string | null, except: readonly string[], turn: number): Promise<number>
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
    async raise(id, owner, turn) {
      const claim = claims.get(id)
      if (claim?.owner !== owner) return false
      claims.set(id, { ...claim, turn: Math.max(claim.turn, turn) })
      return true
    },
    remove: async (ids, owner) => removeWhere((claim) => ids.includes(claim.id) && claim.owner === owner),
    removeOthers: async (owner, kind, except, turn) =>
      removeWhere(
        (claim) =>
          claim.owner === owner && (kind === null || claim.kind === kind) && claim.turn <= turn && !except.includes(claim.id),
      ),
  }
}
