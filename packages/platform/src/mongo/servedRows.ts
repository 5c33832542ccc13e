// Which collection of a projection to read now, by its pointer (consume/generations.ts).
// Guarantees: a read never ends on rows that may have been dropped: a pointer is trusted for much less time than replaced rows are kept,
// also when this process was paused in between. Does not guarantee: that the next read is of the same generation.
import type { Clock } from '../clock.ts'
import { rowsCollection, type GenerationStore } from '../consume/generations.ts'

export interface ServedRows {
  read<Result>(query: (collection: string) => Promise<Result>): Promise<Result>
}

/** Replaced rows are kept for 60 s (host/projectionRunner.ts). */
export const pointerLimits = { refreshMs: 1_000, trustedMs: 10_000 } as const

interface Pointer {
  readonly collection: string
  /** On the monotonic clock. */
  readonly askedAt: number
}

export function servedRows(generations: Pick<GenerationStore, 'of'>, projection: string, clock: Clock): ServedRows {
  let known: Pointer | null = null
  let asking: Promise<Pointer> | null = null
  const ask = async (): Promise<Pointer> => {
    const askedAt = clock.monotonic()
    const { serving } = await generations.of(projection)
    return (known = { collection: rowsCollection(projection, serving), askedAt })
  }
  const pointer = (): Promise<Pointer> | Pointer => {
    if (known && clock.monotonic() - known.askedAt < pointerLimits.refreshMs) return known
    return (asking ??= ask().finally(() => (asking = null)))
  }
  return {
    async read(query) {
      for (;;) {
        const { collection, askedAt } = await pointer()
        const result = await query(collection)
        if (clock.monotonic() - askedAt < pointerLimits.trustedMs) return result
      }
    },
  }
}
