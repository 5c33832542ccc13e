// The embedded stand-in for MongoDB (infra/engines/mongodb): its jars from Maven, its sources compiled once into the cache.
// Guarantees: an acknowledged write survives kill -9; start() returns when it answers; loopback alone.
// Does not: replace MongoDB (docs/adr/0001-stand-in-database.md): no replication, transactions, authentication or TLS.
import { mkdirSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { cached, here, jars, sha256 } from './cache.mjs'
import { takeFolder } from './dataLock.mjs'
import { startProcess } from './engineProcess.mjs'
import { anyOf, exactly } from './ports.mjs'
import { requireJava, run } from './programs.mjs'

const HOST = '127.0.0.1'
const LIBRARY_VERSION = '1.47.0'
const WHAT = 'MongoDB (pengganti tertanam / embedded stand-in)'
const READY_WITHIN_MS = 60_000
const SOURCES = here('mongodb/java')
const MAIN = 'simpul.mongodb.EmbeddedMongo'
const JVM = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:+ExitOnOutOfMemoryError', '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn']

export const mongodbUrl = (address) => `mongodb://${address}/?directConnection=true&retryWrites=false`

const library = ({ cache, progress = () => {} }) =>
  jars({
    cache,
    name: 'mongodb-standin',
    version: LIBRARY_VERSION,
    pom: here('mongodb/pom.xml'),
    lockFile: here('mongodb/jars.sha256'),
    size: '7 MB',
    progress,
  })

async function classPath({ cache, progress = () => {} }) {
  const libraries = join(await library({ cache, progress }), '*')
  const sources = readdirSync(SOURCES, { recursive: true })
    .filter((name) => name.endsWith('.java'))
    .sort()
    .map((name) => join(SOURCES, name))
  const hash = sha256(sources.map((file) => readFileSync(file, 'utf8')).join('\0')).slice(0, 12)
  const classes = await cached({
    cache,
    key: `mongodb-standin-classes-${hash}`,
    what: WHAT,
    whole: (folder) => readdirSync(folder).length > 0,
    async fill(folder) {
      progress(`Mengompilasi ${WHAT} (2 detik) / compiling ${WHAT} (2 s)`)
      mkdirSync(folder, { recursive: true })
      await run('javac', ['-nowarn', '-encoding', 'UTF-8', '--release', '17', '-d', folder, '-cp', libraries, ...sources], {
        what: WHAT,
      })
    },
  })
  return `${libraries}:${classes}`
}

export const mongodb = {
  name: 'MongoDB',

  async prepare({ cache, progress }) {
    requireJava(WHAT)
    await classPath({ cache, progress })
  },

  async start({ cache, dataDir, logFile, port, progress }) {
    const path = await classPath({ cache, progress })
    const lock = await takeFolder({ folder: dataDir, engine: 'MongoDB', progress })
    const { ports } = lock
    ports.mongodb = port === undefined ? await anyOf([ports.mongodb]) : await exactly(port, 'MongoDB')
    const server = ['--host', HOST, '--port', String(ports.mongodb), '--data', join(dataDir, 'store'), '--fsync']
    return startProcess({
      name: 'MongoDB',
      program: 'java',
      args: [...JVM, '-cp', path, MAIN, ...server],
      logFile,
      lock,
      address: `${HOST}:${ports.mongodb}`,
      ready: async (signs) => signs.log().includes(`READY ${ports.mongodb}`),
      withinMs: READY_WITHIN_MS,
    })
  },
}
