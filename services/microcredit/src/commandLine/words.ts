// A verdict in words for a terminal, Indonesian first: the answer, why, what would change it, and each rule in a line.
// Guarantees: every rule that does not simply pass is there with its sentence, citation and confidence. Does not: decide anything.
import { formatPercent, formatRupiah } from '@simpul/kernel'
import type { Counterfactual } from '../rules/counterfactual.ts'
import type { KurVerdict, RuleResult } from '../rules/verdict.ts'

const OUTCOMES = {
  eligible: 'MEMENUHI SYARAT / eligible',
  conditional: 'BERSYARAT / conditional',
  refer: 'DIPUTUSKAN PETUGAS / for a person to decide',
  ineligible: 'BELUM MEMENUHI SYARAT / not eligible',
} as const

export const EXIT_CODES = { eligible: 0, conditional: 2, refer: 3, ineligible: 4 } as const

export function inWords(given: KurVerdict, { ways, sentence }: Counterfactual): string {
  const { outcome, indicative, rate, subsidy, instalmentIdr } = given
  const money = [
    rate ? `bunga / rate ${formatPercent(rate.ppm)} (${rate.conf})` : 'bunga / rate: ?',
    ...(subsidy ? [`subsidi / subsidy ${formatPercent(subsidy.ppm)} (${subsidy.conf})`] : []),
    ...(instalmentIdr === null ? [] : [`angsuran / instalment ${formatRupiah(instalmentIdr)}`]),
  ]
  const rules = [...given.rules, ...given.lenderSide]
  return [
    `${OUTCOMES[outcome]}${indicative ? ` (${OUTCOMES[indicative]})` : ''}`,
    `akad ${given.akadOn}, edisi / edition ${given.edition}, ${given.scheme ?? 'tanpa skema / no scheme'}; ${money.join(', ')}`,
    '',
    ...rules.filter(({ result }) => result !== 'passed' && result !== 'not-applicable').flatMap(ruleInWords),
    ...given.flags.flatMap((flag) => [`! ${flag.code}: ${flag.sentence.id}`, `  ${flag.sentence.en}`]),
    `${rules.filter(({ result }) => result === 'passed').length} aturan terpenuhi / rules met, ${rules.filter(({ result }) => result === 'not-applicable').length} tidak berlaku / not applicable`,
    '',
    ...(ways.length > 0
      ? ways.flatMap((way) => [`→ ${way.sentence.id}`, `  ${way.sentence.en}`])
      : [`→ ${sentence.id}`, `  ${sentence.en}`]),
  ].join('\n')
}

function ruleInWords({ rule, result, against, sentence, version, cite, conf }: RuleResult): string[] {
  const sign = result === 'failed' ? (against === 'lender' ? 'PENYALUR / lender' : '✗') : '?'
  return [`${sign} ${rule} ${version} (${conf}): ${sentence.id}`, `  ${sentence.en}`, `  ${cite}`]
}
