// Many programs and needs by a seed, for measuring and for properties: amounts as people ask for them, places unevenly shared.
// Guarantees: the same for the same seed. Does not: resemble a real company; nobody here has the data of one.
import type { Program, Ring } from '../program/program.ts'
import { INCLUSION, WEIGHTS } from '../program/program.ts'
import type { AskedNeed, Request } from './recommendation.ts'

/** Mulberry32: 32 bits of state, enough for test data. */
export function randomBy(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const TYPES = ['sekolah', 'yayasan', 'desa', 'kelompok', 'koperasi', 'mikro', 'kecil']
const PLACES = 60

export function anyRequest(programs: number, needs: number, seed: number): Request {
  const random = randomBy(seed)
  const whole = (least: number, most: number) => least + Math.floor(random() * (most - least + 1))
  const some = <Item>(items: readonly Item[], count: number) => items.toSorted(() => random() - 0.5).slice(0, count)
  const goals = Array.from({ length: 17 }, (_, index) => index + 1)
  const program = (_: unknown, index: number): Program => ({
    id: `P${index}`,
    kind: 'grant',
    pillar: null,
    sdgs: some(goals, 4),
    budgetIdr: whole(30, 120) * 10_000_000,
    askMinIdr: 5_000_000,
    askMaxIdr: 300_000_000,
    recipientTypes: some(TYPES, 3),
    regions: Object.fromEntries(
      Array.from({ length: 8 }, () => [`K${whole(0, PLACES - 1)}`, some<Ring>(['I', 'II', 'III'], 1)[0] ?? 'I']),
    ),
    opensOn: null,
    closesOn: null,
    weights: WEIGHTS,
    inclusion: INCLUSION,
    minScore: null,
    minNeeds: null,
    maxNeeds: null,
  })
  const need = (_: unknown, index: number): AskedNeed => ({
    id: `N${index}`,
    recipient: null,
    purpose: null,
    given: {},
    prefers: null,
    facts: {
      askIdr: whole(2, 60) * 5_000_000,
      submittedOn: `2026-${String(whole(1, 12)).padStart(2, '0')}-${String(whole(1, 28)).padStart(2, '0')}`,
      recipientType: TYPES[whole(0, TYPES.length - 1)] ?? 'desa',
      place: `K${Math.floor(random() ** 2 * PLACES)}`,
      sdgs: some(goals, whole(1, 3)),
      hasNpwp: random() < 0.95,
      hasLegalPaper: true,
      bankNameMatches: true,
      isAffiliated: random() < 0.02,
      hasOverdueReport: false,
      isPolitical: false,
      isPersonalUse: false,
      isDuplicate: false,
      isWomenLed: random() < 0.35,
      isIn3T: random() < 0.15,
      documentsPercent: whole(10, 20) * 5,
    },
  })
  return {
    on: '2026-11-24',
    programs: Array.from({ length: programs }, program),
    needs: Array.from({ length: needs }, need),
    floors: [],
    totalIdr: null,
    pillarIdr: {},
    coFunding: { most: 1, leastPercent: 0 },
  }
}
