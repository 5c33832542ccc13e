// docker-compose.yml and the launcher that uses it say the same: names, ports, loopback, named volumes.
// Does not: start a container; whether the images run is seen where Docker is.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { COMPOSE_FILE, PUBLISHED } from '../../infra/engines/docker.mjs'

interface Compose {
  services: Record<string, { image: string; ports?: string[]; volumes?: string[]; healthcheck?: unknown }>
  volumes?: Record<string, unknown>
}

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
    ['kafka:/var/lib', './data:/var/lib', 'kafka keeps data in an unnamed volume: ./data:/var/lib/kafka/data'],
  ])('a change of %s to %s is noticed', (from, to, sentence) => {
    expect(disagreements(text.replace(from, to))).toContain(sentence)
  })
})
