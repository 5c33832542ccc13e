// How one line of a schedule came about, in Indonesian and English, with its figures.
// Guarantees: the figures are those of the line. Does not guarantee: why the loan has this rate; the verdict says that.
import { formatPercent, type Ppm } from './rate.ts'
import { formatRupiah, type Rupiah } from './rupiah.ts'

export interface Explanation {
  readonly id: string
  readonly en: string
}

interface Line {
  readonly method: 'annuity' | 'flat' | 'declining'
  readonly principalIdr: Rupiah
  readonly interestIdr: Rupiah
  readonly paymentIdr: Rupiah
  /** On what the interest is reckoned: the balance, or the plafon of a flat loan. */
  readonly owedIdr: Rupiah
  readonly ratePpm: Ppm
  readonly isLast: boolean
  readonly grace: 'principal' | 'everything' | undefined
  readonly shareOfDeferred: Rupiah
}

export function explain(line: Line): Explanation {
  if (line.grace === 'everything')
    return {
      id: 'Masa tenggang: belum ada yang dibayar. Bunga bulan ini dibagi ke angsuran sesudahnya.',
      en: 'Grace period: nothing is paid. The interest of this month is spread over the later instalments.',
    }
  const interest = interestOf(line)
  if (line.grace === 'principal')
    return { id: `Masa tenggang: bunga saja. ${interest.id}`, en: `Grace period: interest alone. ${interest.en}` }
  const principal = principalOf(line)
  return { id: `${interest.id} ${principal.id}`, en: `${interest.en} ${principal.en}` }
}

function interestOf({ method, owedIdr, ratePpm, interestIdr, shareOfDeferred }: Line): Explanation {
  const own = formatRupiah(interestIdr - shareOfDeferred)
  const owed = formatRupiah(owedIdr)
  const later = formatRupiah(shareOfDeferred)
  const onWhat = method === 'flat' ? { id: 'plafon', en: 'plafon' } : { id: 'sisa pokok', en: 'balance' }
  return {
    id: `Bunga ${formatPercent(ratePpm)} ÷ 12 × ${onWhat.id} ${owed} = ${own}${shareOfDeferred > 0 ? `, ditambah ${later} bunga masa tenggang` : ''}.`,
    en: `Interest ${formatPercent(ratePpm, 'en')} ÷ 12 × ${onWhat.en} ${owed} = ${own}${shareOfDeferred > 0 ? `, plus ${later} of the grace period` : ''}.`,
  }
}

function principalOf({ method, isLast, paymentIdr, interestIdr, principalIdr }: Line): Explanation {
  const principal = formatRupiah(principalIdr)
  if (isLast)
    return {
      id: `Angsuran terakhir melunasi sisa pokok ${principal}.`,
      en: `The last instalment repays the balance of ${principal}.`,
    }
  if (method === 'declining') return { id: `Pokok tetap ${principal}.`, en: `Principal ${principal} every month.` }
  const sum = `${formatRupiah(paymentIdr)} − ${formatRupiah(interestIdr)} = ${principal}`
  return { id: `Pokok ${sum}.`, en: `Principal ${sum}.` }
}
