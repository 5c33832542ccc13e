// The search for what would turn the answer, against trying everything.
// Guarantees: compared with every pair of changes. Does not: go to ten thousand cases; tests/rules does.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyAkad, anyFacts } from '../population/anyFacts.ts'
import { counterfactual, standingOf } from './counterfactual.ts'
import { everyWay, proven } from './everyWay.ts'

describe('any facts at all', () => {
  test('every way turns the answer when its changes are made, and each reaches more than the one before', () => {
    fc.assert(
      fc.property(anyFacts, anyAkad, (facts, akadOn) => {
        const found = counterfactual(facts, akadOn)
        let reached = standingOf(found.start)
        for (const way of found.ways) {
          expect(standingOf(proven(facts, akadOn, way))).toBeGreaterThan(reached)
          expect(proven(facts, akadOn, way)).toEqual(way.proof)
          reached = standingOf(way.proof)
        }
      }),
      { numRuns: 150 },
    )
  })
  test('no pair of changes does what the search did not find, or with less', () => {
    fc.assert(
      fc.property(anyFacts, anyAkad, (facts, akadOn) => {
        const { start, ways: found } = counterfactual(facts, akadOn)
        const all = everyWay(facts, akadOn, 2)
        for (const level of [1, 2, 3] as const) {
          if (level <= standingOf(start)) continue
          const ours = found.find(({ proof }) => standingOf(proof) >= level)
          const theirs = all[level]
          if (theirs === null) expect((ours?.changes.length ?? 3) > 2).toBe(true)
          else expect([level, ours?.changes.length, ours?.size.toFixed(9)]).toEqual([level, theirs.count, theirs.size.toFixed(9)])
        }
      }),
      { numRuns: 12 },
    )
  })
})
