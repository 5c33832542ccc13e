// The rules at their full number: ten thousand counterfactuals, and how many verdicts a core gives in a second.
// Guarantees: measured in CPU time of this process, so that a busy machine is not mistaken for a slow rule book.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyAkad, anyFacts } from '../../services/microcredit/src/population/anyFacts.ts'
import { counterfactual, standingOf } from '../../services/microcredit/src/rules/counterfactual.ts'
import { proven } from '../../services/microcredit/src/rules/everyWay.ts'
import { verdictsPerSecond } from '../bench/verdicts.ts'

test('in ten thousand random cases every way turns the answer when its changes are made by another hand', () => {
  const tally = { turned: 0, none: 0, eligible: 0 }
  fc.assert(
    fc.property(anyFacts, anyAkad, (facts, akadOn) => {
      const { start, ways, sentence } = counterfactual(facts, akadOn)
      let reached = standingOf(start)
      for (const way of ways) {
        const after = standingOf(proven(facts, akadOn, way))
        if (after <= reached) throw new Error(`${way.sentence.en} reaches ${after}, not more than ${reached}`)
        reached = after
      }
      if (ways.length === 0 && reached < 3 && !sentence.id.startsWith('Tidak ada perubahan'))
        throw new Error('does not say that there is none')
      tally[ways.length > 0 ? 'turned' : reached === 3 ? 'eligible' : 'none'] += 1
    }),
    { numRuns: 10_000 },
  )
  process.stdout.write(`10,000 cases: ${JSON.stringify(tally)}\n`)
  expect(tally.turned).toBeGreaterThan(3_000)
}, 120_000)

test('a core gives more than 20,000 verdicts a second, with every explanation', () => {
  const perSecond = verdictsPerSecond(40_000)
  process.stdout.write(`${Math.round(perSecond)} verdicts a second of CPU time\n`)
  expect(perSecond).toBeGreaterThan(20_000)
}, 60_000)
