// Where both sides rank: needs that name the programs they would take, programs that rank needs by score. Deferred acceptance.
// Guarantees: ends; each need has one program at most, within counts and budgets; the pairs that would both rather have each other are all told.
// With counts alone there are none, and no need could do better in any matching without such pairs. Shown by matching.test.ts.
// Does not guarantee: that such a matching exists where budgets are rupiah: it may not, and whether is NP-complete (Aziz, Baychkov, Biró 2020).
import { byRank, type Award, type Match, type Plan } from '../portfolio/portfolio.ts'

export interface Wish {
  readonly need: string
  /** Programs, the best first; others it would not take. */
  readonly prefers: readonly string[]
}

export interface BlockingPair {
  readonly need: string
  readonly program: string
  /** Whom the program would let go for it. */
  readonly insteadOf: readonly string[]
}

export interface Matching {
  readonly awards: readonly Award[]
  readonly blocking: readonly BlockingPair[]
  /** No program is bound by rupiah, so that a matching without blocking pairs is sure to be found. */
  readonly isPromised: boolean
}

export function matching({ funds, matches }: Plan, wishes: readonly Wish[]): Matching {
  const byNeed = Map.groupBy(matches, ({ need }) => need)
  const fund = new Map(funds.map((each) => [each.id, each]))
  const lists = new Map(wishes.map(({ need, prefers }) => [need, listed(prefers, byNeed.get(need) ?? [])]))
  const room = (program: string): Room => {
    const { budgetIdr = 0, maxNeeds = null } = fund.get(program) ?? {}
    return { idr: budgetIdr, needs: maxNeeds ?? Number.POSITIVE_INFINITY }
  }
  const held = new Map<string, readonly Match[]>()
  const asking = [...lists.keys()].sort().map((need) => ({ need, next: 0 }))
  while (asking.length > 0) {
    const { need, next } = asking.pop() ?? { need: '', next: 0 }
    const wanted = lists.get(need)?.[next]
    if (!wanted) continue
    const all = [...(held.get(wanted.program) ?? []), wanted]
    const kept = best(all, room(wanted.program))
    held.set(wanted.program, kept)
    for (const match of all) if (!kept.includes(match)) asking.push({ need: match.need, next: placeOf(match, lists) + 1 })
  }
  const awards = [...held.values()].flat().map(({ program, need, askIdr }) => ({ program, need, amountIdr: askIdr }))
  const isPromised = funds.every(({ id, budgetIdr }) => sumOf(matches.filter(({ program }) => program === id)) <= budgetIdr)
  return { awards, blocking: blockingPairs(lists, held, room), isPromised }
}

interface Room {
  readonly idr: number
  readonly needs: number
}
type Lists = ReadonlyMap<string, readonly Match[]>

const listed = (prefers: readonly string[], own: readonly Match[]): readonly Match[] =>
  [...new Set(prefers)].flatMap((program) => own.filter((match) => match.program === program))

const placeOf = (match: Match, lists: Lists): number => (lists.get(match.need) ?? []).indexOf(match)

/** The best by rank as far as they fit; a smaller one below may still find room. */
function best(matches: readonly Match[], { idr, needs }: Room): readonly Match[] {
  const kept: Match[] = []
  let left = idr
  for (const match of matches.toSorted(byRank))
    if (kept.length < needs && match.askIdr <= left) {
      kept.push(match)
      left -= match.askIdr
    }
  return kept
}

function blockingPairs(
  lists: Lists,
  held: ReadonlyMap<string, readonly Match[]>,
  room: (program: string) => Room,
): BlockingPair[] {
  return [...lists.values()].flatMap((list) => {
    const has = list.findIndex((match) => held.get(match.program)?.includes(match))
    const rather = has < 0 ? list : list.slice(0, has)
    return rather.flatMap((match): BlockingPair[] => {
      const insteadOf = droppedFor(match, held.get(match.program) ?? [], room(match.program))
      return insteadOf === null
        ? []
        : [{ need: match.need, program: match.program, insteadOf: insteadOf.map(({ need }) => need) }]
    })
  })
}

/** Those ranked lower, the lowest first, until it fits; null: not even then. */
function droppedFor(match: Match, holds: readonly Match[], { idr, needs }: Room): readonly Match[] | null {
  const dropped: Match[] = []
  let left = [...holds]
  for (const lower of holds.filter((other) => byRank(match, other) < 0).sort((a, b) => byRank(b, a))) {
    if (sumOf(left) + match.askIdr <= idr && left.length < needs) break
    dropped.push(lower)
    left = left.filter((other) => other !== lower)
  }
  return sumOf(left) + match.askIdr <= idr && left.length < needs ? dropped : null
}

const sumOf = (matches: readonly Match[]): number => matches.reduce((sum, { askIdr }) => sum + askIdr, 0)
