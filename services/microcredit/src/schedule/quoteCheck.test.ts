// Quoted instalments of microcredit.md §4, and what they mean.
// Guarantees: each published table is told as what it is. Does not: say what a bank books.
import { expect, test } from 'vitest'
import { checkQuote } from './quoteCheck.ts'

const quote = (plafonIdr: number, tenorMonths: number, instalmentIdr: number) =>
  checkQuote({ plafonIdr, tenorMonths, instalmentIdr, rulePpm: 60_000 })

test('the published 3,277,778 for 100 million over 36 months is flat 6 %, which is 11.08 % effective', () => {
  const given = quote(100_000_000, 36, 3_277_778)
  expect(given).toMatchObject({ flatPpm: 60_000, answer: 'above', ruleInstalmentIdr: 3_042_194, aboveRuleIdr: 235_584 })
  expect([given.effective?.toFixed(4), given.equivalentFlatPpm]).toEqual(['0.1108', 31_730])
  expect(given.sentence.id).toBe(
    'Angsuran ini berarti bunga flat 6%, atau 11,08% efektif; aturan menyebut 6% efektif, yaitu Rp3.042.194 sebulan (selisih Rp235.584). Tanyakan kepada penyalur.',
  )
  expect(given.sentence.en).toContain('6% flat, or 11.08% effective')
})

test('the other published tables', () => {
  expect(quote(50_000_000, 36, 1_638_889)).toMatchObject({ flatPpm: 60_000, ruleInstalmentIdr: 1_521_097 })
  expect(
    [12, 18, 24, 36, 48].map(
      (months, index) => quote(25_000_000, months, [2_208_333, 1_513_889, 1_166_667, 819_444, 645_833][index] ?? 0).flatPpm,
    ),
  ).toEqual([60_000, 60_000, 60_000, 60_000, 60_000])
  expect([quote(80_000_000, 24, 3_833_333).flatPpm, quote(80_000_000, 60, 2_000_000).flatPpm]).toEqual([75_000, 100_000])
})

test('the annuity of the rule, rounded to Rp1.000 or not, is as ruled', () => {
  for (const instalmentIdr of [1_521_097, 1_522_000]) expect(quote(50_000_000, 36, instalmentIdr).answer).toBe('as-ruled')
  expect(quote(50_000_000, 36, 1_522_098).answer).toBe('above')
})

test('below the rule, and nothing at all', () => {
  expect(quote(50_000_000, 36, 1_400_000)).toMatchObject({
    answer: 'below',
    sentence: { id: expect.stringContaining('biaya lain') },
  })
  expect(quote(50_000_000, 36, 0)).toMatchObject({ effective: null, effectivePpm: null, answer: 'below' })
})

test('what was kept back at disbursement counts', () => {
  const given = checkQuote({
    plafonIdr: 50_000_000,
    tenorMonths: 36,
    instalmentIdr: 1_521_097,
    rulePpm: 60_000,
    receivedIdr: 48_000_000,
  })
  expect([given.answer, given.effective !== null && given.effective > 0.08]).toEqual(['above', true])
})

test('a thousand rupiah is rounding, a rupiah more is not; one payment of the rule is as ruled, of half of it below', () => {
  expect(quote(50_000_000, 36, 1_521_097 + 1_000).answer).toBe('as-ruled')
  expect(quote(50_000_000, 36, 1_521_097 + 1_001).answer).toBe('above')
  expect(quote(50_000_000, 36, 1_521_097 - 1_000).answer).toBe('as-ruled')
  expect(quote(50_000_000, 36, 1_521_097 - 1_001).answer).toBe('below')
  expect(
    checkQuote({ plafonIdr: 1_000_000, tenorMonths: 1, instalmentIdr: 1_010_000, rulePpm: 120_000, receivedIdr: 1_000_000 })
      .answer,
  ).toBe('as-ruled')
  expect(
    checkQuote({ plafonIdr: 2_000_000, tenorMonths: 1, instalmentIdr: 1_010_000, rulePpm: 120_000, receivedIdr: 1_000_000 })
      .answer,
  ).toBe('below')
})

test('the sentence of each answer, in both languages', () => {
  const sentences = [quote(50_000_000, 36, 1_521_097), quote(50_000_000, 36, 1_400_000), quote(50_000_000, 36, 1_650_000)].map(
    ({ sentence }) => sentence,
  )
  expect(sentences).toMatchInlineSnapshot(`
    [
      {
        "en": "This instalment is that of 6% effective (annuity Rp1.521.097).",
        "id": "Angsuran ini sesuai bunga 6% efektif (anuitas Rp1.521.097).",
      },
      {
        "en": "This instalment is below the annuity of Rp1.521.097 at 6% effective. Ask whether there are other costs.",
        "id": "Angsuran ini di bawah anuitas Rp1.521.097 dengan bunga 6% efektif. Tanyakan apakah ada biaya lain.",
      },
      {
        "en": "This instalment means 6.27% flat, or 11.55% effective; the rule says 6% effective, which is Rp1.521.097 a month (Rp128.903 less). Ask the lender.",
        "id": "Angsuran ini berarti bunga flat 6,27%, atau 11,55% efektif; aturan menyebut 6% efektif, yaitu Rp1.521.097 sebulan (selisih Rp128.903). Tanyakan kepada penyalur.",
      },
    ]
  `)
  expect(quote(80_000_000, 24, 3_833_333).sentence.id).toContain('bunga flat 7,5%, atau')
  const halves = checkQuote({ plafonIdr: 50_000_000, tenorMonths: 12, instalmentIdr: 4_500_000, rulePpm: 65_000 }).sentence
  expect(halves).toMatchInlineSnapshot(`
    {
      "en": "This instalment means 8% flat, or 14.45% effective; the rule says 6.5% effective, which is Rp4.314.821 a month (Rp185.179 less). Ask the lender.",
      "id": "Angsuran ini berarti bunga flat 8%, atau 14,45% efektif; aturan menyebut 6,5% efektif, yaitu Rp4.314.821 sebulan (selisih Rp185.179). Tanyakan kepada penyalur.",
    }
  `)
})
