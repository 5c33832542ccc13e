// The rule book as data: what it must say, and the mistakes that must not load.
// Guarantees: each kind of mistake is seeded once. Does not: read the decrees.
import { describe, expect, test } from 'vitest'
import { loadRuleBook } from './checkRuleBook.ts'
import { farmer, trader } from './example.ts'
import { FIRST_EDITION, kurRules } from './kurRules.ts'
import { bookOf, isFirm, KUR_SCHEMES, type AnyRule, type RuleBook, type SchemeEntry } from './ruleBook.ts'
import { verdict } from './verdict.ts'

describe('the rule book', () => {
  test('rate + subsidy is the lender’s yield in every row: 18, 16, 11.5 and 19.5 %', () => {
    const yields = kurRules.schemes.flatMap(({ scheme, versions }) =>
      versions.flatMap(({ id, bound: { rates, subsidies } }) =>
        subsidies.flatMap(({ byAccess, yieldPpm }) =>
          byAccess.map((ppm, access) => {
            const rate = rates[0]?.byAccess[access] ?? rates[0]?.byAccess.at(-1) ?? NaN
            expect([scheme, id, rate + ppm]).toEqual([scheme, id, yieldPpm])
            return yieldPpm
          }),
        ),
      ),
    )
    // KMK 317/2023: Super Mikro 1, Mikro 4, Kecil 4, Khusus 3 (in two versions), PMI 1; PMK 65/2025: 2.
    expect(yields).toHaveLength(1 + 4 + 4 + 3 * 2 + 1 + 2)
    expect([...new Set(yields)].toSorted((a, b) => a - b)).toEqual([115_000, 160_000, 180_000, 195_000])
  })
  test('has every scheme, and a plafon and a tenor for each', () => {
    expect(kurRules.schemes.map(({ scheme }) => scheme)).toEqual([...KUR_SCHEMES])
    for (const id of ['R-PLAFON', 'R-TENOR'])
      expect(kurRules.rules.flatMap(({ rule, schemes }) => (rule === id ? schemes : []))).toEqual([...KUR_SCHEMES])
  })
  test('what is not confirmed needs a signature, and says what could not be confirmed', () => {
    for (const { rule, versions } of kurRules.rules)
      for (const { id, conf, needsLegalSignoff, notConfirmed } of versions) {
        if (id === 'V2026') expect([rule, needsLegalSignoff]).toEqual([rule, !isFirm(conf)])
        if (needsLegalSignoff) expect([rule, id, notConfirmed?.id.length]).toEqual([rule, id, expect.any(Number)])
      }
  })
  test('names the decrees that were not found', () => {
    const unknown = kurRules.regulations.filter(({ effectiveOn }) => effectiveOn === null).map(({ id }) => id)
    expect(unknown).toEqual(['V2022', 'V2024', 'V2025b', 'V2026-BENCANA'])
  })
})

describe('a mistake in the data does not load', () => {
  const first = kurRules.rules.filter(({ rule }) => rule === 'R-ACCESS')
  const withRules = (rules: readonly object[]): RuleBook => ({ ...kurRules, rules: rules as readonly AnyRule[] })
  const changed = (change: object): RuleBook =>
    withRules(
      first.map((rule) => ({
        ...rule,
        versions: rule.versions.map((each, index) => (index === 1 ? { ...each, ...change } : each)),
      })),
    )
  test.each([
    ['gap', { from: '2026-01-06' }],
    ['overlap', { from: '2026-01-04' }],
    ['ends before it begins', { to: '2020-01-01' }],
    ['not a day', { to: '2026-02-30' }],
    ['no citation', { cite: ' ' }],
    ['unknown confidence', { conf: 'sure' }],
    ['asks for no signature', { conf: '?', needsLegalSignoff: false }],
    ['does not say what could not be confirmed', { conf: '?', notConfirmed: undefined }],
    ['bounds nothing', { bound: { maxBySector: { pertanian: -4 }, otherwise: 2 } }],
    ['bounds nothing', { bound: { maxBySector: {}, otherwise: 2.5 } }],
  ])('%s', (fault, change) => {
    expect(() => loadRuleBook(changed(change))).toThrow(fault)
  })
  test('open, yet another version follows', () => {
    const open = first.map((rule) => ({ ...rule, versions: rule.versions.map((each) => ({ ...each, to: null })) }))
    expect(() => loadRuleBook(withRules(open))).toThrow('open, yet V2026 follows')
  })
  test('a rule written twice for a scheme, one for no scheme, one without a version', () => {
    expect(() => loadRuleBook(withRules([...kurRules.rules, ...first]))).toThrow('R-ACCESS MIKRO: written twice')
    expect(() => loadRuleBook(withRules(first.map((rule) => ({ ...rule, schemes: [] }))))).toThrow('no scheme')
    expect(() => loadRuleBook(withRules(first.map((rule) => ({ ...rule, versions: [] }))))).toThrow('no version')
  })
  test('a plafon that nothing lies in', () => {
    const rules = kurRules.rules.map((rule) =>
      rule.rule === 'R-PLAFON'
        ? { ...rule, versions: rule.versions.map((each) => ({ ...each, bound: { aboveIdr: 2, upToIdr: 2 } })) }
        : rule,
    )
    expect(() => loadRuleBook(withRules(rules))).toThrow('no plafon lies between its bounds')
  })
  const withTerms = (change: object): RuleBook => ({
    ...kurRules,
    schemes: kurRules.schemes.map((entry): SchemeEntry =>
      entry.scheme === 'MIKRO'
        ? { ...entry, versions: entry.versions.map((each) => ({ ...each, bound: { ...each.bound, ...change } })) }
        : entry,
    ),
  })
  test('a scheme without a rate, and a rate and subsidy that do not make the yield', () => {
    expect(() => loadRuleBook(withTerms({ rates: [] }))).toThrow('MIKRO V2023: no rate')
    const dearer = kurRules.schemes[1]?.versions[1]?.bound.rates.map((row) => ({
      ...row,
      byAccess: [60_001, 70_000, 80_000, 90_000],
    }))
    expect(() => loadRuleBook(withTerms({ rates: dearer }))).toThrow('access 1 are not the yield of 160000')
    const none = kurRules.schemes[1]?.versions[1]?.bound.rates.map((row) => ({ ...row, byAccess: [] }))
    expect(() => loadRuleBook(withTerms({ rates: none }))).toThrow('a row without a rate')
  })
  test('a scheme or a decree written twice, and a relief with a gap between its years', () => {
    expect(() => loadRuleBook({ ...kurRules, schemes: [...kurRules.schemes, ...kurRules.schemes.slice(0, 1)] })).toThrow(
      'SUPER_MIKRO: written twice',
    )
    const { regulations, reliefs } = kurRules
    expect(() => loadRuleBook({ ...kurRules, regulations: [...regulations, ...regulations] })).toThrow('V2026: written twice')
    const gaping = reliefs.map((each) => ({
      ...each,
      byYear: each.byYear.filter(({ year }) => year !== 2027),
      provinces: ['Aceh'],
    }))
    expect(() => loadRuleBook({ ...kurRules, reliefs: gaping })).toThrow(/years leave a gap\n.*a province has two digits/)
  })
})

describe('a new version is an entry', () => {
  /** Of today, so that a later edition of the book leaves this story as it is. */
  const first = bookOf(kurRules, FIRST_EDITION)
  /** The cap comes back in 2027, by a decree that somebody has read: the old entry is closed, a new one added. */
  const next = loadRuleBook({
    ...first,
    edition: '2027-01-20',
    rules: first.rules.map((rule): AnyRule => {
      if (rule.rule !== 'R-ACCESS') return rule
      const [v2023, v2026] = rule.versions
      if (!v2023 || !v2026) return rule
      const v2027 = {
        id: 'V2027',
        from: '2027-02-01',
        to: null,
        since: '2027-01-20',
        conf: 'S' as const,
        cite: 'an invented decree',
        needsLegalSignoff: false,
        bound: { maxBySector: {}, otherwise: 3 },
      }
      return { ...rule, versions: [v2023, { ...v2026, to: '2027-01-31' }, v2027] }
    }),
  })
  const fourth = { ...trader, earlierAccesses: { MIKRO: 3 }, outstandingMikroIdr: 0 }
  test('it holds from its day of akad', () => {
    expect(verdict(fourth, '2027-01-31', next).outcome).toBe('refer')
    expect(verdict(fourth, '2027-02-01', next)).toMatchObject({
      outcome: 'ineligible',
      restsOn: ['R-ACCESS'],
      edition: '2027-01-20',
    })
  })
  test('an earlier edition answers as it did', () => {
    const before = bookOf(next, FIRST_EDITION)
    for (const facts of [fourth, trader, farmer])
      for (const akadOn of ['2025-09-01', '2026-06-01', '2027-06-01'])
        expect(verdict(facts, akadOn, before)).toEqual(verdict(facts, akadOn, first))
    expect(bookOf(next, next.edition)).toEqual(next)
  })
  test('a rule that did not exist yet is left out of an earlier edition', () => {
    const rules = first.rules.map((rule) => ({
      ...rule,
      versions: rule.versions.map((each) => ({ ...each, since: '2027-01-20' })),
    }))
    expect(bookOf({ ...first, rules: rules as readonly AnyRule[] }, FIRST_EDITION).rules).toEqual([])
  })
})
