// Rupiah, rates and schedules: the vectors of microcredit.md §4, and properties checked by another route than the code's.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  annuityIdr,
  annuitySchedule,
  decliningSchedule,
  divide,
  flatSchedule,
  formatPercent,
  formatRupiah,
  parsePercent,
  parseRupiah,
  ppm,
  rupiah,
} from './index.ts'

const loan = (plafonIdr: number, tenorMonths: number, percent: number) => ({ plafonIdr, tenorMonths, ratePpm: percent * 10_000 })
const loans = fc.record({
  plafonIdr: fc.oneof(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 1_000_000, max: 5_000_000_000 })),
  tenorMonths: fc.integer({ min: 1, max: 180 }),
  ratePpm: fc.integer({ min: 0, max: 300_000 }),
})

describe('rupiah', () => {
  test('a fraction and an amount beyond 2^53-1 are thrown out', () => {
    for (const bad of [0.5, NaN, Infinity, 2 ** 53]) expect(() => rupiah(bad)).toThrow(RangeError)
    expect(Object.is(rupiah(-0), 0)).toBe(true)
  })
  test('written as Indonesians write it', () => {
    expect([0, 999, 1_216_877, -500].map(formatRupiah)).toEqual(['Rp0', 'Rp999', 'Rp1.216.877', '-Rp500'])
  })
  test('what is written is read back; half-grouped text is not an amount', () => {
    fc.assert(fc.property(fc.maxSafeInteger(), (amount) => parseRupiah(formatRupiah(amount)) === rupiah(amount)))
    for (const bad of ['1,5', '1.21', 'Rp', '1.0000', '9999999999999999']) expect(parseRupiah(bad)).toBeNull()
  })
  test('half-up, down and up round as their names say', () => {
    expect([5n, -5n, 4n].map((n) => divide(n, 2n, 'half-up'))).toEqual([3n, -3n, 2n])
    expect([divide(5n, 3n, 'down'), divide(4n, 3n, 'up'), divide(4n, 3n, 'half-up')]).toEqual([1n, 2n, 1n])
  })
})

describe('rates', () => {
  test('percent text is read without a binary float', () => {
    expect(['6', '6%', '5,5 %', '11.0833%'].map(parsePercent)).toEqual([60_000, 60_000, 55_000, 110_833])
    for (const bad of ['-1', '6,', '1.00001', '1001', 'enam']) expect(parsePercent(bad)).toBeNull()
  })
  test('what is written is read back, in both languages', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), fc.constantFrom('id' as const, 'en' as const), (rate, language) => {
        expect(parsePercent(formatPercent(rate, language))).toBe(ppm(rate))
      }),
    )
  })
})

describe('annuity: the assertable schedules of microcredit.md §4', () => {
  test('50 million, 36 months, 6 %', () => {
    const { instalments, totalInterestIdr } = annuitySchedule(loan(50_000_000, 36, 6))
    expect(instalments[0]).toMatchObject({ paymentIdr: 1_521_097, principalIdr: 1_271_097, interestIdr: 250_000 })
    expect(instalments[1]).toMatchObject({ interestIdr: 243_645 })
    expect(instalments[35]).toMatchObject({ paymentIdr: 1_521_093, balanceIdr: 0 })
    expect(totalInterestIdr).toBe(4_759_488)
  })
  test('100 million, 60 months, 6 %', () => {
    const { instalments } = annuitySchedule(loan(100_000_000, 60, 6))
    expect([instalments[0]?.paymentIdr, instalments[59]?.paymentIdr]).toEqual([1_933_280, 1_933_289])
  })
  test('10 million, 12 months, 3 %', () => {
    const { instalments, totalInterestIdr } = annuitySchedule(loan(10_000_000, 12, 3))
    expect([instalments[0]?.paymentIdr, instalments[11]?.paymentIdr, totalInterestIdr]).toEqual([846_937, 846_937, 163_244])
  })
  test.each([
    [75_000_000, 24, 8, 3_392_047],
    [40_000_000, 36, 6, 1_216_877],
    [8_000_000, 24, 3, 343_850],
    [250_000_000, 48, 6, 5_871_257],
    [100_000_000, 36, 6, 3_042_194],
    [25_000_000, 12, 6, 2_151_661],
    [25_000_000, 18, 6, 1_455_793],
    [25_000_000, 24, 6, 1_108_015],
    [25_000_000, 36, 6, 760_548],
    [25_000_000, 48, 6, 587_126],
    [100_000_000, 12, 6, 8_606_643],
    [80_000_000, 24, 6, 3_545_649],
    [400_000_000, 180, 4, 2_958_752],
    [337_938_987, 144, 11, 4_236_252],
  ])('%i over %i months at %i %% is %i a month', (plafonIdr, months, percent, expected) => {
    expect(annuityIdr(loan(plafonIdr, months, percent))).toBe(expected)
  })
  test('the published sheet of 400 million, month by month', () => {
    const { instalments } = annuitySchedule(loan(400_000_000, 180, 4))
    expect(instalments[0]).toMatchObject({ interestIdr: 1_333_333 })
    expect(instalments[1]).toMatchObject({ interestIdr: 1_327_915 })
  })
})

test('flat: the tables that banks publish', () => {
  const flat = (plafonIdr: number, months: number) => flatSchedule(loan(plafonIdr, months, 6)).instalments[0]?.paymentIdr
  expect([flat(100_000_000, 36), flat(50_000_000, 36), flat(80_000_000, 24)]).toEqual([3_277_778, 1_638_889, 3_733_333])
  expect([12, 18, 24, 36, 48].map((months) => flat(25_000_000, months))).toEqual([
    2_208_333, 1_513_889, 1_166_667, 819_444, 645_833,
  ])
})

test('declining: the first month of 100 million over a year is 8,833,333', () => {
  expect(decliningSchedule(loan(100_000_000, 12, 6)).instalments[0]?.paymentIdr).toBe(8_833_333)
})

describe('any loan', () => {
  test('the annuity is the exact value rounded: half a rupiah less leaves a debt, half a rupiah more leaves none', () => {
    // Another route than the closed formula: the debt is carried month by month, in exact fractions of 1/(2·12M^n).
    const scale = 12_000_000n
    const leftAfter = (loanOf: { plafonIdr: number; tenorMonths: number; ratePpm: number }, doubledPayment: bigint) => {
      let debt = BigInt(loanOf.plafonIdr) * 2n
      let unit = 1n
      for (let month = 0; month < loanOf.tenorMonths; month++) {
        unit *= scale
        debt = debt * (scale + BigInt(loanOf.ratePpm)) - doubledPayment * unit
      }
      return debt
    }
    fc.assert(
      fc.property(loans, (each) => {
        const doubled = BigInt(annuityIdr(each)) * 2n
        expect(leftAfter(each, doubled - 1n) >= 0n).toBe(true)
        expect(leftAfter(each, doubled + 1n) < 0n).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
  test.each([annuitySchedule, flatSchedule, decliningSchedule])(
    'principals add up to the plafon and none is negative: %o',
    (make) => {
      fc.assert(
        fc.property(loans, (each) => {
          const { instalments, totalInterestIdr, totalPaymentIdr } = make(each)
          expect(instalments).toHaveLength(each.tenorMonths)
          expect(instalments.reduce((sum, { principalIdr }) => sum + principalIdr, 0)).toBe(each.plafonIdr)
          expect(instalments.every(({ principalIdr, interestIdr }) => principalIdr >= 0 && interestIdr >= 0)).toBe(true)
          expect(instalments.at(-1)?.balanceIdr).toBe(0)
          expect(totalPaymentIdr).toBe(each.plafonIdr + totalInterestIdr)
        }),
        { numRuns: 40 },
      )
    },
  )
  test('no tenor of zero, no plafon of zero, no rate in percent by mistake', () => {
    for (const bad of [
      loan(0, 12, 6),
      loan(1_000_000, 0, 6),
      loan(1_000_000, 1.5, 6),
      { ...loan(1_000_000, 12, 0), ratePpm: 0.06 },
    ])
      expect(() => annuitySchedule(bad)).toThrow(RangeError)
  })
})
