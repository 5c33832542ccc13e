// What may be chosen, what it may cost, and what was chosen: programs with budgets, needs that match them, limits that all must hold.
// Guarantees: the limits are written once, in whole rupiah, for the solver and for who checks it; `broken` names each that does not hold.
// Does not guarantee: the best choice; choose.ts looks for it. Shown by choose.test.ts.
import { formatRupiah, type Day, type Rupiah } from '@simpul/kernel'
import type { Pillar } from '../rules/ruleBook.ts'
import type { Hundredths } from '../scoring/scoring.ts'

export interface Fund {
  readonly id: string
  readonly budgetIdr: Rupiah
  readonly pillar: Pillar | null
  readonly minNeeds: number | null
  readonly maxNeeds: number | null
}

/** A need that a program may fund, with its score there. */
export interface Match {
  readonly program: string
  readonly need: string
  readonly points: Hundredths
  readonly askIdr: Rupiah
  /** `women-led`, `3t`, `disability`, `province:53`: what floors count. */
  readonly groups: readonly string[]
  readonly submittedOn: Day | null
}

/** At least so many hundredths of the rupiah that are given go to the group; of one program, or of all. */
export interface Floor {
  readonly group: string
  readonly percent: number
  readonly program: string | null
}
export const floorName = ({ group, percent, program }: Floor): string =>
  `${group} ≥ ${percent}%${program === null ? '' : ` (${program})`}`

export interface CoFunding {
  /** Programs that may share one need; 1: none do. */
  readonly most: number
  /** The least that each of them gives, in hundredths of what is asked. */
  readonly leastPercent: number
}

export interface Plan {
  readonly funds: readonly Fund[]
  readonly matches: readonly Match[]
  readonly floors: readonly Floor[]
  readonly totalIdr: Rupiah | null
  readonly pillarIdr: Readonly<Partial<Record<Pillar, Rupiah>>>
  readonly coFunding: CoFunding
}

export interface Award {
  readonly program: string
  readonly need: string
  readonly amountIdr: Rupiah
}

/** `Σ times × amount` (or, over `needs`, `Σ times × number`) stays between the two. */
export interface Limit {
  readonly kind: 'budget' | 'pillar' | 'total' | 'most-needs' | 'least-needs' | 'floor'
  readonly name: string
  readonly over: 'amount' | 'needs'
  readonly terms: ReadonlyMap<Match, bigint>
  readonly atLeast: bigint | null
  readonly atMost: bigint | null
}

/** The plan with its parts in one order, whatever the order they were told in. */
export function inOrder(plan: Plan): Plan {
  return {
    ...plan,
    funds: plan.funds.toSorted((a, b) => text(a.id, b.id)),
    matches: plan.matches.toSorted((a, b) => text(a.program, b.program) || text(a.need, b.need)),
    floors: plan.floors.toSorted((a, b) => text(floorName(a), floorName(b))),
  }
}

const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Score, then the earlier submission, then the id: who goes first when all else is equal. */
export const byRank = (a: Match, b: Match): number =>
  b.points - a.points || text(a.submittedOn ?? '9', b.submittedOn ?? '9') || text(a.need, b.need) || text(a.program, b.program)

export function limitsOf({ funds, matches, floors, totalIdr, pillarIdr }: Plan): readonly Limit[] {
  const pillarOf = new Map(funds.map(({ id, pillar }) => [id, pillar]))
  const byProgram = Map.groupBy(matches, ({ program }) => program)
  const ones = (chosen: readonly Match[]) => new Map(chosen.map((match) => [match, 1n]))
  const most = (kind: Limit['kind'], name: string, chosen: readonly Match[], atMost: number): Limit => ({
    kind,
    name,
    over: kind === 'most-needs' ? 'needs' : 'amount',
    terms: ones(chosen),
    atLeast: null,
    atMost: BigInt(atMost),
  })
  const ofFunds = funds.flatMap(({ id, budgetIdr, minNeeds, maxNeeds }): Limit[] => {
    const own = byProgram.get(id) ?? []
    const least: Limit[] =
      minNeeds === null
        ? []
        : [
            {
              kind: 'least-needs',
              name: `${id}: ≥ ${minNeeds}`,
              over: 'needs',
              terms: ones(own),
              atLeast: BigInt(minNeeds),
              atMost: null,
            },
          ]
    return [
      most('budget', `${id}: ${formatRupiah(budgetIdr)}`, own, budgetIdr),
      ...(maxNeeds === null ? [] : [most('most-needs', `${id}: ≤ ${maxNeeds}`, own, maxNeeds)]),
      ...least,
    ]
  })
  const ofPillars = Object.entries(pillarIdr).map(([pillar, idr]) =>
    most(
      'pillar',
      `${pillar}: ${formatRupiah(idr)}`,
      matches.filter(({ program }) => pillarOf.get(program) === pillar),
      idr,
    ),
  )
  const ofFloors = floors.map((floor): Limit => {
    const counted = matches.filter(({ program }) => floor.program === null || program === floor.program)
    // Σ (100·g − percent) × amount ≥ 0: the share of what is given, not of what might be.
    const times = ({ groups }: Match) => (groups.includes(floor.group) ? 100n : 0n) - BigInt(floor.percent)
    const terms = new Map(counted.map((match) => [match, times(match)]))
    return { kind: 'floor', name: floorName(floor), over: 'amount', terms, atLeast: 0n, atMost: null }
  })
  const ofAll = totalIdr === null ? [] : [most('total', formatRupiah(totalIdr), matches, totalIdr)]
  return [...ofFunds, ...ofPillars, ...ofAll, ...ofFloors]
}

/** What a choice gives, in hundredths of a point: a need that is shared counts by shares, rounded down. */
export function valueOf(plan: Plan, awards: readonly Award[]): Hundredths {
  const matches = matchesOf(plan)
  return awards.reduce((sum, award) => {
    const match = matches.get(keyOf(award))
    return match ? sum + Number((BigInt(match.points) * BigInt(award.amountIdr)) / BigInt(match.askIdr)) : sum
  }, 0)
}

export const keyOf = ({ program, need }: Pick<Award, 'program' | 'need'>): string => JSON.stringify([program, need])
export const matchesOf = ({ matches }: Plan): ReadonlyMap<string, Match> => new Map(matches.map((match) => [keyOf(match), match]))

/** Every limit that a choice does not keep, checked in whole rupiah by nothing that the solver said. */
export function broken(plan: Plan, awards: readonly Award[], limits: readonly Limit[] = limitsOf(plan)): readonly string[] {
  const matches = matchesOf(plan)
  const given = new Map<Match, bigint>()
  const faults: string[] = []
  for (const award of awards) {
    const match = matches.get(keyOf(award))
    if (!match) faults.push(`${award.need} → ${award.program}: no match`)
    else if (given.has(match)) faults.push(`${award.need} → ${award.program}: twice`)
    else if (!Number.isSafeInteger(award.amountIdr) || award.amountIdr <= 0)
      faults.push(`${award.need} → ${award.program}: ${award.amountIdr}`)
    else given.set(match, BigInt(award.amountIdr))
  }
  for (const limit of limits) if (!keeps(limit, given)) faults.push(limit.name)
  return [...faults, ...sharedWrongly(plan.coFunding, given)]
}

export function keeps({ over, terms, atLeast, atMost }: Limit, given: ReadonlyMap<Match, bigint>): boolean {
  let sum = 0n
  for (const [match, amount] of given) sum += (terms.get(match) ?? 0n) * (over === 'amount' ? amount : 1n)
  return (atLeast === null || sum >= atLeast) && (atMost === null || sum <= atMost)
}

function sharedWrongly({ most, leastPercent }: CoFunding, given: ReadonlyMap<Match, bigint>): string[] {
  return [...Map.groupBy(given, ([{ need }]) => need)].flatMap(([need, shares]) => {
    const ask = BigInt(shares[0]?.[0].askIdr ?? 0)
    const sum = shares.reduce((total, [, amount]) => total + amount, 0n)
    const faults = sum === ask ? [] : [`${need}: ${sum} ≠ ${ask}`]
    if (shares.length > most) faults.push(`${need}: ${shares.length} > ${most}`)
    if (shares.length > 1 && shares.some(([, amount]) => amount * 100n < ask * BigInt(leastPercent)))
      faults.push(`${need}: < ${leastPercent}%`)
    return faults
  })
}
