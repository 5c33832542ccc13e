import { Registry } from 'prom-client'
import { expect, test } from 'vitest'
import { observeOperations, type Measure } from './operations.ts'

const at = { service: 'sample', group: 'sample.sums' }
const blocked = (value: number): Measure => ({ metric: 'simpul_blocked_keys', labels: at, value })
const repaired = (value: number): Measure => ({
  metric: 'simpul_heads_repaired_total',
  labels: { ...at, occasion: 'night' },
  value,
})

function setUp(look: () => Promise<readonly Measure[]>) {
  const registry = new Registry()
  const errors: unknown[] = []
  observeOperations(registry, look, (error) => void errors.push(error))
  const line = async (name: string) => (await registry.metrics()).split('\n').filter((text) => text.startsWith(`${name}{`))
  return { registry, errors, line }
}

test('what the databases tell is told, with one look for all metrics', async () => {
  let looks = 0
  const { line, registry } = setUp(async () => ((looks += 1), [blocked(2), repaired(7)]))
  await registry.metrics()
  expect(await line('simpul_blocked_keys')).toEqual(['simpul_blocked_keys{service="sample",group="sample.sums"} 2'])
  expect(await line('simpul_heads_repaired_total')).toEqual([
    'simpul_heads_repaired_total{service="sample",group="sample.sums",occasion="night"} 7',
  ])
  expect(looks).toBe(1)
})

test('what cannot be read is absent, and the rest is answered', async () => {
  const { line, registry, errors } = setUp(() => Promise.reject(new Error('the database is away')))
  expect(await registry.metrics()).toContain('# HELP simpul_blocked_keys')
  expect(await line('simpul_blocked_keys')).toEqual([])
  expect(errors).toHaveLength(1)
})
