// Personal data, sealed before it enters a command and opened only for who may see it (architecture §6).
// Guarantees: one random key a person, agreed on by whoever seals first at once; a sealed record opens only as the person and with the
// field names it was sealed for, and not at all when a bit of it changed; once a person is erased nothing of theirs opens again.
// Does not guarantee: who may open (routes ask), and that lengths stay hidden: a ciphertext is as long as its text.
// Shown by sealing.test.ts, through keyStore.contract.ts.
import type { Sealed } from '@simpul/kernel'
import { randomBytes } from 'node:crypto'
import { decrypt, encrypt } from './cipher.ts'
import type { ErasureLedger } from './erasureLedger.ts'
import type { Kek } from './kek.ts'
import type { KeyStore } from './keyStore.ts'

export type Fields = Readonly<Record<string, string>>
export type Opened = { readonly erased: false; readonly fields: Fields } | { readonly erased: true }

/** Of all fields as JSON; × 4/3 as base64url stays far below the 64 KiB of an event. */
export const SEALED_BYTES_MAX = 32_768

export interface Sealer {
  /** Throws ErasedPerson when the person was erased. */
  seal(person: string, fields: Fields): Promise<Sealed>
  /** Throws when it was tampered with, belongs to another person's key, or its key is lost. */
  open(sealed: Sealed): Promise<Opened>
  /** Recorded first, then done: a crash between the two is finished by replayLedger. Idempotent. */
  erase(person: string): Promise<void>
  /** After every restore, before opening the doors: erases again whom the ledger names. Answers how many. */
  replayLedger(): Promise<number>
  /** After the key-encryption key was rotated: wraps all keys under the current one. Answers how many. */
  rewrap(): Promise<number>
}

export class ErasedPerson extends Error {
  override readonly name = 'ErasedPerson'
  constructor(person: string) {
    super(`the data of ${person} was erased; nothing new may be sealed for them`)
  }
}

interface Deps {
  readonly kek: Kek
  readonly keys: KeyStore
  readonly ledger: ErasureLedger
  now(): string
}

const REWRAP_BATCH = 100

export function sealerOf({ kek, keys, ledger, now }: Deps): Sealer {
  async function keyFor(person: string): Promise<Buffer> {
    const stored = await keys.load(person)
    if (stored === 'erased') throw new ErasedPerson(person)
    if (stored) return kek.unwrap(stored, person)
    const fresh = randomBytes(32)
    if (await keys.insert(person, await kek.wrap(fresh, person))) return fresh
    return keyFor(person) // someone else was first: theirs is the key, or the mark that there is none any more
  }

  return {
    async seal(person, fields) {
      const names = Object.keys(fields).toSorted()
      const plain = Buffer.from(JSON.stringify(names.map((name) => fields[name])))
      if (plain.length > SEALED_BYTES_MAX) throw new RangeError(`${plain.length} B to seal, at most ${SEALED_BYTES_MAX}`)
      return { v: 1, person, fields: names, ...encrypt(await keyFor(person), plain, contextOf(person, names)) }
    },
    async open(sealed) {
      const stored = await keys.load(sealed.person)
      if (stored === 'erased') return { erased: true }
      if (!stored) throw new Error(`the key of ${sealed.person} is lost`)
      const key = await kek.unwrap(stored, sealed.person)
      const values = JSON.parse(decrypt(key, sealed, contextOf(sealed.person, sealed.fields)).toString()) as string[]
      return { erased: false, fields: Object.fromEntries(sealed.fields.map((name, index) => [name, values[index] as string])) }
    },
    async erase(person) {
      await ledger.append(person, now())
      await keys.erase(person)
    },
    async replayLedger() {
      let count = 0
      for await (const { person } of ledger.entries()) {
        await keys.erase(person)
        count += 1
      }
      return count
    },
    async rewrap() {
      const current = await kek.currentId()
      let count = 0
      for (;;) {
        const batch = await keys.notUnder(current, REWRAP_BATCH)
        if (batch.length === 0) return count
        for (const { person, wrapped } of batch) {
          const again = await kek.wrap(await kek.unwrap(wrapped, person), person)
          if (await keys.replace(person, wrapped, again)) count += 1
        }
      }
    },
  }
}

const contextOf = (person: string, fields: readonly string[]) => JSON.stringify(['simpul.sealed', 1, person, fields])
