// "Is this instalment what the rule says?": a quoted instalment as effective and as flat rate, beside the annuity of the rule.
// Guarantees: the effective rate is that of the payments as quoted; "flat 6 %" is told apart from 6 % effective, in words.
// Does not guarantee: that a bank books it so, which was not established (microcredit.md §4); it informs, and accuses nobody.
import {
  annuityIdr,
  effectiveRate,
  flatEquivalentPpm,
  formatPercent,
  formatRupiah,
  impliedFlatPpm,
  type Ppm,
  type Rupiah,
} from '@simpul/kernel'

export interface Quote {
  readonly plafonIdr: Rupiah
  readonly tenorMonths: number
  readonly instalmentIdr: Rupiah
  /** The effective rate of the rule. */
  readonly rulePpm: Ppm
  /** What reached the borrower, when something was kept back. */
  readonly receivedIdr?: Rupiah
}

export interface QuoteCheck {
  /** Yearly, as a fraction, to 1e-9; null when the payments have no rate (nothing is paid). */
  readonly effective: number | null
  readonly effectivePpm: number | null
  /** The flat rate that the instalment means. */
  readonly flatPpm: number
  /** The flat rate that would be equivalent to the rule. */
  readonly equivalentFlatPpm: Ppm
  readonly ruleInstalmentIdr: Rupiah
  /** Paid each month above the rule's annuity; below zero when it is less. */
  readonly aboveRuleIdr: Rupiah
  readonly answer: 'as-ruled' | 'above' | 'below'
  readonly sentence: { readonly id: string; readonly en: string }
}

/** Rounding an instalment up to Rp1,000 is no other rate. */
const TOLERANCE_IDR = 1_000

export function checkQuote({ plafonIdr, tenorMonths, instalmentIdr, rulePpm, receivedIdr = plafonIdr }: Quote): QuoteCheck {
  const loan = { plafonIdr, tenorMonths, ratePpm: rulePpm }
  const effective = effectiveRate(
    receivedIdr,
    Array.from({ length: tenorMonths }, () => instalmentIdr),
  )
  const effectivePpm = effective === null ? null : Math.round(effective * 1_000_000)
  const ruleInstalmentIdr = annuityIdr(loan)
  const aboveRuleIdr = instalmentIdr - ruleInstalmentIdr
  const isOff = Math.abs(aboveRuleIdr) > TOLERANCE_IDR || receivedIdr !== plafonIdr
  const answer = !isOff ? 'as-ruled' : effectivePpm !== null && effectivePpm > rulePpm ? 'above' : 'below'
  const flatPpm = impliedFlatPpm({ plafonIdr, tenorMonths, instalmentIdr })
  const figures = { effectivePpm, flatPpm, rulePpm, ruleInstalmentIdr, aboveRuleIdr }
  return {
    effective,
    effectivePpm,
    flatPpm,
    equivalentFlatPpm: flatEquivalentPpm(loan),
    ruleInstalmentIdr,
    aboveRuleIdr,
    answer,
    sentence: sentenceOf(answer, figures),
  }
}

function sentenceOf(
  answer: QuoteCheck['answer'],
  {
    effectivePpm,
    flatPpm,
    rulePpm,
    ruleInstalmentIdr,
    aboveRuleIdr,
  }: Omit<QuoteCheck, 'effective' | 'equivalentFlatPpm' | 'answer' | 'sentence'> & { rulePpm: Ppm },
): QuoteCheck['sentence'] {
  const rule = { id: formatPercent(rulePpm), en: formatPercent(rulePpm, 'en') }
  const annuity = formatRupiah(ruleInstalmentIdr)
  if (answer === 'as-ruled')
    return {
      id: `Angsuran ini sesuai bunga ${rule.id} efektif (anuitas ${annuity}).`,
      en: `This instalment is that of ${rule.en} effective (annuity ${annuity}).`,
    }
  if (answer === 'below')
    return {
      id: `Angsuran ini di bawah anuitas ${annuity} dengan bunga ${rule.id} efektif. Tanyakan apakah ada biaya lain.`,
      en: `This instalment is below the annuity of ${annuity} at ${rule.en} effective. Ask whether there are other costs.`,
    }
  const effective = { id: roughly(effectivePpm ?? 0, ','), en: roughly(effectivePpm ?? 0, '.') }
  const flat = { id: roughly(flatPpm, ','), en: roughly(flatPpm, '.') }
  return {
    id: `Angsuran ini berarti bunga flat ${flat.id}, atau ${effective.id} efektif; aturan menyebut ${rule.id} efektif, yaitu ${annuity} sebulan (selisih ${formatRupiah(aboveRuleIdr)}). Tanyakan kepada penyalur.`,
    en: `This instalment means ${flat.en} flat, or ${effective.en} effective; the rule says ${rule.en} effective, which is ${annuity} a month (${formatRupiah(aboveRuleIdr)} less). Ask the lender.`,
  }
}

/** `11,08%`: two decimals are as much as anybody reads. */
const roughly = (ppm: number, separator: string): string =>
  `${(ppm / 10_000)
    .toFixed(2)
    .replace(/\.?0+$/, '')
    .replace('.', separator)}%`
