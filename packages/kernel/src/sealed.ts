// What a domain may know of personal data: that it is there, whose it is and which fields it has. Never what they say.
// Guarantees: JSON-able. Opening it needs the person's key (platform/sealing), which erasure destroys.

export type Sealed = {
  readonly v: 1
  /** Id of the person or organisation under whose key the fields are sealed. */
  readonly person: string
  /** Names of the sealed fields, sorted. Public, and bound to the ciphertext. */
  readonly fields: readonly string[]
  /** AES-256-GCM, base64url: 12-byte nonce, ciphertext, 16-byte tag. */
  readonly iv: string
  readonly ct: string
  readonly tag: string
}
