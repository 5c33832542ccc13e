// Which scheme fits the people of microcredit.md §6.
// Guarantees: each answer is that of the verdict. Does not: test the rules themselves again.
import { expect, test } from 'vitest'
import { contractor, laidOff, migrant, trader } from './example.ts'
import { KUR_SCHEMES } from './ruleBook.ts'
import { schemeFits } from './schemeFit.ts'
import { verdict } from './verdict.ts'

const shown = (fits: ReturnType<typeof schemeFits>) =>
  fits.map(({ scheme, verdict: { outcome, indicative }, instalmentIdr, nearestPlafonIdr }) => [
    scheme,
    indicative ?? outcome,
    instalmentIdr,
    nearestPlafonIdr,
  ])

test('a warung that asks for 40 million: Mikro, at 1,216,877 a month; every other scheme says why not', () => {
  const fits = schemeFits({ ...trader, recipient: 'business' }, '2025-09-01')
  expect(shown(fits).slice(0, 1)).toEqual([['MIKRO', 'eligible', 1_216_877, null]])
  expect(fits.map(({ scheme }) => scheme).toSorted()).toEqual([...KUR_SCHEMES].toSorted())
  expect(fits[0]?.reason).toEqual({ id: 'Semua syarat terpenuhi.', en: 'Every rule is met.' })
  const kecil = fits.find(({ scheme }) => scheme === 'KECIL')
  expect([kecil?.nearestPlafonIdr, kecil?.reason.id]).toEqual([
    100_000_001,
    expect.stringContaining('Plafon skema ini di atas Rp100.000.000'),
  ])
  expect(fits.find(({ scheme }) => scheme === 'PMI')?.reason.id).toContain('Skema ini untuk pemohon lain')
})

test('a migrant worker: PMI first; a contractor: KPP, supply side, which costs what the lender asks minus 5 %', () => {
  expect(schemeFits(migrant, '2025-09-01')[0]).toMatchObject({ scheme: 'PMI', instalmentIdr: 1_329_618 })
  expect(schemeFits(contractor, '2025-09-01')[0]).toMatchObject({ scheme: 'KPP_SUPPLY', instalmentIdr: 48_825_845 })
})

test('two published rates are no reason against a scheme, and no instalment is made up', () => {
  const superMikro = schemeFits(laidOff, '2026-06-02').find(({ scheme }) => scheme === 'SUPER_MIKRO')
  expect(superMikro).toMatchObject({ instalmentIdr: null, verdict: { outcome: 'refer', indicative: 'eligible' } })
  expect(superMikro?.reason.id).toContain('Sumber yang terbit menyebut suku bunga yang berbeda')
})

test('each answer is the verdict on that scheme, and a better answer stands before a worse one', () => {
  const order = ['eligible', 'refer eligible', 'conditional', 'refer conditional', 'refer ineligible', 'ineligible', 'refer']
  for (const facts of [trader, laidOff, migrant])
    for (const akadOn of ['2024-05-06', '2025-09-01', '2026-06-02']) {
      const fits = schemeFits(facts, akadOn)
      for (const fit of fits) expect(fit.verdict).toEqual(verdict({ ...facts, scheme: fit.scheme }, akadOn))
      const places = fits.map(({ verdict: { outcome, indicative } }) => {
        const answer = [outcome, indicative].filter((each) => each !== null).join(' ')
        return ['conditional', 'refer conditional'].includes(answer) ? 2 : Math.min(4, order.indexOf(answer))
      })
      expect(places).toEqual(places.toSorted((a, b) => a - b))
    }
})
