// What an overturned refusal changes in the file, and where the application goes on.
// Guarantees: pure; a fact of a register is put right as a check by hand with its evidence, so no late answer of the register overrules it;
// a passed check and a survey that nobody doubts stand; a survey whose findings were contested with success is made again.
import type { Day } from '@simpul/kernel'
import { CHECKS, hasPassed, type CheckFacts, type CheckResult, type File, type Survey } from '../application/application.ts'
import type { PersonId } from '../parties.ts'
import type { Correction, Named, ResumesAt } from './appeal.ts'
import { isFact, sourceOf, type FactSource } from './facts.ts'

export function corrected(file: File, corrections: readonly Correction[], by: PersonId, on: Day): File {
  const of = (source: FactSource | 'identity') => corrections.filter(({ fact }) => sourceOf(fact) === source)
  const checks = CHECKS.flatMap((name) => {
    const result = byHand(file.checks[name], of(name), by, on)
    return result && hasPassed(result) ? [[name, result] as const] : [] // what has not passed is asked again
  })
  return { ...file, business: { ...file.business, ...valuesOf(of('form')) }, checks: Object.fromEntries(checks) }
}

export function resumesAt({ checks }: File, survey: Survey | null, granted: readonly Named[]): ResumesAt {
  if (!CHECKS.every((name) => hasPassed(checks[name]))) return 'checking'
  const isSurveyInDoubt = granted.some(({ kind, name }) => kind === 'fact' && isFact(name) && sourceOf(name) === 'survey')
  return survey === null || isSurveyInDoubt ? 'surveying' : 'analysing'
}

const valuesOf = (corrections: readonly Correction[]): CheckFacts =>
  Object.fromEntries(corrections.map(({ fact, value }) => [fact, value]))

function byHand(
  before: CheckResult | undefined,
  corrections: readonly Correction[],
  by: PersonId,
  on: Day,
): CheckResult | undefined {
  const [first] = corrections
  if (!first) return before
  const told = before && 'facts' in before ? before.facts : {}
  const facts = { ...told, ...valuesOf(corrections), asOf: on }
  return { outcome: 'manual', passed: true, evidenceRef: first.evidenceRef ?? '', by, facts: withSums(facts) }
}

/** SIKP's answer says how many there were in all; and SLIK's, that there was a credit at all. */
function withSums(facts: CheckFacts): CheckFacts {
  const kur = Object.entries(facts).filter(([name, value]) => name.startsWith('kur.') && typeof value === 'number')
  const sum = kur.reduce((total, [, value]) => total + Number(value), 0)
  return {
    ...facts,
    ...(kur.length > 0 ? { kur: sum } : {}),
    ...(facts['kolektibilitas'] !== undefined && facts['credits'] === 0 ? { credits: 1 } : {}),
  }
}
