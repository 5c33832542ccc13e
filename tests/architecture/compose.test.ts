// docker-compose.yml, the image and the launchers say the same: names, ports, loopback, named volumes, programs, versions.
// Does not: start a container; whether the images run is seen where Docker is.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { COMPOSE_FILE, PUBLISHED } from '../../infra/engines/docker.mjs'

interface Service {
  image: string
  build?: { dockerfile: string }
  command?: string[]
  ports?: string[]
  volumes?: string[]
  healthcheck?: unknown
}
interface Compose {
  services: Record<string, Service>
  volumes?: Record<string, unknown>
}

const ROOT = dirname(COMPOSE_FILE)

/** Each disagreement as a sentence. */
function disagreements(text: string): string[] {
  const { services, volumes = {} } = parse(text) as Compose
  const found: string[] = []
  for (const [name, { port }] of Object.entries(PUBLISHED)) {
    const service = services[name]
    if (!service) found.push(`${name} is not in the compose file`)
    else if (!service.ports?.some((mapping) => mapping.startsWith(`127.0.0.1:${port}:`)))
      found.push(`${name} does not publish ${port} on loopback`)
  }
  for (const [name, service] of Object.entries(services)) {
    for (const mapping of service.ports ?? [])
      if (!mapping.startsWith('127.0.0.1:')) found.push(`${name} listens beyond loopback: ${mapping}`)
    for (const mount of service.volumes ?? [])
      if (!Object.hasOwn(volumes, mount.split(':')[0] ?? '')) found.push(`${name} keeps data in an unnamed volume: ${mount}`)
    if (service.build && !existsSync(join(ROOT, service.build.dockerfile))) found.push(`${name} is built from no file`)
    if (service.build && !existsSync(join(ROOT, service.command?.[0] ?? '-'))) found.push(`${name} runs no program of ours`)
    if (/:latest$|^[^:]+$/.test(service.image) && !service.build) found.push(`${name} has no version: ${service.image}`)
    if (service.volumes && !service.healthcheck) found.push(`${name} keeps data but has no health check`)
  }
  return found
}

const text = readFileSync(COMPOSE_FILE, 'utf8')

describe('docker-compose.yml', () => {
  test('agrees with the launcher', () => {
    expect(disagreements(text)).toEqual([])
  })

  test.each([
    ['127.0.0.1:9094:9094', '127.0.0.1:9099:9094', 'kafka does not publish 9094 on loopback'],
    ['127.0.0.1:27017:27017', '27017:27017', 'mongodb listens beyond loopback: 27017:27017'],
    ['  temporal-ui:', '  temporal-pages:', 'temporal-ui is not in the compose file'],
    ['infra/simulators/src/main.ts', 'infra/simulators/main.ts', 'simulators runs no program of ours'],
    ['dockerfile: infra/image/Dockerfile', 'dockerfile: Dockerfile', 'simulators is built from no file'],
    ['mongo:8', 'mongo:latest', 'mongodb has no version: mongo:latest'],
    ['kafka:/var/lib', './data:/var/lib', 'kafka keeps data in an unnamed volume: ./data:/var/lib/kafka/data'],
  ])('a change of %s to %s is noticed', (from, to, sentence) => {
    expect(disagreements(text.replace(from, to))).toContain(sentence)
  })
})

/** Each disagreement of the image with the workspace and its toolchain. */
function staleImage(dockerfile: string): string[] {
  const toolchain = JSON.parse(readFileSync(join(ROOT, 'infra/run/toolchain.json'), 'utf8')) as Record<
    'node' | 'pnpm',
    { version: string }
  >
  const manifests = globSync('{packages,services}/*/package.json', { cwd: ROOT }).concat('infra/simulators/package.json')
  return [
    ...[`node:${toolchain.node.version}`, `pnpm@${toolchain.pnpm.version}`].filter((version) => !dockerfile.includes(version)),
    ...manifests.filter((manifest) => !dockerfile.includes(`COPY ${manifest} `)),
  ]
}

describe('infra/image/Dockerfile', () => {
  const dockerfile = readFileSync(join(ROOT, 'infra/image/Dockerfile'), 'utf8')

  test('has the pinned Node and pnpm and every manifest of the workspace', () => {
    expect(staleImage(dockerfile)).toEqual([])
  })

  test.each([
    ['node:24', 'node:25', /^node:24/],
    ['pnpm@12', 'pnpm@11', /^pnpm@12/],
    ['packages/kernel/package.json', 'packages/kernel', /^packages\/kernel\/package\.json$/],
  ])('a change of %s to %s is noticed', (from, to, missing) => {
    expect(staleImage(dockerfile.replace(from, to))).toEqual([expect.stringMatching(missing)])
  })
})
