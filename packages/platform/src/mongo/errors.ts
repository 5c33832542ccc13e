// What an error of the driver means to a caller who must decide between "look again" and "this is a bug".
import mongoose from 'mongoose'

const { MongoError, MongoServerError } = mongoose.mongo

export const isDuplicateKey = (error: unknown): boolean => error instanceof MongoServerError && error.code === 11_000

/** A collection to be dropped is not there (any more). */
export const isNoSuchCollection = (error: unknown): boolean =>
  error instanceof MongoServerError && (error.code === 26 || error.message === 'ns not found') // the stand-in gives no code

// Codes of a server that is starting, stopping, stepping down or out of time; the outcome of a write is then unknown.
// Source: the driver specifications' list of retryable and state-change errors.
const TRANSIENT_CODES = new Set([6, 7, 50, 89, 91, 112, 189, 262, 9001, 10_107, 11_600, 11_602, 13_435, 13_436])

/** True when the command may or may not have happened, or a read may be tried again. */
export function isTransientMongoError(error: unknown): boolean {
  if (error instanceof MongoServerError) return TRANSIENT_CODES.has(Number(error.code))
  // Whatever else the driver throws for a connection: network errors, timeouts, a cleared pool, no server to be had.
  return error instanceof MongoError && /Network|Timeout|PoolCleared|ServerSelection|NotConnected|TopologyClosed/.test(error.name)
}
