// Partners connects to real databases and key files: what it seals opens again in the next process, and a number has one owner.
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Infrastructure } from '@simpul/platform'
import { connectMongo } from '@simpul/platform/host'
import { logger } from '@simpul/platform/observe'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { partners } from './service.ts'

const nik = { name: 'nik', personal: true }
let folder: string
let infrastructure: Infrastructure

beforeAll(async () => {
  const prefix = `test_${randomUUID().slice(0, 8)}`
  const connection = (name: string) => connectMongo(process.env['MONGODB_URL'] ?? '', `${prefix}_${name}`)
  folder = await mkdtemp(join(tmpdir(), 'partners-'))
  const nowhere = 'http://127.0.0.1:9'
  infrastructure = {
    env: {
      SIMPUL_KEK_FILE: join(folder, 'kek'),
      DUKCAPIL_URL: nowhere,
      OSS_URL: nowhere,
      SIMPUL_BLOB_DIR: join(folder, 'blobs'),
    },
    db: await connection('partners'),
    keys: await connection('keys'),
    log: logger({ level: 'silent', service: 'partners' }),
  }
})
afterAll(async () => {
  for (const connection of [infrastructure.db, infrastructure.keys]) {
    await connection.dropDatabase()
    await connection.close()
  }
  await rm(folder, { recursive: true })
})

it('what one process seals the next one opens, and the database of the service holds no key', async () => {
  const sealed = await (await partners.connect(infrastructure)).sealer.seal('siti', { name: 'Siti' })
  const next = await partners.connect(infrastructure)
  expect(await next.sealer.open(sealed)).toEqual({ erased: false, fields: { name: 'Siti' } })
  expect(await infrastructure.keys.collection('person_keys').countDocuments()).toBe(1)
  expect(await infrastructure.db.collection('person_keys').countDocuments()).toBe(0)
})

it('a NIK claimed by one process is taken in the next, and stands nowhere in the clear', async () => {
  const number = '3171014108900001'
  expect(await (await partners.connect(infrastructure)).claims.claim(nik, number, 'siti')).toBe('claimed')
  expect(await (await partners.connect(infrastructure)).claims.claim(nik, number, 'budi')).toEqual({ takenBy: 'siti' })
  expect(JSON.stringify(await infrastructure.db.collection('claims').find().toArray())).not.toContain(number)
})

it.each(['SIMPUL_KEK_FILE', 'DUKCAPIL_URL', 'OSS_URL', 'SIMPUL_BLOB_DIR'])(
  'without %s it does not start, and says so',
  async (name) => {
    const env = { ...infrastructure.env, [name]: '' }
    await expect(async () => partners.connect({ ...infrastructure, env })).rejects.toThrow(`${name} belum diatur`)
  },
)
