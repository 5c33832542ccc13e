// What docker-compose.yml must agree with: the launchers of infra/engines, what a service wants of its environment, and itself.
// Guarantees: each disagreement is one sentence that names the service. Does not: start a container.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { PUBLISHED } from '../../infra/engines/docker.mjs'
import { ONE_NODE, VERSION as KAFKA } from '../../infra/engines/kafka.mjs'
import { mongodbUrl } from '../../infra/engines/mongodb.mjs'
import { serverArguments, VERSION as TEMPORAL } from '../../infra/engines/temporal.mjs'
import { readConfig, SECRETS, SETTINGS } from '../../packages/platform/src/config/config.ts'
import { ROLES } from '../../packages/platform/src/host/serve.ts'

export interface Service {
  readonly image?: string
  readonly build?: { readonly dockerfile: string }
  readonly command?: readonly string[]
  readonly user?: string
  readonly read_only?: boolean
  readonly restart?: string
  readonly mem_limit?: string
  readonly cap_drop?: readonly string[]
  readonly security_opt?: readonly string[]
  readonly ports?: readonly string[]
  readonly volumes?: readonly string[]
  readonly environment?: Readonly<Record<string, string | number>>
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean }
}
export interface Compose {
  readonly services: Readonly<Record<string, Service>>
  readonly volumes: Readonly<Record<string, unknown>>
}

export const composeOf = (text: string) => parse(text, { merge: true }) as Compose

/** Words of the compose specification that this file uses; a misspelt one would be refused by Docker, which is not here. */
const WORDS = [
  ...[
    'image',
    'build',
    'pull_policy',
    'hostname',
    'command',
    'user',
    'read_only',
    'tmpfs',
    'init',
    'restart',
    'stop_grace_period',
  ],
  ...['mem_limit', 'cpus', 'pids_limit', 'cap_drop', 'cap_add', 'security_opt', 'ports', 'volumes', 'environment', 'depends_on'],
  ...['healthcheck', 'profiles'],
]
/** Images that become another user by themselves, or hold no other user's folder; the file says which and why. */
const OWN_USER = ['kafka', 'mongodb', 'temporal']
const WRITES_ITS_ROOT = ['kafka', 'mongodb']
const OURS = 'simpul'

export function disagreements(text: string, root: string): string[] {
  const compose = composeOf(text)
  return [
    ...Object.entries(compose.services).flatMap(([name, service]) => [
      ...misspelt(name, service),
      ...exposed(name, service, compose),
      ...careless(name, service),
      ...impatient(name, service, compose),
      ...(service.image === OURS ? notOurs(name, service, root) : unpinned(name, service)),
      ...(isRole(service) ? [...misplaced(name, service), ...unfit(name, service, compose)] : []),
    ]),
    ...otherEngines(compose),
    ...ROLES.filter((role) => roleContainers(compose, role).length !== 1).map(
      (role) => `${role} is not in exactly one container`,
    ),
  ]
}

const misspelt = (name: string, service: Service) =>
  Object.keys(service)
    .filter((word) => !WORDS.includes(word))
    .map((word) => `${name} has ${word}, which is no word of ours`)

function exposed(name: string, { ports = [], volumes = [] }: Service, compose: Compose): string[] {
  return [
    ...ports
      .filter((mapping) => !mapping.startsWith('127.0.0.1:'))
      .map((mapping) => `${name} listens beyond loopback: ${mapping}`),
    ...volumes
      .filter((mount) => !Object.hasOwn(compose.volumes, mount.split(':')[0] ?? ''))
      .map((mount) => `${name} keeps data in an unnamed volume: ${mount}`),
  ]
}

function careless(name: string, service: Service): string[] {
  const faults = {
    'has no limit of memory': service.mem_limit === undefined,
    'keeps capabilities': !service.cap_drop?.includes('ALL'),
    'may gain privileges': !service.security_opt?.includes('no-new-privileges:true'),
    'runs as root': service.user !== 'node' && !OWN_USER.includes(name),
    'may write its root': service.read_only !== true && !WRITES_ITS_ROOT.includes(name),
    'has no health check': service.healthcheck?.test === undefined && service.restart !== 'no',
  }
  return Object.entries(faults)
    .filter(([, is]) => is)
    .map(([fault]) => `${name} ${fault}`)
}

function impatient(name: string, { depends_on: waits = {} }: Service, { services }: Compose): string[] {
  const fit = (other: string, condition: string) =>
    services[other]?.restart === 'no' ? condition === 'service_completed_successfully' : condition === 'service_healthy'
  return Object.entries(waits).flatMap(([other, { condition }]) => {
    if (services[other] === undefined) return [`${name} waits for ${other}, which is not there`]
    return fit(other, condition) ? [] : [`${name} waits for ${other} by ${condition}`]
  })
}

const unpinned = (name: string, { image = '' }: Service) => (/:\d+\.\d/.test(image) ? [] : [`${name} has no version: ${image}`])

function notOurs(name: string, { build, command = [] }: Service, root: string): string[] {
  return [
    ...(build && !existsSync(join(root, build.dockerfile)) ? [`${name} is built from no file`] : []),
    ...(existsSync(join(root, command[0] ?? '-')) ? [] : [`${name} runs no program of ours`]),
  ]
}

const isRole = ({ command }: Service) => command?.[0] === 'services/main.ts'
const option = ({ command = [] }: Service, name: string) => command[command.indexOf(`--${name}`) + 1]
const roleContainers = ({ services }: Compose, role: string) =>
  Object.values(services).filter((service) => isRole(service) && option(service, 'roles')?.split(',').includes(role))

function misplaced(name: string, service: Service): string[] {
  const strangers = (option(service, 'roles') ?? '').split(',').filter((role) => !ROLES.includes(role as never))
  const check = ['CMD', 'node', 'infra/image/healthy.mjs', `http://127.0.0.1:${option(service, 'port')}/livez`]
  return [
    ...strangers.map((role) => `${name} has the unknown role ${role}`),
    ...(service.healthcheck?.test?.join() === check.join() ? [] : [`${name} is asked for health elsewhere than it listens`]),
  ]
}

/** What the service itself would say at its start, and what it would find at the addresses that it is given. */
function unfit(name: string, { environment = {}, volumes = [] }: Service, compose: Compose): string[] {
  const env = Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, String(value)]))
  const known = [...SETTINGS, ...SECRETS.map((secret) => `${secret}_FILE`)]
  const paths = Object.entries(env).filter(([, value]) => value.startsWith('/'))
  const kept = (path: string) => volumes.some((mount) => path.startsWith(mount.split(':')[1] ?? '-'))
  return [
    ...Object.keys(env)
      .filter((key) => !known.includes(key))
      .map((key) => `${name} is given ${key}, which nothing reads`),
    ...complaint(() => readConfig(env, () => 'a secret made by the container keys')).map((words) => `${name}: ${words}`),
    ...paths.filter(([, path]) => !kept(path)).map(([key, path]) => `${name} keeps ${key} outside every volume: ${path}`),
    ...Object.entries(env)
      .filter(([key, value]) => key === 'KAFKA_BROKERS' || key === 'TEMPORAL_ADDRESS' || /^\w+:\/\//.test(value))
      .flatMap(([key, value]) => (listens(value, compose) ? [] : [`${name} is told ${key}=${value}, where nothing listens`])),
    ...(env['MONGODB_URL'] === mongodbUrl('mongodb:27017') ? [] : [`${name} does not address MongoDB as the launcher does`]),
  ]
}

function complaint(read: () => unknown): string[] {
  try {
    read()
    return []
  } catch (error) {
    return [(error as Error).message]
  }
}

const SYSTEMS = ['issuer', 'dukcapil', 'oss', 'sikp', 'slik']

function listens(address: string, { services }: Compose): boolean {
  const [, host = '', port = '', path = ''] = /^(?:\w+:\/\/)?([\w-]+):(\d+)\/?([^?]*)/.exec(address) ?? []
  const service = services[host]
  if (host === 'kafka') return String(service?.environment?.['KAFKA_ADVERTISED_LISTENERS']).includes(`://kafka:${port}`)
  if (host === 'mongodb') return service !== undefined && port === '27017'
  if (host === 'temporal') return service !== undefined && option(service, 'port') === port
  if (host === 'api') return service !== undefined && option(service, 'port') === port
  if (host === 'simulators') {
    const named = service?.command?.includes(`--url=http://simulators:${port}`) && service.command.includes(`--port=${port}`)
    return named === true && SYSTEMS.includes(path)
  }
  return false
}

/** The engines' containers beside the launchers of the same engines. */
function otherEngines({ services }: Compose): string[] {
  const found: string[] = []
  for (const [name, { port, page }] of Object.entries<{ port: number; page?: number }>(PUBLISHED)) {
    for (const wanted of [port, page].filter((each) => each !== undefined))
      if (!services[name]?.ports?.some((mapping) => mapping.startsWith(`127.0.0.1:${wanted}:`)))
        found.push(`${name} does not publish ${wanted} on loopback`)
  }
  const kafka = services['kafka']?.environment ?? {}
  for (const [property, value] of Object.entries(ONE_NODE)) {
    const key = `KAFKA_${property.toUpperCase().replaceAll('.', '_')}`
    if (String(kafka[key]) !== String(value)) found.push(`kafka has ${key}=${kafka[key]}, the launcher ${value}`)
  }
  if (!String(kafka['KAFKA_ADVERTISED_LISTENERS']).includes(`HOST://127.0.0.1:${PUBLISHED.kafka.port}`))
    found.push('kafka tells another address than it publishes')
  const { image, command } = services['temporal'] ?? {}
  const wanted = serverArguments({ ip: '0.0.0.0', port: 7233, page: 8233, file: '/data/temporal.db' })
  if (command?.join(' ') !== wanted.join(' ')) found.push('temporal starts in another way than by the launcher')
  if (!image?.endsWith(`:${TEMPORAL}`)) found.push(`temporal is ${image}, the launcher ${TEMPORAL}`)
  if (!services['kafka']?.image?.endsWith(`:${KAFKA}`)) found.push(`kafka is ${services['kafka']?.image}, the launcher ${KAFKA}`)
  return found
}
