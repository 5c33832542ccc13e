// Where wrapped keys stand: a database of their own, so that a copy of the data alone opens nothing, and erasing a key erases a person
// in every backup of the data. Implementations: memory here, mongo beside.
// Guarantees, of both (keyStore.contract.ts): one key a person; after an erasure none, ever. Does not: open anything; the KEK does.
import type { Wrapped } from './kek.ts'

export interface KeyStore {
  load(person: string): Promise<Wrapped | 'erased' | null>
  /** False when the person has a key already, or was erased. */
  insert(person: string, wrapped: Wrapped): Promise<boolean>
  /** Only while the stored one is still `from`; false otherwise. */
  replace(person: string, from: Wrapped, to: Wrapped): Promise<boolean>
  /** Idempotent. A mark stays, so that nobody gives an erased person a new key. */
  erase(person: string): Promise<void>
  /** Keys wrapped under another key-encryption key than this. */
  notUnder(kek: string, limit: number): Promise<{ person: string; wrapped: Wrapped }[]>
}

export function memoryKeyStore(): KeyStore {
  const keys = new Map<string, Wrapped | 'erased'>()
  const same = (a: Wrapped | 'erased' | undefined, b: Wrapped) =>
    a !== undefined && a !== 'erased' && a.kek === b.kek && a.iv === b.iv
  return {
    load: async (person) => keys.get(person) ?? null,
    async insert(person, wrapped) {
      if (keys.has(person)) return false
      keys.set(person, wrapped)
      return true
    },
    async replace(person, from, to) {
      if (!same(keys.get(person), from)) return false
      keys.set(person, to)
      return true
    },
    async erase(person) {
      keys.set(person, 'erased')
    },
    notUnder: async (kek, limit) =>
      [...keys]
        .flatMap(([person, wrapped]) => (wrapped === 'erased' || wrapped.kek === kek ? [] : [{ person, wrapped }]))
        .slice(0, limit),
  }
}
