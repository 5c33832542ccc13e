// The body before its schema: bytes → JSON that cannot harm whoever touches it.
// Guarantees: valid UTF-8, depth ≤ 16, no `__proto__` and the like, no MongoDB operator as a key, no broken or NUL text; what is
// refused is pointed at.
// Does not guarantee: that it fits the route; the schema says that. Shown by badInput.test.ts.
import { pointerTo } from './pointer.ts'
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
  refuseHostile(body, [])
  return body
}

function refuseHostile(value: unknown, path: readonly string[]): void {
  if (typeof value === 'string') {
    if (!value.isWellFormed() || value.includes('\u0000')) throw hostile(path)
    return
  }
  if (typeof value !== 'object' || value === null) return
  if (path.length >= BODY_DEPTH_MAX) throw hostile(path)
  for (const [key, field] of Object.entries(value)) {
    const place = [...path, key]
    if (HOSTILE_KEYS.has(key) || key.startsWith('$') || key.includes('.') || key.includes('\u0000')) throw hostile(place)
    refuseHostile(field, place)
  }
}

const hostile = (path: readonly string[]) => refuse('http/hostile-body', { pointer: pointerTo(path) })
