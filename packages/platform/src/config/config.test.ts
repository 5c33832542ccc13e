import { expect, test } from 'vitest'
import { ConfigProblem, printable, readConfig } from './config.ts'

const env = {
  KAFKA_BROKERS: '127.0.0.1:9092,[::1]:9093',
  MONGODB_URL: 'mongodb://user:secret@127.0.0.1:27017/?authSource=admin&password=secret',
  TEMPORAL_ADDRESS: '127.0.0.1:7233',
  SIMPUL_ISSUER: 'http://127.0.0.1:1/issuer',
  SIMPUL_SERVICE_KEY: 's'.repeat(32),
  SIMPUL_KEK_FILE: '.data/keys/kek',
  SIMPUL_BLOB_DIR: '.data/blobs',
  SIMPUL_API_URL: 'http://127.0.0.1:2',
  DUKCAPIL_URL: 'http://127.0.0.1:3/dukcapil',
  OSS_URL: 'http://127.0.0.1:3/oss',
  SIKP_URL: 'http://127.0.0.1:3/sikp',
  SLIK_URL: 'http://127.0.0.1:3/slik',
}

test('what is given, and defaults for the rest; an empty optional one is not there', () => {
  const config = readConfig({ ...env, OTEL_EXPORTER_OTLP_ENDPOINT: '', HOME: 'ignored' })
  const defaults = { SIMPUL_EPOCH: 'e1', SIMPUL_DB_PREFIX: 'simpul', SIMPUL_AUDIENCE: 'simpul', LOG_LEVEL: 'info' }
  expect(config).toEqual({ ...env, ...defaults, SIMPUL_BLOBS: 'folder', SIMPUL_S3_REGION: 'us-east-1' })
})

test.each(Object.keys(env))('without %s it does not start and says so', (name) => {
  expect(() => readConfig({ ...env, [name]: undefined })).toThrow(new RegExp(`^${name} is not set: it must be .+\\.$`))
})

test.each([
  ['KAFKA_BROKERS', 'localhost'],
  ['MONGODB_URL', 'http://secret'],
  ['SIMPUL_SERVICE_KEY', 'secret'],
  ['SIMPUL_ISSUER', 'ftp://secret'],
  ['SIMPUL_EPOCH', 'E.1 secret'],
  ['LOG_LEVEL', 'loud secret'],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'secret'],
])('%s=%s is named, its value is not repeated', (name, value) => {
  const read = () => readConfig({ ...env, [name]: value })
  expect(read).toThrow(ConfigProblem)
  expect(read).toThrow(new RegExp(`^${name} cannot be used: it must be [^\\n]+\\.$`))
  expect(read).not.toThrow(/secret[^ ]*\.?$/)
})

const s3 = {
  SIMPUL_BLOBS: 's3',
  SIMPUL_S3_BUCKET: 'simpul-files',
  SIMPUL_S3_ACCESS_KEY: 'simpul',
  SIMPUL_S3_SECRET_KEY: 'secret of the bucket',
}

test('files in a bucket need no folder, but a bucket and its key', () => {
  const inBucket = { ...env, ...s3, SIMPUL_BLOB_DIR: undefined }
  expect(readConfig(inBucket)).toMatchObject(s3)
  for (const name of Object.keys(s3).slice(1))
    expect(() => readConfig({ ...inBucket, [name]: undefined })).toThrow(new RegExp(`^${name} is not set: it must be .+\\.$`))
})

test('a secret may come from a file; what stands in the environment comes first; other settings do not', () => {
  const files = { '/run/secrets/service-key': `${'f'.repeat(32)}\n` } as Record<string, string>
  const read = (path: string) => {
    const text = files[path]
    if (text === undefined) throw new Error('ENOENT')
    return text
  }
  const byFile = { ...env, SIMPUL_SERVICE_KEY: undefined, SIMPUL_SERVICE_KEY_FILE: '/run/secrets/service-key' }
  expect(readConfig(byFile, read).SIMPUL_SERVICE_KEY).toBe('f'.repeat(32))
  expect(readConfig({ ...byFile, SIMPUL_SERVICE_KEY: 's'.repeat(32) }, read).SIMPUL_SERVICE_KEY).toBe('s'.repeat(32))
  expect(() => readConfig({ ...byFile, SIMPUL_SERVICE_KEY_FILE: '/nowhere' }, read)).toThrow(
    /^SIMPUL_SERVICE_KEY_FILE cannot be read: it must be the path of a file that holds a secret of at least 32 characters\.$/,
  )
  expect(() => readConfig({ ...env, OSS_URL: undefined, OSS_URL_FILE: '/run/secrets/service-key' }, read)).toThrow(
    /^OSS_URL is not set/,
  )
})

test('what is printed holds no secret', () => {
  const text = JSON.stringify(printable(readConfig({ ...env, ...s3 })))
  expect(text).not.toMatch(/secret|ssss/)
  expect(text).toContain('mongodb://[hidden]@127.0.0.1:27017/?[hidden]')
})
