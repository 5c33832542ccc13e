// What no verdict may ever do, whatever the facts, in whatever order they are told.
// Guarantees: the properties hold for random facts near the bounds. Does not: name a rule; verdict.test.ts and the scenarios do.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyAkad, anyFacts } from '../population/anyFacts.ts'
import { contractor, farmer, growers, laidOff, migrant, trader, workshop } from './example.ts'
import { gather, SOURCES, type ApplicantFacts, type FactValues } from './facts.ts'
import { isFirm } from './ruleBook.ts'
import { verdict, type KurVerdict } from './verdict.ts'

const ruled = ({ rules }: KurVerdict, id: string) => rules.find(({ rule }) => rule === id)

describe('any facts at all', () => {
  test('a hard no rests on confirmed rules alone, and names them; any other no is handed to a person', () => {
    fc.assert(
      fc.property(anyFacts, anyAkad, (each, day) => {
        const given = verdict(each, day)
        if (given.outcome === 'refer' && given.indicative === 'ineligible' && given.scheme)
          for (const id of given.restsOn) expect(isFirm(ruled(given, id)?.conf ?? 'S')).toBe(false)
        if (given.outcome !== 'ineligible') return
        expect(given.restsOn.length).toBeGreaterThan(0)
        for (const id of given.restsOn) expect(isFirm(ruled(given, id)?.conf ?? '?')).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
  test('forgetting a fact never makes a no of what was none', () => {
    const forgettable = [
      ...[
        'sector',
        'businessAgeMonths',
        'substitutes',
        'earlierAccesses',
        'credits',
        'worstKol',
        'occupation',
        'hasNpwp',
        'turnoverIdr',
      ],
      ...['hasNib', 'hasIdentityDocument', 'hasBpjsTk', 'outstandingMikroIdr', 'accumulatedKecilIdr', 'ageMonths', 'recipient'],
      ...['workContractMonths', 'placementCostIdr', 'hasOtherGovernmentCredit'],
    ]
    const saysNo = ({ outcome, indicative }: KurVerdict) => outcome === 'ineligible' || indicative === 'ineligible'
    fc.assert(
      fc.property(anyFacts, anyAkad, fc.constantFrom(...forgettable), (each, day, name) => {
        if (saysNo(verdict(each, day))) return
        expect(saysNo(verdict({ ...each, [name]: null }, day))).toBe(false)
      }),
      { numRuns: 300 },
    )
  })
  test('nor a yes: what is missing holds the answer open', () => {
    // Not those that follow from others: who never had a KUR owes none, who has no credit has none that is overdue.
    const needed = [
      ...['businessAgeMonths', 'substitutes', 'earlierAccesses', 'credits', 'occupation', 'hasNpwp', 'turnoverIdr'],
      ...['sector', 'hasNib', 'hasIdentityDocument', 'hasBpjsTk', 'recipient', 'workContractMonths', 'placementCostIdr'],
      'hasOtherGovernmentCredit',
    ]
    const people = fc.constantFrom<ApplicantFacts>(trader, farmer, laidOff, workshop, growers, migrant, contractor)
    let eligible = 0
    fc.assert(
      fc.property(people, anyFacts, anyAkad, fc.constantFrom(...needed), (person, random, day, name) => {
        const each = { ...person, [name]: random[name as keyof ApplicantFacts] ?? null }
        if (verdict({ ...each, [name]: null }, day).outcome !== 'eligible') return
        eligible += 1
        expect([name, verdict(each, day).outcome]).toEqual([name, 'eligible'])
      }),
      { numRuns: 1_500 },
    )
    expect(eligible).toBeGreaterThan(100)
  })
  test('knowing nothing is never a no, and a collateral demand never changes the outcome', () => {
    const { plafonIdr, tenorMonths, loanType } = trader
    const nothing = gather({ plafonIdr, tenorMonths, loanType }, [])
    expect(verdict(nothing, '2025-06-02').outcome).toBe('conditional')
    for (const scheme of ['KHUSUS', 'PMI', 'KPP_DEMAND'] as const)
      expect(verdict({ ...nothing, scheme }, '2025-09-01').indicative).not.toBe('ineligible')
    fc.assert(
      fc.property(anyFacts, anyAkad, (each, day) => {
        expect(verdict({ ...each, collateralDemanded: true }, day).outcome).toBe(
          verdict({ ...each, collateralDemanded: false }, day).outcome,
        )
      }),
    )
  })
  test('every answer has a sentence in both languages, a citation, and the facts it looked at', () => {
    fc.assert(
      fc.property(anyFacts, anyAkad, (each, day) => {
        const given = verdict(each, day)
        for (const { sentence, cite, facts } of [...given.rules, ...given.lenderSide]) {
          expect(sentence.id === sentence.en || /undefined|null|NaN/.test(sentence.id + sentence.en)).toBe(false)
          expect([cite.length > 3, facts.length > 0]).toEqual([true, true])
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('the order in which facts are told', () => {
  const statements = fc.array(
    fc.record({
      source: fc.constantFrom(...SOURCES),
      asOf: fc.constantFrom(null, '2025-01-02', '2025-05-30'),
      facts: anyFacts.map((each): Partial<FactValues> => {
        const { plafonIdr: _plafon, tenorMonths: _tenor, loanType: _type, ...rest } = each
        return rest
      }),
    }),
    { maxLength: 5 },
  )
  const wish = { plafonIdr: 40_000_000, tenorMonths: 36, loanType: 'KMK' } as const
  test('never matters', () => {
    const shuffled = statements.chain((told) =>
      fc.tuple(fc.constant(told), fc.shuffledSubarray(told, { minLength: told.length, maxLength: told.length }), anyAkad),
    )
    const backwards = <Value extends object>(value: Value) => Object.fromEntries(Object.entries(value).toReversed()) as Value
    fc.assert(
      fc.property(shuffled, ([told, otherwise, day]) => {
        const mixed = otherwise.map((each) => backwards({ ...each, facts: backwards(each.facts) }))
        expect(verdict(gather(wish, mixed), day)).toEqual(verdict(gather(wish, told), day))
        expect(verdict(backwards(gather(wish, told)), day)).toEqual(verdict(gather(wish, told), day))
      }),
      { numRuns: 100 },
    )
  })
})
