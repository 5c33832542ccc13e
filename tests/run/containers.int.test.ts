// What `npm test` asks of Docker, seen by a stand-in of its daemon: the containers of docker-compose.yml on free ports, and their end.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { COMPOSE_FILE } from '../../infra/engines/docker.mjs'
import { testContainers } from '../../infra/run/containers.mjs'
import { composeOf } from '../architecture/composeRules.ts'
import { dockerDaemon } from '../engines/dockerDaemon.mjs'

interface Created {
  Image: string
  Env: string[]
  Cmd?: string[]
  Healthcheck: { Test: string[] }
  HostConfig: { PortBindings: Record<string, [{ HostIp?: string; HostPort: string }]>; CapDrop: string[] }
}

let scratch: string
let daemon: Awaited<ReturnType<typeof dockerDaemon>>
beforeEach(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'simpul-docker-'))
  daemon = await dockerDaemon(join(scratch, 'docker.sock'))
})
afterEach(async () => {
  await daemon.close()
  rmSync(scratch, { recursive: true, force: true })
})

const containers = () =>
  testContainers({
    root: new URL('../../', import.meta.url).pathname,
    node: process.execPath,
    env: { ...process.env, DOCKER_HOST: `unix://${join(scratch, 'docker.sock')}`, TESTCONTAINERS_RYUK_DISABLED: 'true' },
    scratch,
    say: () => {},
  })
/** By image: which one is asked for first is chance. */
const engines = () =>
  (daemon.created as Created[])
    .filter(({ Image }) => !Image.startsWith('alpine'))
    .toSorted((a, b) => (a.Image < b.Image ? -1 : 1))

test('three containers as the compose file has them, on ports that are free, removed at the end', async () => {
  const started = containers()
  const env = await started.ready()
  const { services } = composeOf(readFileSync(COMPOSE_FILE, 'utf8'))
  const made = engines()
  expect(made.map(({ Image }) => Image)).toEqual(['kafka', 'mongodb', 'temporal'].map((name) => services[name]?.image))
  expect(made.map(({ Healthcheck }) => Healthcheck.Test)).toEqual(
    ['kafka', 'mongodb', 'temporal'].map((name) => services[name]?.healthcheck?.test),
  )
  const [kafka, mongodb, temporal] = made.map(({ HostConfig }) => Object.values(HostConfig.PortBindings)[0]?.[0].HostPort)
  expect(env).toEqual({
    KAFKA_BROKERS: `127.0.0.1:${kafka}`,
    MONGODB_URL: `mongodb://127.0.0.1:${mongodb}/?directConnection=true&retryWrites=false`,
    TEMPORAL_ADDRESS: `127.0.0.1:${temporal}`,
  })
  expect(made[0]?.Env).toContain(`KAFKA_ADVERTISED_LISTENERS=INTERNAL://kafka:9092,HOST://127.0.0.1:${kafka}`)
  expect(made[2]?.Cmd).toEqual(services['temporal']?.command)
  const published = made.flatMap(({ HostConfig }) => Object.values(HostConfig.PortBindings).flat())
  expect(published.map(({ HostIp }) => HostIp)).toEqual(['127.0.0.1', '127.0.0.1', '127.0.0.1'])
  expect(made.every(({ HostConfig }) => HostConfig.CapDrop.includes('ALL'))).toBe(true)
  await started.stop()
  expect(daemon.calls.filter((call) => call.startsWith('DELETE /containers/'))).toHaveLength(3)
})

test('a Docker that does not answer is one sentence', async () => {
  await daemon.close()
  const started = containers()
  await expect(started.ready()).rejects.toThrow(/containers stopped by itself \(exit code 1\)/)
  await started.stop()
})
