// Each fault of a rule book is told by name before anybody is judged by it.
import { expect, test } from 'vitest'
import { loadRuleBook } from './checkRuleBook.ts'
import { csrRules } from './csrRules.ts'
import type { AnyRule, Version } from './ruleBook.ts'

const version: Version<{ maxMonths: number }> = {
  id: 'V1',
  from: '2020-01-01',
  to: null,
  cite: 'somewhere',
  mark: 'D',
  needsLegalSignoff: false,
  bound: { maxMonths: 36 },
}
const tenor = (...versions: readonly Version<{ maxMonths: number }>[]): AnyRule => ({
  rule: 'E_TENOR',
  kinds: ['pumk'],
  versions,
})
const loaded = (...rules: readonly AnyRule[]) => loadRuleBook({ ...csrRules, rules })

test('a book without a fault is itself', () => {
  expect(loaded(tenor(version)).rules).toHaveLength(1)
})

test.each<readonly [string, readonly AnyRule[]]>([
  ['E_TENOR pumk: no version', [tenor()]],
  ['E_TENOR : no kind', [{ rule: 'E_TENOR', kinds: [], versions: [version] }]],
  ['E_TENOR pumk: written twice', [tenor(version), tenor(version)]],
  ['E_TENOR pumk V1: no citation', [tenor({ ...version, cite: ' ' })]],
  ['E_TENOR pumk V1: unknown mark Z', [tenor({ ...version, mark: 'Z' as never })]],
  ['E_TENOR pumk V1: S, yet asks for no signature', [tenor({ ...version, mark: 'S' })]],
  ['E_TENOR pumk V1: does not say what could not be confirmed', [tenor({ ...version, mark: 'M', needsLegalSignoff: true })]],
  ['E_TENOR pumk V1: 0 bounds nothing', [tenor({ ...version, bound: { maxMonths: 0 } })]],
  ['E_TENOR pumk V1: ends before it begins', [tenor({ ...version, to: '2019-12-31' })]],
  ['E_TENOR pumk V1: open, yet V2 follows', [tenor(version, { ...version, id: 'V2' })]],
  [
    'E_TENOR pumk: gap between V1 and V2',
    [tenor({ ...version, to: '2020-12-31' }, { ...version, id: 'V2', from: '2021-01-02' })],
  ],
  ['E_TENOR pumk: V1 and V2 overlap', [tenor({ ...version, to: '2020-12-31' }, { ...version, id: 'V2', from: '2020-12-31' })]],
])('%s', (fault, rules) => {
  expect(() => loaded(...rules)).toThrow(fault)
})
