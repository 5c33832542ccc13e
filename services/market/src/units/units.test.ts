// Units and what they hold, exactly: every figure of market.md §5, and that no conversion loses anything.
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { compare, decimal, fraction, isWhole, over, rounded, text, times, whole } from './exact.ts'
import {
  adjusted,
  amountInBase,
  contentOf,
  cost,
  inWords,
  nameOf,
  perBase,
  quantityOf,
  thousandths,
  type SaleUnit,
} from './saleUnit.ts'
import { BASE, convert, dimensionOf, DIMENSIONS, inBase, PACKS, scaled, symbolOf, UNIT_CODES, type UnitCode } from './unit.ts'

const of = (written: string) => decimal(written) ?? whole(-1)
const karung60 = { kind: 'pack', name: 'karung', content: { quantity: '60', unit: 'KGM' } } as const
const kuintal = { kind: 'measure', unit: 'DTN' } as const
const ayam = { kind: 'irregular', name: 'ekor', average: { quantity: '1.2', unit: 'KGM' }, tolerancePpm: 200_000 } as const

describe('decimals', () => {
  test.each([
    ['0', '0'],
    ['12', '12'],
    ['0.5', '0.5'],
    ['1.50', '1.5'],
    ['999999999.999999', '999999999.999999'],
    ['0.000001', '0.000001'],
  ])('%s is read without loss', (written, back) => expect(text(of(written))).toBe(back))

  test.each(['', ' ', 'abc', '-1', '+1', '1,5', '1.', '.5', '01', '1e3', '0x10', '1.1234567', '1000000000', 'NaN', '1 ', '１'])(
    '%s is no quantity, and never 0',
    (written) => expect(decimal(written)).toBeNull(),
  )

  it('a fraction is in lowest terms and has no negative zero', () => {
    expect(fraction(6n, 4n)).toEqual({ n: 3n, d: 2n })
    expect(fraction(-6n, 4n)).toEqual({ n: -3n, d: 2n })
    expect(fraction(0n, 7n)).toEqual({ n: 0n, d: 1n })
    expect(() => fraction(1n, 0n)).toThrow(RangeError)
    expect([isWhole(whole(3)), isWhole(fraction(3n, 2n))]).toEqual([true, false])
  })

  it('what has no finite decimal is rounded half up at the place that is named', () => {
    expect([text(fraction(1n, 3n), 2), text(fraction(2n, 3n), 2), text(fraction(1n, 200n), 2)]).toEqual(['0.33', '0.67', '0.01'])
    expect(rounded(fraction(5n, 2n), 'half-up')).toBe(3n)
  })

  it('compares exactly where a float would not', () => {
    expect(compare(of('0.3'), times(of('0.1'), whole(3)))).toBe(0)
    expect([compare(of('1'), of('2')), compare(of('2'), of('1'))]).toEqual([-1, 1])
    expect(over(of('0.3'), of('0.1'))).toEqual(whole(3))
  })
})

/** market.md §5 {REC20}: each code, what it measures, how many of the base unit. */
const TABLE: readonly [UnitCode, string, string, string][] = [
  ['KGM', 'mass', '1', 'kg'],
  ['GRM', 'mass', '0.001', 'g'],
  ['TNE', 'mass', '1000', 'ton'],
  ['DTN', 'mass', '100', 'kuintal'],
  ['LTR', 'volume', '1', 'liter'],
  ['MLT', 'volume', '0.001', 'mL'],
  ['MTQ', 'volume', '1000', 'm³'],
  ['MTR', 'length', '1', 'm'],
  ['H87', 'count', '1', 'buah'],
  ['C62', 'count', '1', 'satuan'],
  ['HEA', 'count', '1', 'ekor'],
  ['PR', 'count', '2', 'pasang'],
  ['DZN', 'count', '12', 'lusin'],
  ['SCO', 'count', '20', 'kodi'],
  ['GRO', 'count', '144', 'gros'],
  ['SET', 'set', '1', 'set'],
]

describe('units of Rec 20', () => {
  test.each(TABLE)('%s measures %s and is %s of its base', (unit, dimension, factor, symbol) => {
    expect([dimensionOf(unit), text(inBase(whole(1), unit)), symbolOf(unit)]).toEqual([dimension, factor, symbol])
  })

  it('there is no other, and each dimension has a base of factor one', () => {
    expect(UNIT_CODES.toSorted()).toEqual(TABLE.map(([code]) => code).toSorted())
    for (const dimension of DIMENSIONS) expect(inBase(whole(7), BASE[dimension])).toEqual(whole(7))
  })

  it('rim, karung and the withdrawn box, bundle and sheet have no factor: they are packs', () => {
    expect(['RM', 'BX', 'BE', 'ST'].some((code) => UNIT_CODES.some((known) => known === code))).toBe(false)
    expect(PACKS).toEqual(expect.arrayContaining(['rim', 'karung', 'sak', 'karton', 'dus', 'ikat', 'jerigen', 'galon', 'rit']))
  })

  it('a kilogram is no number of litres, and a set no number of pieces', () => {
    expect(convert(whole(1), 'KGM', 'LTR')).toBeNull()
    expect(convert(whole(1), 'SET', 'H87')).toBeNull()
    expect(convert(of('1.5'), 'DTN', 'KGM')).toEqual(whole(150))
    expect(convert(whole(1), 'GRO', 'DZN')).toEqual(whole(12))
  })

  it('is shown in the largest unit of which it is at least one: 1500 g is 1.5 kg', () => {
    const shown = (quantity: string, unit: UnitCode) => {
      const { quantity: value, unit: to } = scaled(of(quantity), unit)
      return `${text(value)} ${to}`
    }
    expect(shown('1500', 'GRM')).toBe('1.5 KGM')
    expect(shown('999', 'GRM')).toBe('999 GRM')
    expect(shown('1000', 'GRM')).toBe('1 KGM')
    expect(shown('25', 'DTN')).toBe('2.5 TNE')
    expect(shown('0.4', 'LTR')).toBe('400 MLT')
    expect(shown('2', 'DZN')).toBe('24 H87')
    expect(shown('0.2', 'GRM')).toBe('0.2 GRM')
  })

  it('every conversion comes back exactly', () => {
    const quantity = fc
      .tuple(fc.bigInt(1n, 999_999_999n), fc.bigInt(0n, 999_999n))
      .map(([n, places]) => fraction(n * 1_000_000n + places, 1_000_000n))
    fc.assert(
      fc.property(quantity, fc.constantFrom(...UNIT_CODES), fc.constantFrom(...UNIT_CODES), (value, from, to) => {
        const there = convert(value, from, to)
        if (dimensionOf(from) !== dimensionOf(to)) return there === null
        const back = there && convert(there, to, from)
        return back !== null && back.n === value.n && back.d === value.d
      }),
    )
  })
})

describe('what is sold', () => {
  it('Rp 1.450.000 a kuintal is Rp 14.500 a kilogram', () => expect(perBase(kuintal, 1_450_000)).toEqual(whole(14_500)))

  it('coffee by the karung of 60 kg: ten are 600 kg, and Rp 5.400.000 each is Rp 90.000 a kilogram', () => {
    expect(amountInBase(karung60, '10')).toEqual(whole(600))
    expect(perBase(karung60, 5_400_000)).toEqual(whole(90_000))
  })

  it('a karung of 50 kg has what it says, whatever another karung holds', () =>
    expect(amountInBase({ ...karung60, content: { quantity: '50', unit: 'KGM' } }, '3')).toEqual(whole(150)))

  it('five quiches for 14.50 are 2.90 each, and not 14.50 (OFN #6495)', () => {
    const five = { kind: 'pack', name: 'dus', content: { quantity: '5', unit: 'H87' } } as const
    expect(text(perBase(five, 14_500), 2)).toBe('2900')
    expect(text(perBase({ ...five, content: { quantity: '3', unit: 'H87' } }, 10_000), 2)).toBe('3333.33')
  })

  it('stock is a whole number of thousandths, or it is none', () => {
    expect(thousandths(karung60, '10')).toBe(600_000)
    expect(thousandths({ kind: 'measure', unit: 'KGM' }, '0.25')).toBe(250)
    expect(thousandths({ kind: 'measure', unit: 'GRM' }, '0.5')).toBeNull()
    expect(thousandths({ kind: 'measure', unit: 'TNE' }, '999999999')).toBe(999_999_999_000_000)
    expect(thousandths({ ...karung60, content: { quantity: '999999999', unit: 'TNE' } }, '10')).toBeNull()
    expect(quantityOf(karung60, 630_000)).toBe('10.5')
    expect(quantityOf(karung60, 0)).toBe('0')
  })

  it('what was counted in thousandths comes back as the same number of packs', () => {
    const content = fc.tuple(fc.integer({ min: 1, max: 99_999 }), fc.constantFrom<UnitCode>('KGM', 'LTR', 'H87', 'DTN'))
    fc.assert(
      fc.property(content, fc.integer({ min: 0, max: 9_999 }), ([size, unit], count) => {
        const pack: SaleUnit = { kind: 'pack', name: 'sak', content: { quantity: String(size), unit } }
        const kept = thousandths(pack, String(count))
        return kept !== null && quantityOf(pack, kept) === String(count)
      }),
    )
  })

  it('says its name with its content, as Indonesians write it', () => {
    expect([nameOf(kuintal), nameOf(karung60), nameOf(ayam)]).toEqual(['kuintal', 'karung 60 kg', 'ekor ± 1,2 kg'])
    expect(inWords({ quantity: '1500', unit: 'GRM' })).toBe('1,5 kg')
    expect(contentOf(kuintal)).toEqual({ quantity: '1', unit: 'DTN' })
  })
})

describe('irregular weights: average and adjust', () => {
  it('is priced by the kilogram: Rp 38.000 a kilogram, five of about 1.2 kg are about Rp 228.000', () => {
    expect(perBase(ayam, 38_000)).toEqual(whole(38_000))
    expect(cost(ayam, 38_000, '5')).toEqual(whole(228_000))
  })

  it('is settled by the scales: 6.35 kg are Rp 241.300', () =>
    expect(adjusted(ayam, 38_000, '5', { quantity: '6350', unit: 'GRM' })).toEqual({ cost: whole(241_300) }))

  it('within the tolerance, to the gram; beyond it is another deal, either way', () => {
    const settle = (grams: string) => adjusted(ayam, 38_000, '5', { quantity: grams, unit: 'GRM' })
    expect(settle('7200')).toHaveProperty('cost')
    expect(settle('7201')).toEqual({ offByPpm: 200_166 })
    expect(settle('4800')).toHaveProperty('cost')
    expect(settle('4799')).toEqual({ offByPpm: 200_166 })
  })

  it('an average in grams and scales in kilograms are the same weight', () => {
    const inGrams = { ...ayam, average: { quantity: '1200', unit: 'GRM' } } as const
    expect(perBase(inGrams, 38)).toEqual(whole(38_000))
    expect(adjusted(inGrams, 38, '5', { quantity: '6.35', unit: 'KGM' })).toEqual({ cost: whole(241_300) })
  })
})
