import { expect, test } from 'vitest'
import { headComparisonsContract } from './headComparisons.contract.ts'
import { MemoryHeadComparisons, nightOf } from './headComparisons.ts'

headComparisonsContract('memory', async () => new MemoryHeadComparisons())

test('a night begins at two in the morning in Jakarta', () => {
  expect(nightOf(Date.parse('2026-01-05T01:59:59+07:00'))).toBe('2026-01-04')
  expect(nightOf(Date.parse('2026-01-05T02:00:00+07:00'))).toBe('2026-01-05')
})
