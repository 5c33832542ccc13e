// The environment of a service process, read once at boot.
// Guarantees: a process with a missing or malformed variable does not start, and says which in one sentence; what is printed hides secrets.
// Does not guarantee: that the addresses answer.
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
  SIMPUL_BLOB_DIR: Type.String({ minLength: 1, description: 'a folder for files' }),
  SIMPUL_API_URL: Url,
  DUKCAPIL_URL: Url,
  OSS_URL: Url,
  SIKP_URL: Url,
  SLIK_URL: Url,
  OTEL_EXPORTER_OTLP_ENDPOINT: Type.Optional(Url),
  KAFKA_SESSION_TIMEOUT_MS: Type.Optional(Type.String({ pattern: '^\\d{4,7}$', description: 'milliseconds, 6000 to 1800000' })),
  LOG_LEVEL: Type.Union(
    ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'].map((level) => Type.Literal(level)),
    { description: 'one of trace, debug, info, warn, error, fatal, silent' },
  ),
  SIMPUL_CRASH: Type.Optional(Type.String({ minLength: 1, description: 'the name of a crash point' })),
})

const DEFAULTS = { SIMPUL_EPOCH: 'e1', SIMPUL_DB_PREFIX: 'simpul', SIMPUL_AUDIENCE: 'simpul', LOG_LEVEL: 'info' }

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

export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const config: Record<string, string> = {}
  for (const { name, expected, optional, check } of checks) {
    // An empty variable is how compose files say "not set".
    const value = env[name] || (DEFAULTS as Record<string, string | undefined>)[name]
    if (value === undefined) {
      if (optional) continue
      throw new ConfigProblem(`${name} is not set: it must be ${expected}.`)
    }
    // The value is not repeated: it may be a secret.
    if (!check.Check(value)) throw new ConfigProblem(`${name} cannot be used: it must be ${expected}.`)
    config[name] = value
  }
  return config as Config
}

/** For the log at boot. */
export function printable(config: Config): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(config).map(([name, value]) => [name, name === 'SIMPUL_SERVICE_KEY' ? '[hidden]' : withoutPassword(value)]),
  )
}

/** User, password and query of an address go: all three carry secrets somewhere. */
const withoutPassword = (value: string) =>
  value.replace(/^([\w+]+:\/\/)[^@/]*@/, '$1[hidden]@').replace(/(:\/\/[^?]*)\?.*$/, '$1?[hidden]')
