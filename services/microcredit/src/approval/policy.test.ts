import { expect, test } from 'vitest'
import { policyOf, standardPolicy } from './policy.ts'

test('how soon a system is asked again can be set, in whole milliseconds from a second on', () => {
  expect(policyOf({})).toBe(standardPolicy)
  expect(policyOf({ MICROCREDIT_ASK_AGAIN_MS: '' })).toBe(standardPolicy)
  expect(policyOf({ MICROCREDIT_ASK_AGAIN_MS: '2000' })).toEqual({ ...standardPolicy, unreachableAgainMs: 2_000 })
  for (const wrong of ['999', 'soon', '2e3', '-2000'])
    expect(() => policyOf({ MICROCREDIT_ASK_AGAIN_MS: wrong })).toThrow('MICROCREDIT_ASK_AGAIN_MS cannot be used')
})
