// The NIKs and NIBs with a story, as docs/simulators.md lists them. They are valid by form and invented; that a living person
// has one of these numbers cannot be excluded, so they are never sent to a real system.
// Guarantees: every NIK or NIB that is not here is `ok` and unknown to no system.
import type { Setting, System } from './setting.ts'

type Book = Readonly<Record<string, Setting>>

/** Serial 0001 to 0008: the same scenario in every system. */
const niks: Book = {
  '3171011708900001': { scenario: 'ok' },
  '3171011708900002': { scenario: 'mismatch' },
  '3171011708900003': { scenario: 'not-found' },
  '3171011708900004': { scenario: 'stale' },
  '3171011708900005': { scenario: 'slow' },
  '3171011708900006': { scenario: '500' },
  '3171011708900007': { scenario: 'garbage' },
  '3171011708900008': { scenario: 'closed' },
}

const kur = (scheme: string, akadOn: string, plafonIdr: number, more: object = {}) => ({
  scheme,
  akadOn,
  plafonIdr,
  outstandingIdr: 0,
  state: 'lunas',
  lender: 'BRI',
  ...more,
})

const sikp: Book = {
  ...niks,
  // Pak Joko, trader, third Mikro: two earlier ones paid off (MC §6 scenario 2).
  '3507101501800012': {
    scenario: 'ok',
    data: { kur: [kur('MIKRO', '2023-03-01', 25_000_000), kur('MIKRO', '2024-06-03', 40_000_000)] },
  },
  // Bu Sri, rice farmer, third Mikro of four that a farmer may have (scenario 3).
  '3309105206750013': {
    scenario: 'ok',
    data: {
      kur: [
        kur('MIKRO', '2023-02-06', 50_000_000, { sector: 'pertanian' }),
        kur('MIKRO', '2023-10-09', 60_000_000, { sector: 'pertanian' }),
      ],
    },
  },
  // A running KUR at another lender.
  '3374014303920014': {
    scenario: 'ok',
    data: { kur: [kur('MIKRO', '2025-08-04', 50_000_000, { outstandingIdr: 31_200_000, state: 'aktif', lender: 'BNI' })] },
  },
  // A commercial working-capital credit, paid off: "ditolak SIKP" all the same (R-CREDITHIST).
  '3273022207850015': {
    scenario: 'ok',
    data: {
      commercial: [{ kind: 'KMK', plafonIdr: 75_000_000, startedOn: '2021-04-12', state: 'lunas', lender: 'Bank Mandiri' }],
    },
  },
}

const credit = (kolektibilitas: number, dpd: number, more: object = {}) => ({
  lender: 'BCA',
  use: 'konsumtif',
  kolektibilitas,
  dpd,
  plafonIdr: 12_000_000,
  outstandingIdr: 7_500_000,
  ...more,
})

const slik: Book = {
  ...niks,
  '3374014303920014': { scenario: 'ok', data: { credits: [credit(1, 0, { lender: 'BNI', use: 'produktif' })] } },
  // Kol 2: 35 days late with a motorcycle.
  '3578091111880016': { scenario: 'ok', data: { credits: [credit(2, 35)] } },
  // Kol 5: 240 days late.
  '3578095111880017': { scenario: 'ok', data: { credits: [credit(1, 0), credit(5, 240)] } },
}

const nibs: Book = {
  '9120001000001': { scenario: 'ok' },
  '9120001000002': { scenario: 'mismatch' },
  '9120001000003': { scenario: 'not-found' },
  '9120001000004': { scenario: 'stale' },
  '9120001000005': { scenario: 'slow' },
  '9120001000006': { scenario: '500' },
  '9120001000007': { scenario: 'garbage' },
  '9120001000008': { scenario: 'closed' },
  // A licence that OSS has revoked.
  '9120001000009': { scenario: 'ok', data: { status: 'dicabut' } },
}

export const fixtures: Readonly<Record<System, Book>> = { dukcapil: niks, oss: nibs, sikp, slik }
