import { describe, expect, test } from 'vitest'
import type { CheckName, CheckResult } from '../application/application.ts'
import type { PersonAnswer } from '../outside/people.ts'
import type { SikpAnswer, SikpHistory } from '../outside/sikp.ts'
import type { SlikAnswer } from '../outside/slik.ts'
import { askAgainAt, runCheck } from './checks.ts'
import { standardPolicy } from './policy.ts'

const asOf = '2026-01-05T00:00:00.000Z'
const dated = { asOf, confidence: 'firm' } as const
const down = { kind: 'down', system: 'x', operation: 'y', reason: 'timeout', detail: 'x', attempts: 3 } as const
const siti: PersonAnswer = { kind: 'known', verified: true, nik: '3171011708900001' }
const mikro = { scheme: 'MIKRO', akadOn: '2024-01-01', plafonIdr: 30_000_000, lender: 'BRI' } as const
const history: SikpHistory = {
  accesses: { MIKRO: 2 },
  active: [],
  kur: [
    { ...mikro, outstandingIdr: 0, state: 'lunas' },
    { ...mikro, outstandingIdr: 12_000_000, state: 'aktif' },
  ],
  priorCommercial: [{ kind: 'KMK', plafonIdr: 50_000_000, startedOn: '2020-01-01', state: 'lunas', lender: 'BRI' }],
}

const ask = (check: CheckName, answers: { person?: PersonAnswer; sikp?: SikpAnswer; slik?: SlikAnswer }) =>
  runCheck(check, 'p-siti', {
    people: {
      identityOf: async () => answers.person ?? siti,
      namesOf: async () => new Map(),
      addressOf: async () => ({ kind: 'unknown' }) as const,
    },
    sikp: { history: async () => answers.sikp ?? down } as never,
    slik: { credits: async () => answers.slik ?? down },
  })

describe('what the answers of others mean', () => {
  test.each<[string, CheckName, Parameters<typeof ask>[1], object]>([
    ['a verified person is who they say', 'identity', {}, { outcome: 'ok' }],
    [
      'one whom partners has not verified yet is no no',
      'identity',
      { person: { ...siti, verified: false } },
      { outcome: 'unreachable' },
    ],
    [
      'one whom partners does not know fails',
      'identity',
      { person: { kind: 'unknown' } },
      { outcome: 'failed', reasonCodes: ['identity/unknown'] },
    ],
    ['partners away is no no', 'slik', { person: down }, { outcome: 'unreachable' }],
    [
      'KUR so far is counted by scheme, what is owed is summed, commercial credit is counted',
      'sikp',
      { sikp: { kind: 'history', history, ...dated } },
      {
        outcome: 'ok',
        facts: {
          kur: 2,
          'kur.MIKRO': 2,
          'outstanding.MIKRO': 12_000_000,
          'accumulated.KECIL': 0,
          commercial: 1,
          asOf: '2026-01-05',
        },
      },
    ],
    [
      'unknown to SIKP means no KUR so far',
      'sikp',
      { sikp: { kind: 'not-found', ...dated } },
      { outcome: 'ok', facts: { kur: 0, commercial: 0, 'outstanding.MIKRO': 0, 'accumulated.KECIL': 0 } },
    ],
    [
      'a payoff not taken in yet waits for its day',
      'sikp',
      { sikp: { kind: 'stale', history, recheckOn: '2026-01-09', ...dated } },
      { outcome: 'stale', recheckOn: '2026-01-09' },
    ],
    [
      'SIKP knowing somebody else under the NIK fails',
      'sikp',
      { sikp: { kind: 'mismatch', ...dated } },
      { outcome: 'failed', reasonCodes: ['sikp/other-identity'] },
    ],
    ['SIKP away is no no', 'sikp', {}, { outcome: 'unreachable' }],
    ['kolektibilitas 1 passes', 'slik', { slik: { kind: 'credits', credits: [], worst: 1, ...dated } }, { outcome: 'ok' }],
    [
      'kolektibilitas 2 does not',
      'slik',
      { slik: { kind: 'credits', credits: [], worst: 2, ...dated } },
      { outcome: 'failed', reasonCodes: ['slik/not-lancar'] },
    ],
    ['never had a credit passes', 'slik', { slik: { kind: 'not-found', ...dated } }, { outcome: 'ok', facts: { credits: 0 } }],
    ['SLIK away is no no', 'slik', {}, { outcome: 'unreachable' }],
  ])('%s', async (_, check, answers, result) => {
    const given = await ask(check, answers)
    expect(given).toMatchObject(result)
    expect(JSON.stringify(given)).not.toMatch(/Siti|3171011708900001|1990-08-17/)
  })

  test('who is away is asked again in a quarter of an hour, a register that lags on its day', () => {
    const now = Date.parse('2026-01-05T02:00:00.000Z')
    const again = (result: CheckResult) => askAgainAt(result, now, standardPolicy.unreachableAgainMs)
    expect(again({ outcome: 'unreachable' })).toBe('2026-01-05T02:15:00.000Z')
    expect(again({ outcome: 'stale', recheckOn: '2026-01-09' })).toBe('2026-01-09T01:00:00.000Z')
    expect(again({ outcome: 'failed', reasonCodes: ['x'] })).toBeNull()
  })
})
