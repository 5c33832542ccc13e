// The first 2,000 seeds, on every run of the tests; the night runs more (`npm run simulate -- --seeds 100000`).
// Guarantees: a seed that breaks an invariant fails here with its story; the same seed takes the same steps in any process.
import { expect, test } from 'vitest'
import { CALL_FAULTS, EVENT_FAULTS } from './plan.ts'
import { running } from './running.ts'

test('in 2,000 seeds every invariant holds, and every kind of fault is met', async () => {
  const { code, output } = await running('--seeds', '2000', '--workers', '2')
  expect(code, output).toBe(0)
  for (const kind of [...CALL_FAULTS, ...EVENT_FAULTS]) expect(output).toMatch(new RegExp(`\\b${kind} [1-9]`))
})

test('the same plan takes the same steps, byte for byte, in another process; another seed takes others', async () => {
  const plan = (seed: number) => `${seed},0,4,6,2,8,0.1,${[...CALL_FAULTS, ...EVENT_FAULTS].join('+')}`
  const [first, second, other] = await Promise.all([17, 17, 18].map((seed) => running('--trace', '--plan', plan(seed))))
  expect(first?.output.split('\n').length).toBeGreaterThan(1_000)
  expect(second?.output).toBe(first?.output)
  expect(other?.output).not.toBe(first?.output)
})
