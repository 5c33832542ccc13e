// Removes files that no event names: their writer died, or its command was refused and it could not take the file back.
// Guarantees: one process of the role `relay` at a time, under a lease; a file goes only when it is older than a day, far beyond the
// longest upload, and the aggregate that was to name it has no event that does. Does not: look at files that were once found named.
import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import type { Blobs, NamedBy } from '../blob/blobs.ts'
import type { Clock } from '../clock.ts'
import { LeaseKeeper, type LeaseStore } from '../relay/lease.ts'
import { repeatedly } from '../repeatedly.ts'
import { wholeHistory } from './history.ts'
import type { Runtime } from './runtime.ts'

export const fileSweepLimits = { everyMs: 3_600_000, olderThanMs: 86_400_000 } as const

export interface FileSweepOptions {
  readonly files: readonly Blobs[]
  readonly runtime: Pick<Runtime, 'of'>
  readonly leases: LeaseStore
  readonly clock: Clock
  readonly log: Logger
}

/** Answers how many were removed. */
export async function sweepFiles(files: readonly Blobs[], runtime: Pick<Runtime, 'of'>): Promise<number> {
  const isNamed = async (ref: string, { source, id }: NamedBy) =>
    (await wholeHistory(runtime.of(source).feed, id)).some(({ data }) => JSON.stringify(data).includes(ref))
  let removed = 0
  for (const blobs of files) removed += await blobs.sweep(fileSweepLimits.olderThanMs, isNamed)
  return removed
}

/** Answers how to stop it. */
export function startFileSweep({ files, runtime, leases, clock, log }: FileSweepOptions): () => Promise<void> {
  const keeper = new LeaseKeeper({ store: leases, name: 'file-sweep', holder: randomUUID(), clock })
  const sweeping = repeatedly({
    everyMs: fileSweepLimits.everyMs,
    async work() {
      await keeper.beat()
      // Ours now, or still: a release that failed must not end the sweep of the whole installation.
      if (!keeper.mine) return
      try {
        const removed = await sweepFiles(files, runtime)
        if (removed > 0) log.info({ removed }, 'files that nothing names were removed')
      } finally {
        await keeper.release()
      }
    },
    onError: (error) => log.warn({ err: error }, 'files could not be swept'),
  })
  return () => sweeping.stop()
}
