// Files: streamed in and out, never held whole; an aggregate describes them and holds the ref. Implementations: folder, S3, memory.
// Guarantees: a put that fails for any reason leaves nothing to be found; a file that no event names after a day is swept; a ref is
// random, so knowing a file does not give its ref; the type is told from the first bytes, not from what the sender says; a personal file is encrypted under a key of its own that is
// sealed for the person, so erasing the person erases the file in every backup.
// Does not guarantee: who may read (routes do), or that a file is harmless.
import type { Readable } from 'node:stream'
import type { ContentType } from './contentType.ts'

/** Of files and half files in one sweep; what is left is for the next. */
export const SWEPT_AT_ONCE_MAX = 1_000

/** The aggregate one of whose events will name the file: by it, a file whose writer died before that event is found. */
export interface NamedBy {
  readonly source: string
  readonly id: string
}

export interface PutOptions {
  readonly namedBy: NamedBy
  /** Of the file as sent. Reaching it is allowed, exceeding it is `blob/too-large`. */
  readonly maxBytes: number
  /** Without it, anything goes. */
  readonly contentTypes?: readonly ContentType[]
  /** Id of the person whose file it is. */
  readonly personal?: string
}

export interface Put {
  /** Hex, of the file as sent. */
  readonly sha256: string
  /** Of the file as sent. */
  readonly bytes: number
  readonly ref: string
  /** Absent when the first bytes are of no known type. */
  readonly contentType?: ContentType
}

export interface Blobs {
  put(stream: Readable, options: PutOptions): Promise<Put>
  /** Throws `blob/not-found` or `blob/erased`. The stream fails at the first chunk that was tampered with, before giving it out. */
  get(ref: string): Promise<Readable>
  /** Idempotent. */
  remove(ref: string): Promise<void>
  /**
   * Removes what is older than this and half written, or whole and not named by any event; answers how many. Younger ones may still be
   * written or named. A file that was found to be named is not asked about again.
   */
  sweep(olderThanMs: number, isNamed: (ref: string, by: NamedBy) => Promise<boolean>): Promise<number>
}
