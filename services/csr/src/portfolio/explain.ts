// Why a match was not chosen, and what each floor costs: one reason for each, the nearest that is true.
// Guarantees: every match that is not chosen has a reason that the choice itself shows. Shown by explain.test.ts.
// Does not guarantee: that nothing else stands in the way as well; it names what would have to move first.
import { formatRupiah } from '@simpul/kernel'
import type { Sentence } from '../rules/ruleBook.ts'
import { inPoints } from '../scoring/comparison.ts'
import { equalNeeds } from './choose.ts'
import { byRank, inOrder, keyOf, limitsOf, type Award, type Match, type Plan } from './portfolio.ts'
import { Tally } from './tally.ts'

export const REASONS = ['FUNDED_ELSEWHERE', 'TIE_BREAK', 'FAIRNESS', 'COUNT', 'BUDGET', 'OUTRANKED', 'NO_VALUE'] as const
export interface Reason {
  readonly reason: (typeof REASONS)[number]
  readonly sentence: Sentence
}

/** By `keyOf`. `withoutFloors`: what would be chosen if there were none; absent where there are none. */
export function reasonsOf(told: Plan, awards: readonly Award[], withoutFloors?: readonly Award[]): ReadonlyMap<string, Reason> {
  const plan = inOrder(told)
  const seen = looked(plan, awards, withoutFloors)
  return new Map(
    plan.matches.filter((match) => !seen.given.has(keyOf(match))).map((match) => [keyOf(match), reasonOf(match, seen)]),
  )
}

interface Seen {
  readonly plan: Plan
  readonly given: ReadonlyMap<string, Award>
  readonly programsOf: ReadonlyMap<string, readonly string[]>
  readonly tally: Tally
  readonly leftIdr: ReadonlyMap<string, number>
  readonly inProgram: ReadonlyMap<string, readonly Match[]>
  /** Needs alike in all that counts, by need. */
  readonly equals: ReadonlyMap<string, readonly string[]>
  readonly fairly: ReadonlySet<string>
}

function looked(plan: Plan, awards: readonly Award[], withoutFloors: readonly Award[] = []): Seen {
  const given = new Map(awards.map((award) => [keyOf(award), award]))
  const tally = new Tally(plan, limitsOf(plan))
  const chosen = plan.matches.filter((match) => given.has(keyOf(match)))
  for (const match of chosen) tally.add(match)
  const spent = Map.groupBy(awards, ({ program }) => program)
  const equals = equalNeeds(plan).map((group) => group.map(([{ need }]) => need))
  return {
    plan,
    given,
    programsOf: new Map(
      [...Map.groupBy(awards, ({ need }) => need)].map(([need, own]) => [need, own.map(({ program }) => program)]),
    ),
    tally,
    leftIdr: new Map(
      plan.funds.map(({ id, budgetIdr }) => [
        id,
        budgetIdr - (spent.get(id) ?? []).reduce((sum, { amountIdr }) => sum + amountIdr, 0),
      ]),
    ),
    inProgram: Map.groupBy(chosen, ({ program }) => program),
    equals: new Map(equals.flatMap((needs) => needs.map((need) => [need, needs] as const))),
    fairly: new Set(withoutFloors.map(keyOf)),
  }
}

function reasonOf(match: Match, seen: Seen): Reason {
  const elsewhere = seen.programsOf.get(match.need)
  if (elsewhere)
    return {
      reason: 'FUNDED_ELSEWHERE',
      sentence: say(`${match.need} didanai oleh ${elsewhere.join(', ')}.`, `${match.need} is funded by ${elsewhere.join(', ')}.`),
    }
  const tied = (seen.equals.get(match.need) ?? []).find(
    (need) => need !== match.need && seen.given.has(keyOf({ ...match, need })),
  )
  if (tied !== undefined)
    return {
      reason: 'TIE_BREAK',
      sentence: say(
        `${match.need} bernilai dan meminta sama dengan ${tied}, yang diajukan lebih dahulu.`,
        `${match.need} scores and asks the same as ${tied}, which was submitted before.`,
      ),
    }
  if (match.points === 0) return { reason: 'NO_VALUE', sentence: say('Nilainya nol.', 'It scores nothing.') }
  const against = seen.tally.against(match)
  const isMoney = against.some(({ kind }) => kind === 'budget' || kind === 'pillar' || kind === 'total')
  const floors = against.filter(({ kind }) => kind === 'floor')
  if (seen.fairly.has(keyOf(match)) || (floors.length > 0 && !isMoney))
    return fairness(
      match,
      seen,
      floors.map(({ name }) => name),
    )
  if (!isMoney && against.some(({ kind }) => kind === 'most-needs'))
    return {
      reason: 'COUNT',
      sentence: say(`${match.program} sudah memilih sebanyak yang boleh.`, `${match.program} has chosen as many as it may.`),
    }
  return byMoney(match, seen)
}

function fairness({ need }: Match, { plan }: Seen, floors: readonly string[]): Reason {
  const names = (floors.length > 0 ? floors : limitsOf(plan).flatMap(({ kind, name }) => (kind === 'floor' ? [name] : []))).join(
    '; ',
  )
  return {
    reason: 'FAIRNESS',
    sentence: say(
      `${need} terpilih seandainya tidak ada batas keadilan (${names}).`,
      `${need} would be chosen if there were no fairness floor (${names}).`,
    ),
  }
}

/** It does not fit any more. Whoever scores lower and was chosen shows that it was the money; else others were better. */
function byMoney(match: Match, { inProgram, leftIdr }: Seen): Reason {
  const chosen = (inProgram.get(match.program) ?? []).toSorted(byRank)
  const below = chosen.filter((other) => other.points < match.points)
  const left = formatRupiah(leftIdr.get(match.program) ?? 0)
  const ask = formatRupiah(match.askIdr)
  const names = (of: readonly Match[]) => of.map(({ need }) => need).join(', ')
  if (chosen.length === 0 || below.length > 0)
    return {
      reason: 'BUDGET',
      sentence: say(
        `${match.need} (${inPoints(match.points, 'id')}) ${below.length > 0 ? `di atas ${names(below)}, tetapi ` : ''}meminta ${ask}; bersama pilihan yang jumlahnya terbaik tidak muat (sisa ${left}).`,
        `${match.need} (${inPoints(match.points, 'en')}) ${below.length > 0 ? `is above ${names(below)}, but ` : ''}asks ${ask}; it does not fit beside the choice that is best in sum (left: ${left}).`,
      ),
    }
  return {
    reason: 'OUTRANKED',
    sentence: say(
      `${match.need} (${inPoints(match.points, 'id')}) di bawah ${names(chosen)}; anggaran habis (sisa ${left}).`,
      `${match.need} (${inPoints(match.points, 'en')}) is below ${names(chosen)}; the budget is used (left: ${left}).`,
    ),
  }
}

const say = (id: string, en: string): Sentence => ({ id, en })
