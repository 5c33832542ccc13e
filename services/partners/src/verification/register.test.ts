// What a register's answer means for the check of an organisation: the real adapter of OSS on the simulators, scenario by scenario.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSimulators, type Simulators } from '@simpul/simulators'
import type { Down } from '@simpul/platform/outside'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { oss, type Oss } from '../outside/oss.ts'
import type { Organisation } from '../party/party.ts'
import { askOf } from './register.ts'

let folder: string
let simulators: Simulators
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simpul-keys-'))
  simulators = await startSimulators({ port: 0, keysFolder: folder })
})
afterAll(async () => {
  await simulators.close()
  await rm(folder, { recursive: true })
})

const organisation = (nib: string | undefined, name = 'Warung Siti') =>
  ({ status: 'organisation', facts: { nib, name } }) as never as Organisation
const never = {} as never
const ask = (of: Organisation, register: Oss) => askOf(of, { oss: register, dukcapil: never, sealer: never })
const atOss = () => oss({ baseUrl: `${simulators.url}/oss`, attempts: 1, timeoutMs: 2_000 })

it.each([
  ['under its name', 1, { kind: 'match', register: 'oss' }],
  ['under another name: an officer’s case that names the field', 2, { kind: 'mismatch', register: 'oss', fields: ['name'] }],
  ['unknown to OSS: an officer’s case', 3, { kind: 'mismatch', register: 'oss', fields: ['nib'] }],
  ['in old data, which prove nothing', 4, { kind: 'uncheckable', reason: 'stale' }],
  ['behind a system that fails', 6, { kind: 'uncheckable', reason: 'unavailable' }],
  ['behind an answer that nobody can read', 7, { kind: 'uncheckable', reason: 'unreadable' }],
  ['behind a connection that is closed', 8, { kind: 'uncheckable', reason: 'unavailable' }],
  ['with a licence that is revoked', 9, { kind: 'mismatch', register: 'oss', fields: ['status'] }],
])('an organisation %s', async (_, serial, expected) => {
  expect(await ask(organisation(`912000100000${serial}`), atOss())).toMatchObject(expected)
})

it('an organisation without a NIB is for an officer, and OSS is not asked', async () => {
  const asked = await ask(organisation(undefined), { lookup: () => expect.unreachable('asked') })
  expect(asked).toEqual({ kind: 'uncheckable', reason: 'no-number' })
})

it.each(['busy', 'throttled'] as const)(
  'a register that is %s is asked again later, and is no case for an officer',
  async (reason) => {
    const down = { kind: 'down', system: 'oss', operation: 'lookup', reason, detail: '', attempts: 0 } as Down
    await expect(ask(organisation('9120001000001'), { lookup: async () => down })).rejects.toMatchObject({ status: 429 })
  },
)
