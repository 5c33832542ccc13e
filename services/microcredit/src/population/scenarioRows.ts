// How a scenario of the kind of microcredit.md §6 is written down, and tried: facts, a day of akad, the answer, and the figures it gives.
// E eligible, C conditional, I not eligible, R a person decides, R/I or R/E with what it would be; then the rules it rests on. An "I" that
// rests on a rule which that page has as N, B or ? is R/I here.
import { expect, test } from 'vitest'
import type { ApplicantFacts } from '../rules/facts.ts'
import { verdict, type KurVerdict } from '../rules/verdict.ts'

export type Figures = { readonly ratePercent?: number; readonly subsidyPercent?: number; readonly instalmentIdr?: number }
export type Row = readonly [string, ApplicantFacts, Partial<ApplicantFacts>, string, string, Figures?]

function told({ outcome, indicative, restsOn }: KurVerdict): string {
  const letters = { eligible: 'E', conditional: 'C', ineligible: 'I', refer: 'R' } as const
  return [[letters[outcome], ...(indicative ? [letters[indicative]] : [])].join('/'), restsOn.join(', ')]
    .filter(Boolean)
    .join(' ')
}

export function tryRows(rows: readonly Row[]): void {
  const named = rows.map(([name, facts, change, akadOn, answer, figures = {}]) => ({
    name,
    facts,
    change,
    akadOn,
    answer,
    figures,
  }))
  test.each(named)(
    '$akadOn, $name: $answer $figures',
    ({ facts, change, akadOn, answer, figures: { ratePercent, subsidyPercent, instalmentIdr } }) => {
      const given = verdict({ ...facts, ...change }, akadOn)
      expect(told(given)).toBe(answer)
      if (ratePercent !== undefined) expect(given.rate?.ppm).toBe(ratePercent * 10_000)
      if (subsidyPercent !== undefined) expect(given.subsidy?.ppm).toBe(subsidyPercent * 10_000)
      if (instalmentIdr !== undefined) expect(given.instalmentIdr).toBe(instalmentIdr)
    },
  )
}
