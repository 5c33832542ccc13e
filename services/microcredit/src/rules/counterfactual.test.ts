// What would turn the answer: the scenarios of microcredit.md §6.
// Guarantees: the exact change and what it reaches. Does not: try everything; counterfactual.properties.test.ts does.
import { describe, expect, test } from 'vitest'
import { counterfactual } from './counterfactual.ts'
import { contractor, farmer, growers, laidOff, migrant, trader, workshop } from './example.ts'
import type { ApplicantFacts } from './facts.ts'
import { waited } from './levers.ts'

const ways = (facts: ApplicantFacts, akadOn: string) =>
  counterfactual(facts, akadOn).ways.map(({ changes, proof }) => [
    proof.outcome,
    changes.map(({ lever, to }) => `${lever} ${to}`).join(', '),
  ])

describe('what would turn the answer', () => {
  test('scenario 2, a third Mikro in 2024: Kecil counts from one, with its papers', () => {
    const third = { ...trader, earlierAccesses: { MIKRO: 2 }, outstandingMikroIdr: 0 }
    expect(ways(third, '2023-09-01')).toEqual([
      ['conditional', 'plafonIdr 100000001'],
      ['eligible', 'plafonIdr 100000001, hasNpwp true, hasBpjsTk true'],
    ])
  })
  test('the same in September 2025: five months later a person may say yes, since the cap is reported to be removed', () => {
    const third = { ...trader, earlierAccesses: { MIKRO: 2 }, outstandingMikroIdr: 0 }
    expect(ways(third, '2025-09-01')[0]).toEqual(['refer', 'waitMonths 5'])
  })
  test('scenario 3 without NPWP: a smaller amount is a smaller change than the paper', () => {
    expect(ways({ ...farmer, hasNpwp: false }, '2024-05-06')).toEqual([['eligible', 'plafonIdr 50000000']])
  })
  test('scenario 4: wait four months, or take 10 million instead of 15 for which the training stands in', () => {
    expect(ways({ ...laidOff, substitutes: [] }, '2025-06-02')).toEqual([['eligible', 'waitMonths 4']])
    expect(ways({ ...laidOff, plafonIdr: 15_000_000 }, '2025-06-02')).toEqual([['eligible', 'plafonIdr 10000000']])
    expect(ways({ ...laidOff, businessAgeMonths: 0, substitutes: [] }, '2025-06-02')).toEqual([['eligible', 'waitMonths 6']])
  })
  test('scenario 5: for a civil servant nothing does, and that is said without blame', () => {
    const none = counterfactual({ ...trader, occupation: 'asn' }, '2025-06-02')
    expect([none.ways, none.sentence.id]).toEqual([[], expect.stringMatching(/^Tidak ada perubahan/)])
  })
  test('scenario 9: a shorter tenor, a smaller amount, a paper', () => {
    expect(ways({ ...workshop, tenorMonths: 60 }, '2024-08-01')).toEqual([['eligible', 'tenorMonths 48']])
    const accumulated = { ...workshop, earlierAccesses: { KECIL: 1 }, accumulatedKecilIdr: 300_000_000 }
    expect(ways(accumulated, '2024-08-01')).toEqual([['eligible', 'plafonIdr 200000000']])
    // 100 million instead of 250 would do as well and is the smaller change, were it not Mikro, which ends at 36 months.
    expect(ways({ ...workshop, hasBpjsTk: false }, '2024-08-01')).toEqual([['eligible', 'hasBpjsTk true']])
  })
  test('a worker abroad: the cost of the placement and the contract bound the loan', () => {
    expect(ways({ ...migrant, plafonIdr: 40_000_000, tenorMonths: 36, businessAgeMonths: 2 }, '2024-08-01').at(-1)).toEqual([
      'eligible',
      'plafonIdr 35000000, tenorMonths 24',
    ])
  })
  test('a group completes its papers; nobody is told to become somebody else', () => {
    const incomplete = { ...growers, group: { ...growers.group, jointLiability: false, groupInSikp: null } }
    expect(ways(incomplete, '2025-09-01')).toEqual([['eligible', 'groupPapers true']])
    for (const way of counterfactual({ ...trader, occupation: null }, '2025-09-01').ways)
      for (const { lever, to } of way.changes) if (lever === 'scheme') expect(['PMI', 'KHUSUS', 'KPP_SUPPLY']).not.toContain(to)
  })
  test('exactly at an unconfirmed bound: one rupiah more settles it', () => {
    expect(ways({ ...contractor, plafonIdr: 500_000_000 }, '2025-09-01')).toEqual([['eligible', 'plafonIdr 500000001']])
  })
  test('two published rates for Super Mikro: one rupiah above it is Mikro, where one is', () => {
    expect(ways({ ...laidOff, businessAgeMonths: 8 }, '2026-06-02')).toEqual([['eligible', 'plafonIdr 10000001']])
  })
  test('a tenor that is long for Mikro: a little more is Kecil, and a smaller change than twelve months less', () => {
    const long = { ...trader, plafonIdr: 99_000_000, tenorMonths: 48, hasNpwp: true, hasBpjsTk: true }
    expect(ways(long, '2024-05-06')).toEqual([['eligible', 'plafonIdr 100000001']])
  })
  test('a paper that SLIK asks for', () => {
    const miscoded: ApplicantFacts = {
      ...trader,
      credits: [{ kind: 'consumer-miscoded', plafonIdr: 90_000_000, standing: 'running' }],
      worstKol: 1,
    }
    expect(ways(miscoded, '2024-05-06')).toEqual([['eligible', 'creditAgreement true']])
  })
  test('papers do not stand for a history that nobody has told', () => {
    const untold = counterfactual({ ...trader, credits: null, worstKol: 0 }, '2024-05-06')
    expect([untold.start.restsOn, untold.ways]).toEqual([['R-CREDITHIST'], []])
    expect(untold.sentence.id).toMatch(
      /^Tidak ada perubahan.* Yang masih ditunggu: Riwayat kredit dari SIKP dan SLIK belum ada\.$/,
    )
    expect(untold.sentence.en).toMatch(/What it waits for: The credit history from SIKP and SLIK is not here yet\.$/)
  })
  test('who is eligible has nothing to change', () => {
    expect(counterfactual(trader, '2025-03-10')).toMatchObject({ ways: [], sentence: { id: 'Semua syarat sudah terpenuhi.' } })
  })
  test('a way says what to do in both languages', () => {
    expect(counterfactual({ ...workshop, tenorMonths: 60 }, '2024-08-01').sentence).toEqual({
      id: 'Pilih tenor 48 bulan, bukan 60. Setelah itu semua syarat terpenuhi.',
      en: 'Choose 48 months instead of 60. After that every rule is met.',
    })
  })
})

test('waiting keeps the day, or takes the last one of a shorter month', () => {
  const on = (akadOn: string, months: number) => waited({ facts: trader, akadOn }, months)
  expect([on('2025-08-31', 6).akadOn, on('2025-12-15', 1).akadOn]).toEqual(['2026-02-28', '2026-01-15'])
  expect(on('2025-03-10', 3).facts).toMatchObject({ businessAgeMonths: 17, ageMonths: null })
})
