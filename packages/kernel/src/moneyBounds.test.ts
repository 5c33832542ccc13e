// What is no loan, plan, quote or claim is thrown out, each with its own reason; and how each line of a schedule reads.
// Guarantees: both sides of each bound, and the exact words. Does not: check figures; money.test.ts and effectiveRate.test.ts do.
import { describe, expect, test } from 'vitest'
import {
  annuityIdr,
  annuitySchedule,
  daySubsidyIdr,
  effectiveRate,
  flatEquivalentPpm,
  impliedFlatPpm,
  scheduleBy,
  TENOR_MONTHS_MAX,
  unroundedAnnuityLine,
  type Plan,
} from './index.ts'

const loan = { plafonIdr: 1_200, tenorMonths: 12, ratePpm: 60_000 }
const plan = (change: Partial<Plan>) => () => annuitySchedule({ ...loan, ...change })

describe('a loan', () => {
  test.each([
    ['a plafon must be positive, not 0', { plafonIdr: 0 }],
    ['a tenor is a whole number of months from 1 to 480, not 0', { tenorMonths: 0 }],
    ['a tenor is a whole number of months from 1 to 480, not 1.5', { tenorMonths: 1.5 }],
    ['a tenor is a whole number of months from 1 to 480, not 481', { tenorMonths: TENOR_MONTHS_MAX + 1 }],
    ['not a rate in ppm from 0 to 10000000: -1', { ratePpm: -1 }],
  ])('%s', (reason, change) => {
    const bad = { ...loan, ...change }
    for (const ask of [
      () => annuityIdr(bad),
      () => annuitySchedule(bad),
      () => flatEquivalentPpm(bad),
      () => unroundedAnnuityLine(bad, 1),
    ])
      expect(ask).toThrow(reason)
  })
  test('of the longest tenor is one', () => expect(annuityIdr({ ...loan, tenorMonths: TENOR_MONTHS_MAX })).toBeGreaterThan(0))
  test.each([0, 13, 1.5])('has no month %d of 12', (number) =>
    expect(() => unroundedAnnuityLine(loan, number)).toThrow(`no month ${number} of 12`),
  )
  test('without interest is paid in even shares, rounded half-up', () => {
    const free = { plafonIdr: 1_000, tenorMonths: 8, ratePpm: 0 }
    expect([1, 3, 8].map((number) => unroundedAnnuityLine(free, number))).toEqual([
      { principalIdr: 125, interestIdr: 0, balanceIdr: 875 },
      { principalIdr: 125, interestIdr: 0, balanceIdr: 625 },
      { principalIdr: 125, interestIdr: 0, balanceIdr: 0 },
    ])
    expect(unroundedAnnuityLine({ plafonIdr: 4, tenorMonths: 8, ratePpm: 0 }, 1)).toMatchObject({
      principalIdr: 1,
      balanceIdr: 4,
    })
  })
  test('a line that falls on half a rupiah is rounded up', () => {
    // 2 rupiah over one month at 300 % a year: half a rupiah of interest.
    expect(unroundedAnnuityLine({ plafonIdr: 2, tenorMonths: 1, ratePpm: 3_000_000 }, 1)).toEqual({
      principalIdr: 2,
      interestIdr: 1,
      balanceIdr: 0,
    })
    // 3 over two months at 1,200 % a year: 1 + 2 of principal; 5 over two: 1.67 and 3.33.
    expect(unroundedAnnuityLine({ plafonIdr: 9, tenorMonths: 2, ratePpm: 10_000_000 }, 1).balanceIdr).toBe(6)
  })
})

describe('a plan', () => {
  test.each([-1, 12, 13, 0.5])('with a grace of %d of 12 months is none', (months) =>
    expect(plan({ grace: { months, of: 'principal' } })).toThrow(
      `a grace period is a whole number of months below the tenor, not ${months}`,
    ),
  )
  test('with a grace of all months but one is', () =>
    expect(
      plan({ grace: { months: 11, of: 'everything' } })().instalments.filter(({ paymentIdr }) => paymentIdr > 0),
    ).toHaveLength(1))
  test.each([0, 1.5])('whose rate steps at month %d is none', (fromMonth) =>
    expect(plan({ steps: [{ fromMonth, ratePpm: 1 }] })).toThrow(`a rate steps at a month from 1, not ${fromMonth}`),
  )
  test('nor one that steps to a rate in another unit, also after its end', () =>
    expect(plan({ steps: [{ fromMonth: 99, ratePpm: 0.06 }] })).toThrow('not a rate in ppm'))
  test('nor one that rounds to nothing', () =>
    expect(plan({ rounding: { name: 'x', multipleIdr: 0, rounding: 'up' } })).toThrow(
      'a rounding multiple must be positive, not 0',
    ))
  test('of two steps for one month the later entry counts, and of three the last that has begun', () => {
    const twice = plan({
      steps: [
        { fromMonth: 2, ratePpm: 1_000_000 },
        { fromMonth: 2, ratePpm: 0 },
      ],
    })()
    expect(twice.totalInterestIdr).toBe(6)
    const back = plan({
      steps: [
        { fromMonth: 6, ratePpm: 0 },
        { fromMonth: 2, ratePpm: 1_000_000 },
      ],
    })()
    expect(back.instalments.slice(5).every(({ interestIdr }) => interestIdr === 0)).toBe(true)
  })
  test('says its method, and the rounding it was made with', () => {
    for (const method of ['annuity', 'flat', 'declining'] as const)
      expect(scheduleBy(method, loan)).toMatchObject({ method, rounding: 'to-the-rupiah' })
    // 1,005 over 10 months without interest: 100.5, rounded half-up.
    expect(scheduleBy('declining', { plafonIdr: 1_005, tenorMonths: 10, ratePpm: 0 }).instalments[0]?.principalIdr).toBe(101)
  })
  test('interest that grace put off is spread evenly, rounded down, and the last month takes the rest', () => {
    const { instalments } = plan({ plafonIdr: 100_000, grace: { months: 1, of: 'everything' }, ratePpm: 12_120 })()
    const bare = annuitySchedule({ plafonIdr: 100_000, tenorMonths: 11, ratePpm: 12_120 }).instalments
    // 101 over 11 months: nine each, and eleven in the last.
    expect(instalments.slice(1).map(({ interestIdr }, index) => interestIdr - (bare[index]?.interestIdr ?? 0))).toEqual([
      ...Array.from({ length: 10 }, () => 9),
      11,
    ])
  })
})

describe('a quote and a claim', () => {
  test.each([
    [
      'a quote has a positive plafon and a whole number of months',
      () => impliedFlatPpm({ plafonIdr: 0, tenorMonths: 1, instalmentIdr: 1 }),
    ],
    ['a quote has a positive plafon', () => impliedFlatPpm({ plafonIdr: 1, tenorMonths: 0, instalmentIdr: 1 })],
    ['a quote has a positive plafon', () => impliedFlatPpm({ plafonIdr: 1, tenorMonths: 1.5, instalmentIdr: 1 })],
    ['what was received must be positive, not 0', () => effectiveRate(0, [1])],
    ['a payment is not negative', () => effectiveRate(1, [3, -1])],
    ['interest days are a whole number, not 0.5', () => daySubsidyIdr({ balanceIdr: 1, subsidyPpm: 1, days: 0.5 })],
    ['interest days are a whole number, not -1', () => daySubsidyIdr({ balanceIdr: 1, subsidyPpm: 1, days: -1 })],
  ])('%s', (reason, ask) => expect(ask).toThrow(reason))
  test('a plafon of one, over a month', () =>
    expect(impliedFlatPpm({ plafonIdr: 1, tenorMonths: 1, instalmentIdr: 2 })).toBe(12_000_000))
  test('a rate on the bound, beyond it, and of nothing', () => {
    expect(effectiveRate(1, [1_001])).toBeCloseTo(12_000, 6)
    expect(effectiveRate(1, [1_002])).toBeNull()
    expect(effectiveRate(999_000, [1])).toBeCloseTo(-11.999_988, 6)
    expect(effectiveRate(1_000_001, [1])).toBeNull()
    expect(effectiveRate(1, [])).toBeNull()
  })
})

test('every kind of line as people read it: changed only on purpose, run with -u', async () => {
  const plans: readonly Partial<Plan>[] = [
    {},
    { grace: { months: 1, of: 'principal' } },
    { grace: { months: 1, of: 'everything' } },
  ]
  const texts = plans.flatMap((change) =>
    (['annuity', 'flat', 'declining'] as const).flatMap((method) =>
      scheduleBy(method, { plafonIdr: 30_000_000, tenorMonths: 4, ratePpm: 65_000, ...change }).instalments.map(
        ({ number, paymentIdr, balanceIdr, explanation: { id, en } }) =>
          `${method} ${change.grace?.of ?? '-'} ${number}: ${paymentIdr}, ${balanceIdr}\n  ${id}\n  ${en}\n`,
      ),
    ),
  )
  await expect(texts.join('')).toMatchFileSnapshot('./scheduleWords.txt')
})
