// Values that belong to one owner at most: a NIK, a NIB, a registration number (architecture §4, Unique values).
// Guarantees: of any number who claim a value at once, one wins; a claim repeated after a crash or a lost answer changes nothing;
// only its owner releases it; a personal value stands only as HMAC-SHA-256, so the collection does not tell who is in it.
// Does not guarantee: that the owner exists or is who they say; the procedure that claims has checked that. Nor that a released value is
// free: a claim that was held up on its way past the release stands again for the old owner, if whoever sent it is dead by then.
import { crashPoint } from '../crashPoint.ts'
import { createHmac } from 'node:crypto'
import type { KeyFile } from '../sealing/keyFile.ts'
import type { ClaimStore } from './claimStore.ts'

export interface ClaimKind {
  readonly name: string
  /** Stored as HMAC; 10^16 NIKs can be tried through, so a plain hash would hide nothing. */
  readonly personal: boolean
}

export type ClaimOutcome = 'claimed' | 'already-mine' | { readonly takenBy: string }

export interface Claims {
  claim(kind: ClaimKind, value: string, owner: string): Promise<ClaimOutcome>
  /** The owner, or null. */
  ownerOf(kind: ClaimKind, value: string): Promise<string | null>
  /** True when it was this owner's. */
  release(kind: ClaimKind, value: string, owner: string): Promise<boolean>
  /**
   * Ends a change: claim the new value, record it, then keep only that. Repeating it is harmless, and nobody has to remember the old
   * value. Answers how many documents went.
   */
  keepOnly(kind: ClaimKind, value: string, owner: string): Promise<number>
  /** Erasure of an owner. */
  releaseAll(owner: string): Promise<number>
}

/** A value released again and again between our insert and our look is somebody's loop, not a race. */
const ATTEMPTS_MAX = 5

/**
 * `keys.all` oldest first. Key rotation: add a key (`rotateKeyFile`), restart every process, claim every recorded value again for its
 * owner (that inserts under the new key as well), then take the old key out of the file.
 */
export function claimsOf(store: ClaimStore, keys: KeyFile): Claims {
  const idsOf = ({ name, personal }: ClaimKind, value: string) =>
    personal
      ? keys.all.map(
          ({ id, key }) => `${name}:${id}:${createHmac('sha256', key).update(`${name}\0${value}`).digest('base64url')}`,
        )
      : [`${name}:${value}`]

  async function claimId(id: string, kind: string, owner: string): Promise<ClaimOutcome> {
    for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
      if (await store.insert({ id, kind, owner })) return 'claimed'
      const holder = await store.ownerOf(id)
      if (holder === owner) return 'already-mine'
      if (holder !== null) return { takenBy: holder }
    }
    throw new Error(`a claim of kind ${kind} was released ${ATTEMPTS_MAX} times while it was being claimed`)
  }

  return {
    async claim(kind, value, owner) {
      const ids = idsOf(kind, value)
      let first: ClaimOutcome | undefined
      // Oldest key first, everywhere: processes that know the new key already and those that do not meet on the old one.
      for (const id of ids) {
        const outcome = await claimId(id, kind.name, owner)
        if (typeof outcome === 'object') {
          if (first) await store.remove(ids, owner) // the other holds it under the newer key alone
          return outcome
        }
        first ??= outcome
      }
      crashPoint('claim/after-insert')
      return first as ClaimOutcome
    },
    async ownerOf(kind, value) {
      for (const id of idsOf(kind, value)) {
        const holder = await store.ownerOf(id)
        if (holder !== null) return holder
      }
      return null
    },
    release: async (kind, value, owner) => (await store.remove(idsOf(kind, value), owner)) > 0,
    keepOnly: (kind, value, owner) => store.removeOthers(owner, kind.name, idsOf(kind, value)),
    releaseAll: (owner) => store.removeOthers(owner, null, []),
  }
}
