// Kafka as one broker and controller in one JVM (KRaft), from Maven.
// Guarantees: formatted once; start() returns when producer ids and group offsets are served; after kill -9 it comes up
//   on the same port with the same data; it listens on loopback alone.
// Does not: replicate, nor survive the loss of its folder (nor must it: the event log in MongoDB is the truth).
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { here, jars } from './cache.mjs'
import { takeFolder } from './dataLock.mjs'
import { startProcess } from './engineProcess.mjs'
import { kafkaUsable } from './kafkaReady.mjs'
import { anyOf, exactly } from './ports.mjs'
import { requireJava, run } from './programs.mjs'

export const VERSION = '4.4.0'
const HOST = '127.0.0.1'
const READY_WITHIN_MS = 90_000 // 3–9 s measured on 2 idle cores; the rest is for a machine that also runs tests
const JVM = ['-Xmx512m', '-XX:+UseSerialGC', '-XX:+ExitOnOutOfMemoryError', '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn']

const library = ({ cache, progress = () => {} }) =>
  jars({
    cache,
    name: 'Kafka',
    version: VERSION,
    pom: here('kafka.pom.xml'),
    lockFile: here('kafka.sha256'),
    size: '43 MB',
    progress,
  })

export const kafka = {
  name: 'Kafka',

  async prepare({ cache, progress }) {
    requireJava(`Kafka ${VERSION}`)
    await library({ cache, progress })
  },

  async start({ cache, dataDir, logFile, port, advertised, progress }) {
    const classPath = join(await library({ cache, progress }), '*')
    const lock = await takeFolder({ folder: dataDir, engine: 'Kafka', progress })
    const { ports } = lock
    ports.kafka = port === undefined ? await anyOf([ports.kafka]) : await exactly(port, 'Kafka')
    ports.controller = await anyOf([ports.controller])
    const properties = join(dataDir, 'server.properties')
    const log = join(dataDir, 'log')
    mkdirSync(log, { recursive: true })
    writeFileSync(properties, serverProperties({ log, port: ports.kafka, controller: ports.controller, advertised }))
    await format({ classPath, log, properties })
    return startProcess({
      name: 'Kafka',
      program: 'java',
      args: [...JVM, '-cp', classPath, 'kafka.Kafka', properties],
      logFile,
      lock,
      address: `${HOST}:${ports.kafka}`,
      ready: () => kafkaUsable(HOST, ports.kafka),
      withinMs: READY_WITHIN_MS,
    })
  },
}

async function format({ classPath, log, properties }) {
  if (existsSync(join(log, 'meta.properties'))) return
  const tool = ['-Xmx128m', '-XX:TieredStopAtLevel=1', '-cp', classPath, 'kafka.tools.StorageTool', 'format']
  // --ignore-formatted: a kill in the middle of an earlier format must not block this one.
  await run('java', [...tool, '-t', clusterId(randomBytes(16)), '-c', properties, '--ignore-formatted'], {
    what: `Kafka ${VERSION}`,
  })
}

/** What makes one node enough, here and in docker-compose.yml (tests/architecture/compose.test.ts). */
export const ONE_NODE = {
  // A copy elsewhere does not exist, and 50 coordinator partitions would only slow each start.
  'offsets.topic.num.partitions': 8,
  'offsets.topic.replication.factor': 1,
  'transaction.state.log.num.partitions': 4,
  'transaction.state.log.replication.factor': 1,
  'transaction.state.log.min.isr': 1,
  'share.coordinator.state.topic.num.partitions': 2,
  'share.coordinator.state.topic.replication.factor': 1,
  'share.coordinator.state.topic.min.isr': 1,
  'group.initial.rebalance.delay.ms': 0,
  // After kill -9 the controller waits for the dead broker's session before it lets the new one serve (9 s by default);
  // shorter than 5 s would fence a broker that a busy machine keeps waiting.
  'broker.session.timeout.ms': 5_000,
  'broker.heartbeat.interval.ms': 1_000,
  'auto.create.topics.enable': false, // a topic has a declared number of partitions
}

/** `advertised`: the port that clients are sent to, when something stands in between (the fault tests' proxy). */
const serverProperties = ({ log, port, controller, advertised = port }) =>
  Object.entries({
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@${HOST}:${controller}`,
    listeners: `PLAINTEXT://${HOST}:${port},CONTROLLER://${HOST}:${controller}`,
    'advertised.listeners': `PLAINTEXT://${HOST}:${advertised}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': log,
    ...ONE_NODE,
  })
    .map(([key, value]) => `${key}=${value}\n`)
    .join('')

/** Kafka's form of a UUID: 22 characters of base64url. One that began with `-` would be read as an option, so its first bit is cleared. */
export function clusterId(bytes) {
  const id = Buffer.from(bytes)
  id[0] &= 0x7f
  return id.toString('base64url')
}
