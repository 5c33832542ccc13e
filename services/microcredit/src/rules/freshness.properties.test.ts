// Facts of any age: none that is too old decides, and the search for another answer stays honest.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyAkad, anyFacts } from '../population/anyFacts.ts'
import { counterfactual } from './counterfactual.ts'
import { proven } from './everyWay.ts'
import { freshened } from './freshness.ts'
import { kurRules } from './kurRules.ts'
import { verdict } from './verdict.ts'

test('whatever is too old: no refusal rests on it, twice is once, and every way still proves itself', () => {
  const dated = fc.record({
    facts: anyFacts,
    akadOn: anyAkad,
    names: fc.subarray(['earlierAccesses', 'credits', 'worstKol', 'outstandingMikroIdr', 'accumulatedKecilIdr'] as const),
    asOf: fc.constantFrom('2021-01-01', '2025-12-01', '2026-11-20'),
    source: fc.constantFrom('sikp' as const, 'slik' as const),
  })
  fc.assert(
    fc.property(dated, ({ facts: bare, akadOn, names, asOf, source }) => {
      const facts = { ...bare, origins: Object.fromEntries(names.map((name) => [name, { source, asOf }])) }
      const once = freshened(facts, akadOn, kurRules)
      expect(freshened(once, akadOn, kurRules)).toEqual(once)
      const given = verdict(facts, akadOn)
      for (const { result, facts: seen } of given.rules.filter(({ rule }) => given.restsOn.includes(rule)))
        if (result === 'failed') expect(seen.every(({ isStale }) => isStale)).toBe(false)
      for (const way of counterfactual(facts, akadOn).ways) expect(proven(facts, akadOn, way)).toEqual(way.proof)
    }),
    { numRuns: 100 },
  )
})
