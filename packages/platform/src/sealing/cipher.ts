// AES-256-GCM with a fresh random nonce, bound to a context that must be the same when it is opened.
// A key seals far fewer than 2^32 texts (a person's corrections, or a KEK's people), where random 96-bit nonces stop being safe.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

export type Ciphertext = { readonly iv: string; readonly ct: string; readonly tag: string }

export function encrypt(key: Buffer, plain: Buffer, context: string): Ciphertext {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context))
  const ct = Buffer.concat([cipher.update(plain), cipher.final()])
  return { iv: text(iv), ct: text(ct), tag: text(cipher.getAuthTag()) }
}

/** Throws when key, context or any byte is another. */
export function decrypt(key: Buffer, { iv, ct, tag }: Ciphertext, context: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, bytes(iv), { authTagLength: 16 })
  decipher.setAAD(Buffer.from(context)).setAuthTag(bytes(tag))
  return Buffer.concat([decipher.update(bytes(ct)), decipher.final()])
}

const text = (value: Buffer) => value.toString('base64url')
const bytes = (value: string) => Buffer.from(value, 'base64url')
