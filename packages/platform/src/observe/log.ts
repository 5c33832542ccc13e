// One JSON line an event of note, on stdout.
// Guarantees: no body, token, key or personal field by the names below; a request is logged by its route, not by its address.
// Does not guarantee: anything about text inside messages; nobody writes personal data into those. Shown by observe.test.ts.
import pino, { type DestinationStream, type Logger } from 'pino'

const HIDDEN = [
  'authorization',
  'cookie',
  'serviceKey',
  'token',
  'password',
  'nik',
  'npwp',
  'name',
  'phone',
  'address',
  'account',
]

export const REDACTED = [...HIDDEN, 'body', 'sealed'].flatMap((name) => [name, `*.${name}`, `*.*.${name}`])

export interface LogOptions {
  readonly level: string
  readonly service: string
}

export function logger({ level, service }: LogOptions, destination?: DestinationStream): Logger {
  const options: pino.LoggerOptions = {
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: REDACTED, censor: '[hidden]' },
    formatters: { level: (label) => ({ level: label }) },
  }
  return destination ? pino(options, destination) : pino(options)
}
