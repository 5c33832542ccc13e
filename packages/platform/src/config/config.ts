// The environment of a service process, read once at boot.
// Guarantees: a process with a missing or malformed variable does not start, and says which in one sentence; what is printed hides secrets.
// A secret X may come from the file that X_FILE names, as containers hand them over.
// Does not guarantee: that the addresses answer.
import { readFileSync } from 'node:fs'
import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'

const Url = Type.String({ pattern: '^https?://[^\\s]+$', description: 'an address that starts with http:// or https://' })
const Name = Type.String({ pattern: '^[a-z][a-z0-9-]{0,30}$', description: 'lower-case letters, digits and -, at most 31' })

const Environment = Type.Object({
  KAFKA_BROKERS: Type.String({ pattern: '^[^\\s,]+:\\d+(,[^\\s,]+:\\d+)*$', description: 'host:port, several by comma' }),
  MONGODB_URL: Type.String({ pattern: '^mongodb(\\+srv)?://[^\\s]+$', description: 'a mongodb:// address' }),
  TEMPORAL_ADDRESS: Type.String({ pattern: '^[^\\s:]+:\\d+$', description: 'host:port' }),
  SIMPUL_EPOCH: Name,
  SIMPUL_DB_PREFIX: Type.String({ pattern: '^[a-z][a-z0-9_-]{0,30}$', description: 'lower-case letters, digits, _ and -' }),
  SIMPUL_ISSUER: Url,
  SIMPUL_AUDIENCE: Type.String({ minLength: 1, description: 'the audience that tokens must name' }),
  SIMPUL_SERVICE_KEY: Type.String({ minLength: 32, description: 'a secret of at least 32 characters' }),
  SIMPUL_KEK_FILE: Type.String({ minLength: 1, description: 'the path of the key-encryption key' }),
  SIMPUL_BLOBS: Type.Union([Type.Literal('folder'), Type.Literal('s3')], { description: 'folder or s3: where files are kept' }),
  SIMPUL_BLOB_DIR: Type.Optional(Type.String({ minLength: 1, description: 'a folder for files' })),
  SIMPUL_S3_BUCKET: Type.Optional(
    Type.String({ pattern: '^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$', description: 'the name of a bucket' }),
  ),
  SIMPUL_S3_ENDPOINT: Type.Optional(Url),
  SIMPUL_S3_REGION: Type.String({ minLength: 1, description: 'the region of the bucket' }),
  SIMPUL_S3_ACCESS_KEY: Type.Optional(Type.String({ minLength: 1, description: 'the id of an access key' })),
  SIMPUL_S3_SECRET_KEY: Type.Optional(Type.String({ minLength: 1, description: 'the secret of that access key' })),
  SIMPUL_API_URL: Url,
  DUKCAPIL_URL: Url,
  OSS_URL: Url,
  SIKP_URL: Url,
  SLIK_URL: Url,
  CLAMD_ADDRESS: Type.Optional(
    Type.String({
      pattern: '^(stand-in|[^\\s:]+:\\d{1,5})$',
      description: 'host:port of clamd, or stand-in, which finds no virus',
    }),
  ),
  SIMPUL_HOLIDAYS_FILE: Type.Optional(Type.String({ minLength: 1, description: 'the path of a table of holidays' })),
  OTEL_EXPORTER_OTLP_ENDPOINT: Type.Optional(Url),
  KAFKA_SESSION_TIMEOUT_MS: Type.Optional(Type.String({ pattern: '^\\d{4,7}$', description: 'milliseconds, 6000 to 1800000' })),
  LOG_LEVEL: Type.Union(
    ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'].map((level) => Type.Literal(level)),
    { description: 'one of trace, debug, info, warn, error, fatal, silent' },
  ),
  SIMPUL_CRASH: Type.Optional(Type.String({ minLength: 1, description: 'the name of a crash point' })),
})

const DEFAULTS: Readonly<Record<string, string>> = {
  SIMPUL_EPOCH: 'e1',
  SIMPUL_DB_PREFIX: 'simpul',
  SIMPUL_AUDIENCE: 'simpul',
  SIMPUL_BLOBS: 'folder',
  SIMPUL_S3_REGION: 'us-east-1', // what servers that have no regions call their only one
  LOG_LEVEL: 'info',
}
/** What a way to keep files needs besides. Without an endpoint it is Amazon's. */
const NEEDED_BY = {
  folder: ['SIMPUL_BLOB_DIR'],
  s3: ['SIMPUL_S3_BUCKET', 'SIMPUL_S3_ACCESS_KEY', 'SIMPUL_S3_SECRET_KEY'],
} as const satisfies Record<string, readonly (keyof Static<typeof Environment>)[]>
/** May be given by file, and are never printed whole. */
export const SECRETS = ['MONGODB_URL', 'SIMPUL_SERVICE_KEY', 'SIMPUL_S3_SECRET_KEY']

export type Config = Readonly<Static<typeof Environment>>

/** Told to whoever starts the process, without a stack. */
export class ConfigProblem extends Error {
  override readonly name = 'ConfigProblem'
}

const checks = Object.entries(Environment.properties).map(([name, schema]) => ({
  name,
  expected: String((schema as { description?: unknown }).description),
  optional: !Environment.required.includes(name as never),
  check: Compile(schema),
}))

export const SETTINGS: readonly string[] = checks.map(({ name }) => name)

type Env = Readonly<Record<string, string | undefined>>

export function readConfig(env: Env, readFile = (path: string) => readFileSync(path, 'utf8')): Config {
  const config: Record<string, string> = {}
  for (const { name, expected, optional, check } of checks) {
    // An empty variable is how compose files say "not set".
    const value = env[name] || fromFile(name, expected, env, readFile) || DEFAULTS[name]
    if (value === undefined) {
      if (optional) continue
      throw notSet(name, expected)
    }
    // The value is not repeated: it may be a secret.
    if (!check.Check(value)) throw new ConfigProblem(`${name} cannot be used: it must be ${expected}.`)
    config[name] = value
  }
  const needed: readonly string[] = NEEDED_BY[config['SIMPUL_BLOBS'] as keyof typeof NEEDED_BY]
  const missing = checks.find(({ name }) => needed.includes(name) && config[name] === undefined)
  if (missing) throw notSet(missing.name, missing.expected)
  return config as Config
}

const notSet = (name: string, expected: string) => new ConfigProblem(`${name} is not set: it must be ${expected}.`)

function fromFile(name: string, expected: string, env: Env, readFile: (path: string) => string): string | undefined {
  const path = SECRETS.includes(name) ? env[`${name}_FILE`] : undefined
  if (!path) return undefined
  try {
    return readFile(path).trim()
  } catch {
    throw new ConfigProblem(`${name}_FILE cannot be read: it must be the path of a file that holds ${expected}.`)
  }
}

/** For the log at boot. */
export function printable(config: Config): Readonly<Record<string, string>> {
  const hidden = (name: string) => SECRETS.includes(name) && name !== 'MONGODB_URL'
  return Object.fromEntries(
    Object.entries(config).map(([name, value]) => [name, hidden(name) ? '[hidden]' : withoutPassword(value)]),
  )
}

/** User, password and query of an address go: all three carry secrets somewhere. */
const withoutPassword = (value: string) =>
  value.replace(/^([\w+]+:\/\/)[^@/]*@/, '$1[hidden]@').replace(/(:\/\/[^?]*)\?.*$/, '$1?[hidden]')
