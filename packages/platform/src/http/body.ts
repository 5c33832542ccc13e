// The body before its schema: bytes → JSON that cannot harm whoever touches it.
// Guarantees: valid UTF-8, depth ≤ 16, no `__proto__` and the like, no MongoDB operator as a key, no broken or NUL text.
// Does not guarantee: that it fits the route; the schema says that.
import { refuse } from './refusals.ts'

export const BODY_DEPTH_MAX = 16
const HOSTILE_KEYS = new Set(['__proto__', 'constructor', 'prototype'])
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** An empty body is `{}`, so that commands without fields need none. */
export function parseBody(bytes: Uint8Array): unknown {
  if (bytes.length === 0) return {}
  let body: unknown
  try {
    body = JSON.parse(utf8.decode(bytes))
  } catch {
    // Only the decoder and the parser are in here, and they throw for nothing else than bad input.
    throw refuse('http/malformed')
  }
  refuseHostile(body, 1)
  return body
}

function refuseHostile(value: unknown, depth: number): void {
  if (typeof value === 'string') {
    if (!value.isWellFormed() || value.includes('\u0000')) throw refuse('http/hostile-body')
    return
  }
  if (typeof value !== 'object' || value === null) return
  if (depth > BODY_DEPTH_MAX) throw refuse('http/hostile-body')
  for (const key of Object.keys(value))
    if (HOSTILE_KEYS.has(key) || key.startsWith('$') || key.includes('.') || key.includes('\u0000'))
      throw refuse('http/hostile-body')
  for (const field of Object.values(value)) refuseHostile(field, depth + 1)
}
