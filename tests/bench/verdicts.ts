// M8: verdicts a second on one core, with every rule, sentence, citation and fact.
// Guarantees: the work is looked at, so that it cannot be left out; CPU time of the whole process, garbage collection included.
// Does not guarantee: the same on another machine.
import type { ApplicantFacts } from '../../services/microcredit/src/rules/facts.ts'
import { contractor, farmer, growers, laidOff, migrant, trader, workshop } from '../../services/microcredit/src/rules/example.ts'
import { verdict } from '../../services/microcredit/src/rules/verdict.ts'
import { sampler, type Measure } from './measure.ts'

const VERDICTS = 20_000

export const m8: Measure = {
  name: 'M8',
  rivals: ['ours'],
  run: async (taken) => [sampler(taken).one('M8 verdicts', '/s of CPU', verdictsPerSecond(VERDICTS))],
}

const origins = {
  earlierAccesses: { source: 'sikp', asOf: '2025-03-01' },
  worstKol: { source: 'slik', asOf: '2025-02-12' },
} as const
const people: readonly ApplicantFacts[] = [trader, farmer, laidOff, workshop, growers, migrant, contractor].map((each) => ({
  ...each,
  origins,
}))
const days = ['2024-08-01', '2025-03-10', '2025-09-01', '2026-02-02']

export function verdictsPerSecond(count: number): number {
  give(count / 4)
  const before = process.cpuUsage()
  const sentences = give(count)
  const { user, system } = process.cpuUsage(before)
  if (sentences < count * 10) throw new Error(`${sentences} sentences of ${count} verdicts: rules are missing`)
  return (count * 1_000_000) / (user + system)
}

function give(count: number): number {
  let sentences = 0
  for (let index = 0; index < count; index++) {
    const facts = people[index % people.length] ?? trader
    const { rules, lenderSide } = verdict(facts, days[index % days.length] ?? '2025-03-10')
    for (const { sentence, cite, facts: seen } of rules) if (sentence.id && sentence.en && cite && seen.length > 0) sentences += 1
    sentences += lenderSide.length
  }
  return sentences
}
