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
  TO_THE_RUPIAH,
  unroundedAnnuityLine,
  type Plan,
} from './index.ts'

const loan = (plafonIdr: number, tenorMonths: number, percent: number) => ({ plafonIdr, tenorMonths, ratePpm: percent * 10_000 })
const upTo100 = { name: 'up-to-100', multipleIdr: 100, rounding: 'up' as const }
const loans = fc.record({
  plafonIdr: fc.oneof(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 1_000_000, max: 5_000_000_000 })),
  tenorMonths: fc.integer({ min: 1, max: 180 }),
  ratePpm: fc.integer({ min: 0, max: 300_000 }),
})

const plans = fc
  .tuple(
    loans,
    fc.constantFrom(TO_THE_RUPIAH, upTo100, { name: 'down-to-1000', multipleIdr: 1_000, rounding: 'down' as const }),
    fc.array(fc.record({ fromMonth: fc.integer({ min: 1, max: 60 }), ratePpm: fc.integer({ min: 0, max: 300_000 }) }), {
      maxLength: 3,
    }),
    fc.option(fc.record({ months: fc.nat(12), of: fc.constantFrom('principal' as const, 'everything' as const) })),
  )
  .map(([each, rounding, steps, grace]): Plan => ({
    ...each,
    rounding,
    steps,
    ...(grace ? { grace: { ...grace, months: Math.min(grace.months, each.tenorMonths - 1) } } : {}),
  }))

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
  test('the published sheet of 400 million, month by month: it carries fractions and rounds for display alone', () => {
    const line = (number: number) => unroundedAnnuityLine(loan(400_000_000, 180, 4), number)
    expect(line(1)).toMatchObject({ interestIdr: 1_333_333, principalIdr: 1_625_418 })
    expect(line(2)).toMatchObject({ interestIdr: 1_327_915, principalIdr: 1_630_836 })
    expect([line(36).balanceIdr, line(180).balanceIdr]).toEqual([337_938_987, 0])
    expect(annuitySchedule(loan(400_000_000, 180, 4)).instalments[0]).toMatchObject({ interestIdr: 1_333_333 })
  })
  test('its rate steps from 4 % to 11 % after 36 months: 4,236,252 a month from then on', () => {
    const { instalments } = annuitySchedule({ ...loan(400_000_000, 180, 4), steps: [{ fromMonth: 37, ratePpm: 110_000 }] })
    expect([35, 36, 178].map((index) => instalments[index]?.paymentIdr)).toEqual([2_958_752, 4_236_252, 4_236_252])
  })
  test('an unrounded line without interest is an even share, and there is no line beyond the tenor', () => {
    expect(unroundedAnnuityLine(loan(1_000, 3, 0), 2)).toEqual({ principalIdr: 333, interestIdr: 0, balanceIdr: 333 })
    for (const bad of [0, 1.5, 181]) expect(() => unroundedAnnuityLine(loan(400_000_000, 180, 4), bad)).toThrow(RangeError)
  })
})

test('flat: the tables that banks publish', () => {
  const flat = (plafonIdr: number, months: number) => flatSchedule(loan(plafonIdr, months, 6)).instalments[0]?.paymentIdr
  expect([flat(100_000_000, 36), flat(50_000_000, 36), flat(80_000_000, 24)]).toEqual([3_277_778, 1_638_889, 3_733_333])
  expect([12, 18, 24, 36, 48].map((months) => flat(25_000_000, months))).toEqual([
    2_208_333, 1_513_889, 1_166_667, 819_444, 645_833,
  ])
  expect(flatSchedule(loan(100_000_000, 36, 6)).totalPaymentIdr).toBe(118_000_000)
  expect(flatSchedule(loan(50_000_000, 36, 6)).totalInterestIdr).toBe(9_000_000)
})

test('declining: the first month of 100 million over a year is 8,833,333', () => {
  expect(decliningSchedule(loan(100_000_000, 12, 6)).instalments[0]?.paymentIdr).toBe(8_833_333)
})

describe('a plan', () => {
  test('instalments rounded up to Rp100, the last one smaller', () => {
    const { instalments, rounding } = annuitySchedule({ ...loan(50_000_000, 36, 6), rounding: upTo100 })
    expect(rounding).toBe('up-to-100')
    expect([instalments[0]?.paymentIdr, instalments[34]?.paymentIdr]).toEqual([1_521_100, 1_521_100])
    expect(instalments[35]?.paymentIdr).toBeLessThan(1_521_100)
    expect(annuitySchedule(loan(50_000_000, 36, 6)).rounding).toBe('to-the-rupiah')
  })
  test('flat and declining are rounded in the payment and in the principal', () => {
    const rounded = { ...loan(100_000_000, 36, 6), rounding: upTo100 }
    expect(flatSchedule(rounded).instalments[0]).toMatchObject({ paymentIdr: 3_277_800, interestIdr: 500_000 })
    expect(decliningSchedule(rounded).instalments[0]).toMatchObject({ principalIdr: 2_777_800, interestIdr: 500_000 })
  })
  test('a grace period of principal pays interest alone; one of everything spreads it without interest on interest', () => {
    const plan = loan(12_000_000, 12, 6)
    const principal = annuitySchedule({ ...plan, grace: { months: 3, of: 'principal' } })
    expect(principal.instalments.slice(0, 4).map(({ paymentIdr }) => paymentIdr)).toEqual([60_000, 60_000, 60_000, 1_366_888])
    const everything = annuitySchedule({ ...plan, grace: { months: 3, of: 'everything' } })
    expect(everything.instalments.slice(0, 4).map(({ paymentIdr }) => paymentIdr)).toEqual([0, 0, 0, 1_386_888])
    expect(everything.totalInterestIdr).toBe(principal.totalInterestIdr)
    // 250,000 over 35 months leaves a rest of 30, which the last one takes.
    const [first, last] = [1, 35].map(
      (index) =>
        (annuitySchedule({ ...loan(50_000_000, 36, 6), grace: { months: 1, of: 'everything' } }).instalments[index]
          ?.interestIdr ?? 0) -
        (annuitySchedule({ ...loan(50_000_000, 36, 6), grace: { months: 1, of: 'principal' } }).instalments[index]?.interestIdr ??
          0),
    )
    expect([first, last]).toEqual([7_142, 7_172])
  })
  test('relief steps: 0 % the first year, 3 % the second, 6 % after', () => {
    const { instalments, ratePpm } = annuitySchedule({
      ...loan(36_000_000, 36, 0),
      steps: [
        { fromMonth: 25, ratePpm: 60_000 },
        { fromMonth: 13, ratePpm: 30_000 },
      ],
    })
    expect([ratePpm, ...[0, 12, 24].map((index) => instalments[index]?.interestIdr)]).toEqual([0, 0, 60_000, 60_899])
  })
  test('each line says how it came about, in both languages', () => {
    const lines = annuitySchedule({ ...loan(50_000_000, 36, 6), grace: { months: 1, of: 'everything' } }).instalments
    expect(lines[0]?.explanation.en).toMatch(/^Grace period: nothing is paid/)
    expect(lines[1]?.explanation).toEqual({
      id: 'Bunga 6% ÷ 12 × sisa pokok Rp50.000.000 = Rp250.000, ditambah Rp7.142 bunga masa tenggang. Pokok Rp1.567.917 − Rp257.142 = Rp1.310.775.',
      en: 'Interest 6% ÷ 12 × balance Rp50.000.000 = Rp250.000, plus Rp7.142 of the grace period. Principal Rp1.567.917 − Rp257.142 = Rp1.310.775.',
    })
    expect(lines[35]?.explanation.id).toContain('Angsuran terakhir melunasi sisa pokok')
    expect(flatSchedule(loan(50_000_000, 36, 6)).instalments[1]?.explanation.id).toContain('plafon Rp50.000.000')
    expect(decliningSchedule(loan(50_000_000, 36, 6)).instalments[1]?.explanation.id).toContain('Pokok tetap Rp1.388.889')
    const interestAlone = annuitySchedule({ ...loan(50_000_000, 36, 6), grace: { months: 1, of: 'principal' } }).instalments[0]
    expect(interestAlone?.explanation.id).toMatch(/^Masa tenggang: bunga saja/)
  })
  test('no grace of the whole tenor, no step before the first month, no rounding to nothing', () => {
    for (const bad of [
      { grace: { months: 36, of: 'principal' as const } },
      { steps: [{ fromMonth: 0, ratePpm: 1 }] },
      { steps: [{ fromMonth: 1, ratePpm: 0.5 }] },
      { rounding: { ...upTo100, multipleIdr: 0 } },
    ])
      expect(() => annuitySchedule({ ...loan(1_000_000, 36, 6), ...bad })).toThrow(RangeError)
  })
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
    'principals add up to the plafon and none is negative, however it is rounded, stepped or begun: %o',
    (make) => {
      fc.assert(
        fc.property(plans, (each) => {
          const { instalments, totalInterestIdr, totalPaymentIdr } = make(each)
          expect(instalments).toHaveLength(each.tenorMonths)
          expect(instalments.reduce((sum, { principalIdr }) => sum + principalIdr, 0)).toBe(each.plafonIdr)
          expect(instalments.every(({ principalIdr, interestIdr }) => principalIdr >= 0 && interestIdr >= 0)).toBe(true)
          expect(instalments.at(-1)?.balanceIdr).toBe(0)
          expect(totalPaymentIdr).toBe(each.plafonIdr + totalInterestIdr)
        }),
        { numRuns: 60 },
      )
    },
  )
  test('the annuity of any plan: every payment but the last of a stretch with one rate is the same', () => {
    fc.assert(
      fc.property(loans, (each) => {
        const { instalments } = annuitySchedule(each)
        const paying = instalments.slice(0, -1).filter(({ balanceIdr }) => balanceIdr > 0)
        expect(new Set(paying.map(({ paymentIdr }) => paymentIdr)).size).toBeLessThanOrEqual(1)
      }),
      { numRuns: 40 },
    )
  })
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
