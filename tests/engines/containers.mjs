// Kafka, MongoDB and Temporal of docker-compose.yml as throw-away containers on free ports: testcontainers, for `npm test` with Docker.
// `node tests/engines/containers.mjs` prints READY and their addresses, and removes them on SIGTERM (after a kill, testcontainers' reaper
// does). Guarantees: images, settings and health checks are the compose file's, on the loopback alone; a Simpul beside it is not touched.
// Does not: keep data, nor serve a Docker on another machine: Kafka tells its clients a loopback address.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { GenericContainer, getContainerRuntimeClient, Wait } from 'testcontainers'
import { parse } from 'yaml'
import { COMPOSE_FILE, PUBLISHED } from '../../infra/engines/docker.mjs'
import { mongodbUrl } from '../../infra/engines/mongodb.mjs'

const HEALTHY_WITHIN_MS = 180_000
const HOST = '127.0.0.1'

/** @returns {Promise<{ env: Record<string, string>, stop(): Promise<void> }>} */
export async function startContainers() {
  const { services } = parse(readFileSync(COMPOSE_FILE, 'utf8'), { merge: true })
  const names = Object.keys(PUBLISHED)
  const ports = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await freePort()])))
  await getContainerRuntimeClient() // once, before three at a time look for Docker
  const starts = await Promise.allSettled(names.map((name) => container(name, services[name], ports[name]).start()))
  const running = starts.filter(({ status }) => status === 'fulfilled').map(({ value }) => value)
  const stop = async () => void (await Promise.all(running.map((each) => each.stop())))
  const failed = starts.find(({ status }) => status === 'rejected')
  if (failed) {
    await stop()
    throw failed.reason
  }
  const address = (name) => `${HOST}:${ports[name]}`
  return {
    env: {
      KAFKA_BROKERS: address('kafka'),
      MONGODB_URL: mongodbUrl(address('mongodb')),
      TEMPORAL_ADDRESS: address('temporal'),
    },
    stop,
  }
}

/** The library publishes on every address of the machine, unless its hook says otherwise. */
class LoopbackContainer extends GenericContainer {
  async beforeContainerCreated() {
    for (const bindings of Object.values(this.hostConfig.PortBindings ?? {}))
      for (const binding of bindings) binding.HostIp = HOST
  }
}

function container(name, service, port) {
  const published = PUBLISHED[name].port
  const inside = service.ports.map((mapping) => mapping.split(':')).find(([, outer]) => Number(outer) === published)[2]
  const environment = Object.entries(service.environment ?? {}).map(([key, value]) => [
    key,
    String(value).replace(`${HOST}:${published}`, `${HOST}:${port}`), // what Kafka tells its clients
  ])
  const made = new LoopbackContainer(service.image)
    .withExposedPorts({ container: Number(inside), host: port })
    .withEnvironment(Object.fromEntries(environment))
    .withDroppedCapabilities(...service.cap_drop)
    .withAddedCapabilities(...(service.cap_add ?? []))
    .withSecurityOpt(...service.security_opt)
    .withHealthCheck(healthCheck(service.healthcheck))
    .withWaitStrategy(Wait.forHealthCheck())
    .withStartupTimeout(HEALTHY_WITHIN_MS)
  if (service.hostname) made.withHostname(service.hostname)
  if (service.command) made.withCommand(service.command)
  // Only its image has no folder for its volume.
  if (service.user) made.withUser(service.user).withTmpFs({ '/data': 'rw', '/tmp': 'rw' })
  return made
}

const ms = (seconds) => Number.parseInt(seconds, 10) * 1_000

const healthCheck = ({ test, interval, timeout, retries, start_period: startPeriod }) => ({
  test,
  interval: ms(interval),
  timeout: ms(timeout),
  startPeriod: ms(startPeriod),
  retries,
})

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, HOST, () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const starter = process.ppid
  const { env, stop } = await startContainers()
  const end = () => void stop().finally(() => process.exit(0))
  // `on`, not `once`: a second signal must not cut the removal short.
  process.on('SIGTERM', end)
  setInterval(() => process.ppid === starter || end(), 1_000)
  const words = Object.entries(env).map(([name, value]) => `${name}=${value}`)
  console.log(`READY ${words.join(' ')}`)
}
