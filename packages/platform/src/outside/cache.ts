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
  /** As text, as a cache outside this process would have it: what a reader changes is changed for nobody else. */
  const entries = new Map<string, string>()
  return {
    get(key) {
      const kept = entries.get(key)
      if (kept !== undefined) {
        entries.delete(key)
        entries.set(key, kept)
      }
      return Promise.resolve(kept === undefined ? undefined : (JSON.parse(kept) as Kept))
    },
    set(key, kept) {
      entries.delete(key)
      entries.set(key, JSON.stringify(kept))
      if (entries.size > entriesMax) {
        const oldest = entries.keys().next()
        if (!oldest.done) entries.delete(oldest.value)
      }
      return Promise.resolve()
    },
  }
}
