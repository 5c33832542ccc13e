// docker-compose.yml and the image say the same as the launchers, the toolchain and the configuration of a service.
// Each kind of mistake is sown once and must be seen. Does not: start a container; whether the images run is seen where Docker is.
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { COMPOSE_FILE } from '../../infra/engines/docker.mjs'
import { SMALL } from '../../infra/run/smallProcess.mjs'
import { disagreements } from './composeRules.ts'

const ROOT = dirname(COMPOSE_FILE)
const text = readFileSync(COMPOSE_FILE, 'utf8')

const sown: readonly (readonly [from: string | RegExp, to: string, sentence: string])[] = [
  // names and ports
  ['127.0.0.1:9094:9094', '127.0.0.1:9099:9094', 'kafka does not publish 9094 on loopback'],
  ['127.0.0.1:8233:8233', '127.0.0.1:8234:8233', 'temporal does not publish 8233 on loopback'],
  ['127.0.0.1:27017:27017', '27017:27017', 'mongodb listens beyond loopback: 27017:27017'],
  ['HOST://127.0.0.1:9094', 'HOST://127.0.0.1:9092', 'kafka tells another address than it publishes'],
  ['KAFKA_BROKERS: kafka:9092', 'KAFKA_BROKERS: kafka:9094', 'relay is told KAFKA_BROKERS=kafka:9094, where nothing listens'],
  [
    'TEMPORAL_ADDRESS: temporal:7233',
    'TEMPORAL_ADDRESS: temporal:7234',
    'worker is told TEMPORAL_ADDRESS=temporal:7234, where nothing listens',
  ],
  [
    'SIKP_URL: http://simulators:9900/sikp',
    'SIKP_URL: http://simulators:9901/sikp',
    'api is told SIKP_URL=http://simulators:9901/sikp, where nothing listens',
  ],
  [
    'http://simulators:9900/slik',
    'http://simulators:9900/sliks',
    'api is told SLIK_URL=http://simulators:9900/sliks, where nothing listens',
  ],
  [
    'SIMPUL_API_URL: http://api:8080',
    'SIMPUL_API_URL: http://api:8081',
    'worker is told SIMPUL_API_URL=http://api:8081, where nothing listens',
  ],
  [
    'mongodb:27017/?directConnection=true',
    'mongodb:27017/?directConnection=false',
    'api does not address MongoDB as the launcher does',
  ],
  ["--roles, relay, --port, '8080'", "--roles, relay, --port, '8081'", 'relay is asked for health elsewhere than it listens'],
  // environment
  ['    SLIK_URL: http', '    SLIKS_URL: http', 'api is given SLIKS_URL, which nothing reads'],
  [
    '    SLIK_URL: http',
    '    SLIKS_URL: http',
    'api: SLIK_URL is not set: it must be an address that starts with http:// or https://.',
  ],
  ['    SIMPUL_BLOB_DIR: /data/blobs\n', '', 'api: SIMPUL_BLOB_DIR is not set: it must be a folder for files.'],
  ['SIMPUL_BLOBS: folder', 'SIMPUL_BLOBS: s3', 'worker: SIMPUL_S3_BUCKET is not set: it must be the name of a bucket.'],
  [
    'SIMPUL_SERVICE_KEY_FILE: /data',
    'SIMPUL_SERVICE_KEY: short # /data',
    'api: SIMPUL_SERVICE_KEY cannot be used: it must be a secret of at least 32 characters.',
  ],
  ['KEK_FILE: /data/keys', 'KEK_FILE: /keys', 'api keeps SIMPUL_KEK_FILE outside every volume: /keys/kek'],
  // roles and programs
  ['--roles, projector', '--roles, projections', 'projector has the unknown role projections'],
  ['--roles, projector', '--roles, projections', 'projector is not in exactly one container'],
  ['--roles, worker', '--roles, api', 'api is not in exactly one container'],
  ['infra/simulators/src/main.ts', 'infra/simulators/main.ts', 'simulators runs no program of ours'],
  ['dockerfile: infra/image/Dockerfile', 'dockerfile: Dockerfile', 'keys is built from no file'],
  [
    "'infra/image/healthy.mjs', 'http://127.0.0.1:8080/livez'",
    "'infra/image/health.mjs'",
    'api is asked for health elsewhere than it listens',
  ],
  // images and engines
  ['mongo:8.0', 'mongo:latest', 'mongodb has no version: mongo:latest'],
  ['apache/kafka:4.4.0', 'apache/kafka:4.3.0', 'kafka is apache/kafka:4.3.0, the launcher 4.4.0'],
  ['temporalio/temporal:1.9.1', 'temporalio/temporal:1.9.0', 'temporal is temporalio/temporal:1.9.0, the launcher 1.9.1'],
  ['- simpul-e1\n', '- simpul-e2\n', 'temporal starts in another way than by the launcher'],
  [
    'KAFKA_BROKER_SESSION_TIMEOUT_MS: 5000',
    'KAFKA_BROKER_SESSION_TIMEOUT_MS: 9000',
    'kafka has KAFKA_BROKER_SESSION_TIMEOUT_MS=9000, the launcher 5000',
  ],
  // order, health, limits, users
  [/kafka: \{ condition: service_healthy \}/, 'kafka: { condition: service_started }', 'api waits for kafka by service_started'],
  [/mongodb: \{ condition/, 'mongo: { condition', 'api waits for mongo, which is not there'],
  ['kafka:/var/lib', './data:/var/lib', 'kafka keeps data in an unnamed volume: ./data:/var/lib/kafka/data'],
  [
    "    healthcheck:\n      test: ['CMD', '/opt",
    "    healthchecks:\n      test: ['CMD', '/opt",
    'kafka has healthchecks, which is no word of ours',
  ],
  ["    healthcheck:\n      test: ['CMD', '/opt", "    healthchecks:\n      test: ['CMD', '/opt", 'kafka has no health check'],
  ['  mem_limit: 512m\n  cpus', '  cpus', 'api has no limit of memory'],
  ['  user: node\n  read_only: true\n', '  user: root\n', 'api runs as root'],
  ['  user: node\n  read_only: true\n', '  user: root\n', 'api may write its root'],
  ['  cap_drop: [ALL]\n', '', 'mongodb keeps capabilities'],
  ["  security_opt: ['no-new-privileges:true']\n", '', 'simulators may gain privileges'],
]

describe('docker-compose.yml', () => {
  test('agrees with the launchers, the configuration and itself', () => {
    expect(disagreements(text, ROOT)).toEqual([])
  })

  test.each(sown)('%s → %s is noticed', (from, to, sentence) => {
    const changed = text.replace(from, to)
    expect(changed).not.toBe(text)
    expect(disagreements(changed, ROOT)).toContain(sentence)
  })
})

/** Each thing that the image lacks, as a sentence. */
function imageFaults(dockerfile: string): string[] {
  const toolchain = JSON.parse(readFileSync(join(ROOT, 'infra/run/toolchain.json'), 'utf8')) as Record<
    'node' | 'pnpm',
    { version: string }
  >
  const stages = dockerfile.split(/^(?=FROM )/m).slice(1)
  const last = stages.at(-1) ?? ''
  const faults = {
    'another Node than the pinned one': stages.some((stage) => !stage.startsWith(`FROM node:${toolchain.node.version}-`)),
    'another pnpm than the pinned one': !dockerfile.includes(`pnpm@${toolchain.pnpm.version}\n`),
    'dependencies beside the lockfile': !/pnpm install .*--frozen-lockfile/.test(dockerfile),
    'dependencies of development': [...dockerfile.matchAll(/pnpm (install|fetch) .*/g)].some(
      ([line]) => !line.includes('--prod'),
    ),
    'workflows that are built at each start': !dockerfile.includes('RUN node infra/image/bundleWorkflows.ts'),
    'processes larger than those of npm start': !last.includes(
      `ENV NODE_OPTIONS="${SMALL.NODE_OPTIONS}" MALLOC_ARENA_MAX=${SMALL.MALLOC_ARENA_MAX}\n`,
    ),
    'a program that runs as root': !/^USER node$/m.test(last),
    'a shell between Docker and Node': !/^ENTRYPOINT \["node"\]$/m.test(last),
    'no health check': !/^HEALTHCHECK .*infra\/image\/healthy\.mjs/m.test(last),
  }
  return Object.entries(faults).flatMap(([fault, is]) => (is ? [fault] : []))
}

describe('infra/image/Dockerfile', () => {
  const dockerfile = readFileSync(join(ROOT, 'infra/image/Dockerfile'), 'utf8')

  test('has what it must', () => {
    expect(imageFaults(dockerfile)).toEqual([])
  })

  test.each([
    ['FROM node:24', 'FROM node:25', 'another Node than the pinned one'],
    ['pnpm@12', 'pnpm@11', 'another pnpm than the pinned one'],
    [' --frozen-lockfile', '', 'dependencies beside the lockfile'],
    ['install --offline --frozen-lockfile --prod', 'install --offline --frozen-lockfile', 'dependencies of development'],
    ['RUN node infra/image/bundleWorkflows.ts', '', 'workflows that are built at each start'],
    ['--max-semi-space-size=4', '--max-semi-space-size=16', 'processes larger than those of npm start'],
    ['USER node\nEXPOSE', 'EXPOSE', 'a program that runs as root'],
    ['ENTRYPOINT ["node"]', 'ENTRYPOINT node', 'a shell between Docker and Node'],
    ['HEALTHCHECK', '# HEALTHCHECK', 'no health check'],
  ])('%s → %s is noticed', (from, to, fault) => {
    expect(imageFaults(dockerfile.replace(from, to))).toContain(fault)
  })
})
