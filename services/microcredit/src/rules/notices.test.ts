// What a verdict points out beside its rules, word for word; and the edges of the scheme that fits.
import { expect, test } from 'vitest'
import { contractor, laidOff, trader } from './example.ts'
import type { ApplicantFacts } from './facts.ts'
import { schemeFits } from './schemeFit.ts'
import { verdict } from './verdict.ts'

const flags = (facts: ApplicantFacts, akadOn: string) => verdict(facts, akadOn).flags.map(({ code }) => code)

test('each notice as people read it, with its citation: changed only on purpose, run with -u', async () => {
  const kur = { ...trader, collateralDemanded: true, hasNpwp: true, hasBpjsTk: true }
  const asked: readonly (readonly [ApplicantFacts, string])[] = [
    [laidOff, '2026-06-02'],
    [{ ...trader, province: '11' }, '2026-04-10'],
    [{ ...contractor, lenderRatePpm: null }, '2025-09-01'],
    [{ ...trader, contradicted: ['hasNpwp', 'sector'] }, '2025-06-02'],
    [{ ...trader, gatheredOn: '2024-05-06' }, '2025-06-02'],
    [{ ...kur, plafonIdr: 101_000_000 }, '2025-06-02'],
    [{ ...kur, plafonIdr: 100_000_000 }, '2025-06-02'],
    [{ ...trader, plafonIdr: 500_000_001 }, '2025-06-02'],
    [trader, '2022-06-01'],
    [{ ...laidOff, earlierAccesses: { SUPER_MIKRO: 1 } }, '2025-06-02'],
    [{ ...trader, spouse: { occupation: 'asn', hasKurOrApplication: true } }, '2025-06-02'],
  ]
  const texts = asked.flatMap(([facts, akadOn]) => {
    const { flags: told, compliance } = verdict(facts, akadOn)
    return [...told, ...compliance].map(
      ({ code, sentence, cite, conf }) => `${code} (${conf}) ${cite}\n  ${sentence.id}\n  ${sentence.en}\n`,
    )
  })
  await expect(texts.join('\n')).toMatchFileSnapshot('./notices.txt')
})

test('a plafon just above the limit is pointed out only where collateral is asked for, up to 110 million', () => {
  const at = (plafonIdr: number, collateralDemanded: boolean | null) =>
    flags({ ...trader, plafonIdr, collateralDemanded, hasNpwp: true, hasBpjsTk: true }, '2025-06-02')
  expect([at(101_000_000, null), at(101_000_000, false), at(100_000_000, true), at(110_000_001, true)]).toEqual([[], [], [], []])
  expect([at(100_000_001, true), at(110_000_000, true)]).toEqual([['plafon-kriting'], ['plafon-kriting']])
})

test('facts of the day of the akad are not told to be of another day', () =>
  expect(flags({ ...trader, gatheredOn: '2025-06-02' }, '2025-06-02')).toEqual([]))

test('the nearest amount of a scheme: none within it, its first rupiah from below, its last from above', () => {
  const nearest = (plafonIdr: number) =>
    Object.fromEntries(schemeFits({ ...trader, plafonIdr }, '2025-09-01').map((fit) => [fit.scheme, fit.nearestPlafonIdr]))
  expect(nearest(10_000_000)).toMatchObject({ SUPER_MIKRO: null, MIKRO: 10_000_001, KECIL: 100_000_001 })
  expect(nearest(100_000_000)).toMatchObject({ SUPER_MIKRO: 10_000_000, MIKRO: null, KECIL: 100_000_001 })
  expect(nearest(500_000_001)).toMatchObject({ MIKRO: 100_000_000, KECIL: 500_000_000, KHUSUS: 500_000_000 })
})
