// The driver's types and client as mongoose brings them, so that the workspace has one version of the driver.
import mongoose from 'mongoose'

export type Db = mongoose.mongo.Db
export type Document = mongoose.mongo.Document
export type Collection<Schema extends Document = Document> = mongoose.mongo.Collection<Schema>

/** A connection with every option that safety depends on. `timeoutMs` bounds each wait for a server or an answer. */
export async function connectMongo(url: string, database: string, timeoutMs = 10_000): Promise<mongoose.Connection> {
  const connection = mongoose.createConnection(url, {
    dbName: database,
    writeConcern: { w: 'majority', journal: true },
    readConcern: { level: 'majority' },
    // The platform retries by looking first (aggregate/execute.ts); a resend hidden in the driver would answer for a write it did not do.
    retryWrites: false,
    retryReads: false,
    serverSelectionTimeoutMS: timeoutMs,
    socketTimeoutMS: timeoutMs,
    bufferCommands: false,
    autoIndex: false,
    autoCreate: false,
    ignoreUndefined: true,
    maxPoolSize: 50,
  })
  return connection.asPromise()
}

/** The driver's handle behind a connection that `connectMongo` opened. */
export function dbOf(connection: mongoose.Connection): Db {
  if (!connection.db) throw new Error('the MongoDB connection is not open')
  return connection.db
}
