// The id that a command has by the rules of the API: uuid5 of subject, route, target and Idempotency-Key (architecture §4).
// Guarantees: made here from the published rule, not by the service's code, so that a service that breaks the rule is seen.
import { createHash } from 'node:crypto'

const NAMESPACE = '6f1f4c9a9a9e4d0c8e0b7d5a3c2b1f04'

export function uuid5(...parts: readonly string[]): string {
  const hash = createHash('sha1').update(NAMESPACE, 'hex').update(JSON.stringify(parts)).digest()
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6)
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = hash.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}

export interface CommandAddress {
  readonly subject: string
  /** Service and path with its parameters' names: `microcredit/applications/:id/draft`. */
  readonly route: string
  readonly params: Readonly<Record<string, string>>
  readonly key: string
  /** Where the route derives it from the body (a quota); otherwise the path names it, or it is a new one. */
  readonly target?: string
}

export function commandOf({ subject, route, params, key, target }: CommandAddress): { target: string; commandId: string } {
  const sorted = Object.fromEntries(Object.entries(params).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  const at = target ?? params['id'] ?? uuid5(subject, route, JSON.stringify(sorted), key)
  return { target: at, commandId: uuid5(subject, route, at, key) }
}
