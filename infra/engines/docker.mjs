// The engines as containers of docker-compose.yml, for whoever has Docker: the real MongoDB, Kafka and Temporal.
// Guarantees: returns when compose says that all are healthy; the same addresses and pages as compose publishes; a data folder has
// containers and volumes of its own, so that another checkout neither stops nor wipes them.
// Does not: build or start the services' own containers (docker compose up does), nor run two at once: the ports are fixed.
import { resolve } from 'node:path'
import { here, sha256 } from './cache.mjs'
import { requireDockerCompose, run } from './programs.mjs'
import { mongodbUrl } from './mongodb.mjs'

export const COMPOSE_FILE = here('../../docker-compose.yml')

/** What compose publishes on loopback; tests/architecture/compose.test.ts holds the two together. */
export const PUBLISHED = {
  kafka: { name: 'Kafka', port: 9094 },
  mongodb: { name: 'MongoDB', port: 27017 },
  temporal: { name: 'Temporal', port: 7233, page: 8233 },
}

/** The compose project: compose keeps containers and volumes by it. */
export const projectOf = (dataDir) => `simpul-${sha256(resolve(dataDir)).slice(0, 12)}`

const composeFor =
  (dataDir) =>
  (...args) =>
    run('docker', ['compose', '-p', projectOf(dataDir), '-f', COMPOSE_FILE, ...args], { what: 'docker compose' })

export async function startDocker({ dataDir, progress }) {
  const compose = composeFor(dataDir)
  requireDockerCompose()
  const services = Object.keys(PUBLISHED)
  progress('Menunggu kontainer mesin (unduhan pertama ± 1 GB) / waiting for the engines’ containers (first download about 1 GB)')
  await compose('up', '-d', '--wait', ...services)
  const address = (service) => `127.0.0.1:${PUBLISHED[service].port}`
  return {
    env: {
      KAFKA_BROKERS: address('kafka'),
      MONGODB_URL: mongodbUrl(address('mongodb')),
      TEMPORAL_ADDRESS: address('temporal'),
    },
    running: services.map((service) => container(compose, service, address(service))),
    pages: [{ name: 'Temporal', url: `http://127.0.0.1:${PUBLISHED.temporal.page}` }],
    stop: () => compose('stop', ...services),
  }
}

const container = (compose, service, address) => ({
  name: PUBLISHED[service].name,
  address,
  pid: undefined,
  stop: () => compose('stop', service),
  kill: () => compose('kill', service),
  // Docker restarts what dies (restart: unless-stopped); nobody here waits for it.
  exited: new Promise(() => {}),
})

export const wipeDocker = (dataDir) => composeFor(dataDir)('down', '--volumes')
