// Who applies for KUR in a run: people with a region, a trade, an income and what they want, all from the seed.
// Guarantees: the same seed and number give the same person; no two of 16,000 share a NIK. The shares are ours, said in docs/population.md:
// orders of magnitude that make every path be walked, not statistics. Does not: know what becomes of them; rules and officers decide.
import type { Random } from '../load/random.ts'

export const SECTORS = ['perdagangan', 'pertanian', 'jasa', 'industri', 'peternakan', 'perikanan'] as const
export type Sector = (typeof SECTORS)[number]
export type Scheme = 'SUPER_MIKRO' | 'MIKRO' | 'KECIL'

/** `asked`: an officer asks something back. `withdrawn`: changes their mind once it is sent. */
export type Manner = 'through' | 'asked' | 'withdrawn' | 'draft'

export interface Applicant {
  readonly person: { readonly name: string; readonly nik: string; readonly birthDate: string; readonly region: string }
  readonly manner: Manner
  readonly asked: {
    readonly scheme: Scheme
    readonly plafonIdr: number
    readonly tenorMonths: number
    readonly loanType: 'KMK' | 'KI'
    readonly purposeCode: string
  }
  readonly business: {
    readonly sector: Sector
    readonly startedOn: string
    readonly yearlyTurnoverIdr: number
    readonly hasNib: boolean
    readonly hasNpwp: boolean
    readonly ownerIsCivilServant: boolean
    readonly substitutes: readonly string[]
  }
  readonly documents: readonly { readonly kind: string; readonly ref: string }[]
  /** What the officer will find: what is left each month for an instalment. */
  readonly monthlyCapacityIdr: number
  /** What SIKP knows of them before. */
  readonly earlierKur: number
  readonly hadCommercialCredit: boolean
}

/** By province, in hundredths: most of them on Java, as of the country's small businesses. */
const PROVINCES = { '35': 18, '33': 17, '32': 16, '73': 8, '12': 7, '18': 5, '51': 4, '31': 4, '16': 4, '13': 4, '52': 4, '61': 3, '64': 3, '53': 3 } // prettier-ignore
const SECTOR_SHARES: Readonly<Record<Sector, number>> = { perdagangan: 40, pertanian: 27, jasa: 14, industri: 11, peternakan: 4, perikanan: 4 } // prettier-ignore
const SCHEME_SHARES: Readonly<Record<Scheme, number>> = { SUPER_MIKRO: 12, MIKRO: 76, KECIL: 12 }
const MANNERS: Readonly<Record<Manner, number>> = { through: 84, asked: 6, withdrawn: 5, draft: 5 }
/** Profit as a share of turnover, in hundredths: what trade leaves is less than what a service does. */
const MARGINS: Readonly<Record<Sector, number>> = { perdagangan: 12, pertanian: 25, jasa: 30, industri: 18, peternakan: 20, perikanan: 22 } // prettier-ignore
const NAMES = ['Siti', 'Budi', 'Joko', 'Sri', 'Wayan', 'Agus', 'Dewi', 'Putri', 'Rahmat', 'Nur', 'Ketut', 'Made', 'Fatimah', 'Yohanes', 'Daeng', 'Ujang'] as const // prettier-ignore
const FAMILIES = [
  'Rahayu',
  'Santoso',
  'Lestari',
  'Wijaya',
  'Hidayat',
  'Siregar',
  'Saputra',
  'Utami',
  'Nasution',
  'Tumbelaka',
] as const
const JT = 1_000_000
const SERIALS = 8_000
const two = (n: number) => String(n).padStart(2, '0')
const dayBefore = (today: string, days: number) => new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10)

/** `n` counts the people of a run. */
export function applicant(n: number, random: Random, today: string): Applicant {
  const scheme = random.weighted(SCHEME_SHARES)
  const sector = random.weighted(SECTOR_SHARES)
  const plafonIdr = plafonOf(scheme, random)
  const tenorMonths = random.of(scheme === 'SUPER_MIKRO' ? [12, 18, 24] : [12, 24, 36])
  // Most earn enough for what they ask; some ask for more than they can carry.
  const instalmentIdr = (plafonIdr / tenorMonths) * 1.1
  const monthlyCapacityIdr = Math.round((instalmentIdr * random.between(80, 260)) / 100 / 10_000) * 10_000
  const yearlyTurnoverIdr = Math.round((monthlyCapacityIdr * 12 * 100) / MARGINS[sector] / JT) * JT
  const monthsRunning = random.chance(0.07) ? random.between(0, 5) : random.between(6, 240)
  const hasNib = random.chance(0.85)
  const isLarge = scheme === 'KECIL' || plafonIdr > 50 * JT
  return {
    person: personOf(n, random),
    manner: random.weighted(MANNERS),
    asked: { scheme, plafonIdr, tenorMonths, loanType: random.chance(0.7) ? 'KMK' : 'KI', purposeCode: 'modal-usaha' },
    business: {
      sector,
      startedOn: dayBefore(today, Math.round(monthsRunning * 30.5) + 3),
      yearlyTurnoverIdr,
      hasNib,
      hasNpwp: random.chance(isLarge ? 0.9 : 0.35),
      ownerIsCivilServant: random.chance(0.02),
      substitutes: random.chance(0.1) ? ['training'] : [],
    },
    documents: [
      ...(hasNib ? [{ kind: 'nib', ref: 'foto-nib' }] : [{ kind: 'surat-keterangan-usaha', ref: 'foto-sku' }]),
      { kind: 'kk', ref: 'foto-kk' },
      ...(isLarge ? [{ kind: 'bpjs-tk', ref: 'foto-bpjs' }] : []),
    ],
    monthlyCapacityIdr,
    earlierKur: random.chance(0.28) ? random.between(1, 2) : 0,
    hadCommercialCredit: random.chance(0.04),
  }
}

/** Many ask for a round sum near the middle, few for the largest. */
function plafonOf(scheme: Scheme, random: Random): number {
  switch (scheme) {
    case 'SUPER_MIKRO':
      return JT * random.between(3, 10)
    case 'MIKRO':
      return JT * (random.chance(0.6) ? 5 * random.between(3, 10) : random.between(11, 100))
    default:
      return JT * 10 * random.between(11, 50)
  }
}

function personOf(n: number, random: Random): Applicant['person'] {
  const province = random.weighted(PROVINCES)
  const [regency, district] = [two(random.between(1, 20)), two(random.between(1, 20))]
  const isWoman = random.chance(0.5)
  // Serials come again after 8,000 people, who are born in years of the other parity.
  const year = 1_962 + 2 * random.between(0, 20) + (Math.floor(n / SERIALS) % 2)
  const [month, day] = [random.between(1, 12), random.between(1, 28)]
  const digits = `${two(day + (isWoman ? 40 : 0))}${two(month)}${two(year % 100)}`
  return {
    name: `${random.of(NAMES)} ${random.of(FAMILIES)}`,
    nik: `${province}${regency}${district}${digits}${2_000 + (n % SERIALS)}`,
    birthDate: `${year}-${two(month)}-${two(day)}`,
    region: `${province}.${regency}.${district}`,
  }
}
