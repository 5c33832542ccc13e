// The facts of an application that can be contested, by the names under which they stand in it, with the values that each may have.
// Guarantees: a value that cannot be one of this fact is none. Does not guarantee: that it is true.
import type { Words } from '../wib.ts'

export type FactValue = string | number | boolean

const count = (max: number) => (value: FactValue) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= max
const rupiah = count(Number.MAX_SAFE_INTEGER)
const times = count(100)
const flag = (value: FactValue) => typeof value === 'boolean'
const day = (value: FactValue) =>
  typeof value === 'string' &&
  /^\d{4}-\d{2}-\d{2}$/.test(value) &&
  new Date(`${value}T00:00:00Z`).toJSON()?.slice(0, 10) === value
const code = (value: FactValue) => typeof value === 'string' && /^[A-Za-z0-9/_-]{1,60}$/.test(value)

/** Who said it: the form, a register, or the survey. */
export type FactSource = 'form' | 'sikp' | 'slik' | 'survey'

interface Fact extends Words {
  readonly source: FactSource
  readonly fits: (value: FactValue) => boolean
}

const fact = (source: FactSource, fits: Fact['fits'], id: string, en: string): Fact => ({ source, fits, id, en })

export const FACTS = {
  sector: fact('form', code, 'Sektor usaha', 'Sector of the business'),
  startedOn: fact('form', day, 'Tanggal usaha dimulai', 'Day on which the business began'),
  yearlyTurnoverIdr: fact('form', rupiah, 'Omzet setahun', 'Turnover a year'),
  hasNib: fact('form', flag, 'Kepemilikan NIB', 'Whether there is a NIB'),
  hasNpwp: fact('form', flag, 'Kepemilikan NPWP', 'Whether there is an NPWP'),
  ownerIsCivilServant: fact('form', flag, 'Pemilik ASN, TNI atau Polri', 'Whether the owner is ASN, TNI or Polri'),
  'kur.SUPER_MIKRO': fact('sikp', times, 'Jumlah KUR Super Mikro yang pernah diterima', 'How often KUR Super Mikro was received'),
  'kur.MIKRO': fact('sikp', times, 'Jumlah KUR Mikro yang pernah diterima', 'How often KUR Mikro was received'),
  'kur.KECIL': fact('sikp', times, 'Jumlah KUR Kecil yang pernah diterima', 'How often KUR Kecil was received'),
  'kur.KHUSUS': fact('sikp', times, 'Jumlah KUR Khusus yang pernah diterima', 'How often KUR Khusus was received'),
  'kur.PMI': fact('sikp', times, 'Jumlah KUR PMI yang pernah diterima', 'How often KUR for migrant workers was received'),
  'outstanding.MIKRO': fact('sikp', rupiah, 'Sisa pokok KUR Mikro', 'What is left to repay of KUR Mikro'),
  'accumulated.KECIL': fact('sikp', rupiah, 'Jumlah plafon KUR Kecil selama ini', 'All KUR Kecil received so far'),
  commercial: fact('sikp', times, 'Jumlah kredit komersial', 'How many commercial credits there were'),
  kolektibilitas: fact('slik', (value) => value !== 0 && count(5)(value), 'Kolektibilitas di SLIK', 'Collectability at SLIK'),
  businessFound: fact('survey', flag, 'Usaha ditemukan saat survei', 'Whether the survey found the business'),
  monthlyTurnoverIdr: fact('survey', rupiah, 'Omzet sebulan menurut survei', 'Turnover a month by the survey'),
  monthlyCapacityIdr: fact('survey', rupiah, 'Sisa penghasilan sebulan menurut survei', 'What is left each month by the survey'),
  domicileMonths: fact('survey', count(1_200), 'Lama tinggal di tempat sekarang (bulan)', 'Months at the present home'),
} as const satisfies Record<string, Fact>

export type FactName = keyof typeof FACTS
export const FACT_NAMES = Object.keys(FACTS) as readonly FactName[]

export const isFact = (name: string): name is FactName => Object.hasOwn(FACTS, name)
export const sourceOf = (name: FactName): FactSource => FACTS[name].source
export const fits = (name: FactName, value: FactValue): boolean => FACTS[name].fits(value)
