// Who a command is: its id and its fingerprint, from what the client sent (architecture §4).
// Guarantees: the same request gives the same two values in every process and release; another body gives another fingerprint.
import { createHash, createHmac } from 'node:crypto'

/** Never changes: every id made from HTTP hangs on it. */
const NAMESPACE = Buffer.from('6f1f4c9a9a9e4d0c8e0b7d5a3c2b1f04', 'hex')

/** RFC 9562 §5.5. The parts are joined as JSON, so that no two lists of parts give one name. */
export function uuid5(...parts: readonly string[]): string {
  return uuid5Of(NAMESPACE, JSON.stringify(parts))
}

export function uuid5Of(namespace: Uint8Array, name: string): string {
  const bytes = createHash('sha1').update(namespace).update(name, 'utf8').digest().subarray(0, 16)
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x50
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** JSON with sorted keys and without spaces. For values that came out of JSON.parse. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const fields = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`).join(',')}}`
}

/** Keyed, because it stays in the event log for ever: an unkeyed hash of a body that holds a NIK could be guessed number by number. */
export const fingerprintOf = (key: string, route: string, target: string, body: unknown): string =>
  createHmac('sha256', key)
    .update(canonicalJson([route, target, body]))
    .digest('hex')
