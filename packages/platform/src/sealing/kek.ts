// The key-encryption key: wraps each person's key, and never stands in MongoDB. A key management service fits behind the same port.
// Guarantees: what was wrapped under an older key can be unwrapped as long as the file keeps that key; a wrapped key is bound to its
// person, so one person's key cannot be put in the place of another's. Shown by sealing.test.ts.
import { decrypt, encrypt, type Ciphertext } from './cipher.ts'
import { newKey, openKeyFile, type KeyFile } from './keyFile.ts'

/** A person's key as it is stored. `kek` says under which key-encryption key. */
export type Wrapped = Ciphertext & { readonly kek: string }

export interface Kek {
  wrap(key: Buffer, person: string): Promise<Wrapped>
  unwrap(wrapped: Wrapped, person: string): Promise<Buffer>
  /** Id of the key that wraps now. */
  currentId(): Promise<string>
}

const context = (person: string) => JSON.stringify(['simpul.person-key', 1, person])

/** Of a test: keys that end with the process. */
export function memoryKek(): Kek & { rotate(): void } {
  const all = [newKey()]
  const current = () => all.at(-1) as (typeof all)[number]
  return {
    wrap: async (key, person) => ({ kek: current().id, ...encrypt(current().key, key, context(person)) }),
    async unwrap(wrapped, person) {
      const kek = all.find(({ id }) => id === wrapped.kek)
      if (!kek) throw new Error(`the key-encryption key ${wrapped.kek} is not here`)
      return decrypt(kek.key, wrapped, context(person))
    },
    currentId: async () => current().id,
    rotate: () => void all.push(newKey()),
  }
}

export async function fileKek(path: string): Promise<Kek> {
  let file = await openKeyFile(path)
  const find = (id: string, { all }: KeyFile) => all.find((each) => each.id === id)?.key
  return {
    async wrap(key, person) {
      const { id, key: kek } = file.current
      return { kek: id, ...encrypt(kek, key, context(person)) }
    },
    async unwrap(wrapped, person) {
      let kek = find(wrapped.kek, file)
      if (!kek) {
        file = await openKeyFile(path) // another process rotated since this one started
        kek = find(wrapped.kek, file)
      }
      if (!kek) throw new Error(`the key-encryption key ${wrapped.kek} is not in ${path}`)
      return decrypt(kek, wrapped, context(person))
    },
    async currentId() {
      file = await openKeyFile(path)
      return file.current.id
    },
  }
}
