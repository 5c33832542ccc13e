// What a quoted instalment costs: the figures of microcredit.md §4, and the rate of return checked by exact integers.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  annuitySchedule,
  daySubsidyIdr,
  decliningSchedule,
  effectiveRate,
  flatEquivalentPpm,
  flatSchedule,
  impliedFlatPpm,
} from './index.ts'

const loan = (plafonIdr: number, tenorMonths: number, percent: number) => ({ plafonIdr, tenorMonths, ratePpm: percent * 10_000 })
const paid = ({ instalments }: { instalments: readonly { paymentIdr: number }[] }) => instalments.map((each) => each.paymentIdr)

describe('the effective rate', () => {
  test('"flat 6 %" is 11.08 % over 36 months and 10.9 % over 12', () => {
    expect(effectiveRate(100_000_000, paid(flatSchedule(loan(100_000_000, 36, 6))))).toBeCloseTo(0.1108, 4)
    expect(effectiveRate(25_000_000, paid(flatSchedule(loan(25_000_000, 12, 6))))).toBeCloseTo(0.109, 3)
  })
  test('an annuity and a declining loan of 6 % are 6 %, but for the rounding to the rupiah', () => {
    expect(effectiveRate(50_000_000, paid(annuitySchedule(loan(50_000_000, 36, 6))))).toBeCloseTo(0.06, 6)
    expect(effectiveRate(100_000_000, paid(decliningSchedule(loan(100_000_000, 12, 6))))).toBeCloseTo(0.06, 6)
  })
  test('a fee that is kept back at disbursement raises it', () => {
    expect(effectiveRate(49_000_000, paid(annuitySchedule(loan(50_000_000, 36, 6))))).toBeGreaterThan(0.07)
  })
  test('one payment, no interest, a loss, nothing paid, and beyond all bounds', () => {
    expect(effectiveRate(100, [110])).toBeCloseTo(1.2, 12)
    expect(effectiveRate(300, [100, 100, 100])).toBeCloseTo(0, 12)
    expect(effectiveRate(300, [100, 100])).toBeLessThan(0)
    expect(effectiveRate(300, [0, 0])).toBeNull()
    expect(effectiveRate(1, [1_000_000])).toBeNull()
    for (const bad of [() => effectiveRate(0, [1]), () => effectiveRate(1, [-1]), () => effectiveRate(1, [0.5])])
      expect(bad).toThrow(RangeError)
  })
  test('is right to 1e-9 a year, by exact integers', () => {
    const scale = 10n ** 40n
    /** Σ payment·v^k, in units of 10^-40, for a yearly rate in units of 10^-12. */
    const discounted = (payments: readonly number[], yearly: bigint) => {
      const v = (12n * 10n ** 12n * scale) / (12n * 10n ** 12n + yearly)
      return payments.toReversed().reduce((sum, each) => ((sum + BigInt(each) * scale) * v) / scale, 0n)
    }
    fc.assert(
      fc.property(
        fc.integer({ min: 1_000_000, max: 5_000_000_000 }),
        fc.integer({ min: 1, max: 180 }),
        fc.integer({ min: 100, max: 300_000 }),
        fc.constantFrom(annuitySchedule, flatSchedule, decliningSchedule),
        (plafonIdr, tenorMonths, ratePpm, make) => {
          const payments = paid(make({ plafonIdr, tenorMonths, ratePpm }))
          const rate = BigInt(Math.round((effectiveRate(plafonIdr, payments) ?? NaN) * 1e12))
          expect(discounted(payments, rate - 1_000n) > BigInt(plafonIdr) * scale).toBe(true)
          expect(discounted(payments, rate + 1_000n) < BigInt(plafonIdr) * scale).toBe(true)
        },
      ),
      { numRuns: 60 },
    )
  })
})

test('what 6 % effective is as a flat rate: 3.28 %, 3.18 %, 3.173 %, 3.20 %', () => {
  const flat = (months: number) => flatEquivalentPpm(loan(100_000_000, months, 6))
  expect([flat(12), flat(24), flat(36), flat(60)]).toEqual([32_797, 31_847, 31_730, 31_994])
  expect(flatEquivalentPpm(loan(100_000_000, 36, 0))).toBe(0)
})

test('what the unreliable tables of 80 million imply: 7.5 %, 8.9 % and 10 % flat', () => {
  const implied = (tenorMonths: number, instalmentIdr: number) =>
    impliedFlatPpm({ plafonIdr: 80_000_000, tenorMonths, instalmentIdr })
  expect([implied(24, 3_833_333), implied(36, 2_814_815), implied(60, 2_000_000)]).toEqual([75_000, 88_889, 100_000])
  expect(implied(24, 3_000_000)).toBeLessThan(0)
  expect(() => impliedFlatPpm({ plafonIdr: 0, tenorMonths: 1, instalmentIdr: 1 })).toThrow(RangeError)
})

test('the subsidy of KPP by days: 10 % on 50 million for 31 of 360 days is 430,556', () => {
  expect(daySubsidyIdr({ balanceIdr: 50_000_000, subsidyPpm: 100_000, days: 31 })).toBe(430_556)
  expect(daySubsidyIdr({ balanceIdr: 50_000_000, subsidyPpm: 100_000, days: 0 })).toBe(0)
  expect(() => daySubsidyIdr({ balanceIdr: 1, subsidyPpm: 1, days: 0.5 })).toThrow(RangeError)
})
