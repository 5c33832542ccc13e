// What the answers of partners, SIKP and SLIK mean for an application.
// Guarantees: a system that is down or has not caught up is never a no; only figures and codes go on, no name and no NIK.
import { dayInWib, never, sumIdr, type Day, type Instant } from '@simpul/kernel'
import type { CheckFacts, CheckName, CheckResult } from '../application/application.ts'
import { factsOfAccesses } from '../application/verdictFacts.ts'
import type { MicrocreditOutside } from '../outside/microcreditOutside.ts'
import type { PersonAnswer } from '../outside/people.ts'
import type { SikpHistory, SikpKur } from '../outside/sikp.ts'

type Known = Extract<PersonAnswer, { kind: 'known' }>
type Asking = Pick<MicrocreditOutside, 'people' | 'sikp' | 'slik'>

const failed = (...reasonCodes: string[]): CheckResult => ({ outcome: 'failed', reasonCodes })
const unreachable: CheckResult = { outcome: 'unreachable' }

export async function runCheck(check: CheckName, person: string, outside: Asking): Promise<CheckResult> {
  const known = await outside.people.identityOf(person, 'kur-checks')
  if (known.kind === 'down') return unreachable
  if (known.kind === 'unknown') return failed('identity/unknown')
  switch (check) {
    case 'identity':
      return identity(known, person)
    case 'sikp':
      return sikp(known, outside)
    case 'slik':
      return slik(known, outside)
    default:
      return never(check)
  }
}

/** Partners checks people with Dukcapil. Until it has, an officer looks at the papers, or it is asked again. */
const identity = ({ verified }: Known, person: string): CheckResult =>
  verified ? { outcome: 'ok', ref: `partners:${person}`, facts: {} } : unreachable

async function sikp({ nik }: Known, outside: Asking): Promise<CheckResult> {
  const answer = await outside.sikp.history({ nik })
  switch (answer.kind) {
    case 'history':
      return { outcome: 'ok', ref: `sikp:${answer.asOf}`, facts: factsOfHistory(answer.history, answer.asOf) }
    case 'not-found':
      return { outcome: 'ok', ref: `sikp:${answer.asOf}`, facts: factsOfHistory(NO_HISTORY, answer.asOf) }
    case 'stale':
      return { outcome: 'stale', recheckOn: answer.recheckOn }
    case 'mismatch':
      return failed('sikp/other-identity')
    case 'down':
      return unreachable
    default:
      return never(answer)
  }
}

const NO_HISTORY: SikpHistory = { accesses: {}, active: [], kur: [], priorCommercial: [] }

/** Counts and sums alone: how many KUR, how much of Mikro still runs, how much of Kecil was ever received. */
function factsOfHistory({ accesses, kur, priorCommercial }: SikpHistory, asOf: Instant): CheckFacts {
  const sum = (of: SikpKur['scheme'], figure: 'plafonIdr' | 'outstandingIdr') =>
    sumIdr(kur.filter(({ scheme }) => scheme === of).map((each) => each[figure]))
  return {
    ...factsOfAccesses(accesses),
    'outstanding.MIKRO': sum('MIKRO', 'outstandingIdr'),
    'accumulated.KECIL': sum('KECIL', 'plafonIdr'),
    commercial: priorCommercial.length,
    asOf: dayInWib(asOf),
  }
}

const LANCAR = 1

async function slik({ nik }: Known, outside: Asking): Promise<CheckResult> {
  const answer = await outside.slik.credits({ nik })
  switch (answer.kind) {
    case 'credits':
      if (answer.worst > LANCAR) return failed('slik/not-lancar')
      return {
        outcome: 'ok',
        ref: `slik:${answer.asOf}`,
        facts: { credits: answer.credits.length, kolektibilitas: answer.worst, asOf: dayInWib(answer.asOf) },
      }
    case 'not-found':
      return { outcome: 'ok', ref: `slik:${answer.asOf}`, facts: { credits: 0, asOf: dayInWib(answer.asOf) } }
    case 'mismatch':
      return failed('slik/other-identity')
    case 'down':
      return unreachable
    default:
      return never(answer)
  }
}

/** When a check is asked again; null when there is nothing more to ask. A stale register is asked on its day at 8:00 WIB. */
export function askAgainAt(result: CheckResult, nowMs: number, unreachableAgainMs: number): string | null {
  if (result.outcome === 'unreachable') return new Date(nowMs + unreachableAgainMs).toISOString()
  return result.outcome === 'stale' ? morningOf(result.recheckOn) : null
}

const morningOf = (day: Day) => `${day}T01:00:00.000Z`
