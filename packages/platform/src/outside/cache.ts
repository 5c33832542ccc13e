// Answers kept for a while, with the moment each was received.
// Guarantees: at most `entriesMax` in memory, the least recently used goes first; keys are opaque (outside.ts makes them an HMAC).
// Does not guarantee: that an entry is still there; a cache may forget anything at any time.

export interface Kept {
  readonly status: number
  readonly body: unknown
  readonly asOf: string
  /** Milliseconds since 1970, when we received it. */
  readonly receivedAt: number
}

export interface AnswerCache {
  get(key: string): Promise<Kept | undefined>
  set(key: string, kept: Kept, forMs: number): Promise<void>
}

/** A Map keeps insertion order, so its first key is the least recently used when each use inserts anew. */
export function memoryCache(entriesMax: number): AnswerCache {
  const entries = new Map<string, Kept>()
  return {
    get(key) {
      const kept = entries.get(key)
      if (kept !== undefined) {
        entries.delete(key)
        entries.set(key, kept)
      }
      return Promise.resolve(kept)
    },
    set(key, kept) {
      entries.delete(key)
      entries.set(key, kept)
      if (entries.size > entriesMax) {
        const oldest = entries.keys().next()
        if (!oldest.done) entries.delete(oldest.value)
      }
      return Promise.resolve()
    },
  }
}
