// A pool of something countable (lender's quota, budget, stock, seats) from which holders reserve under their own `rid`.
// Guarantees: held + confirmed + consumed never exceed the limit by a reservation; each rid counts at most once, however often and
// in whatever order its messages arrive; a Release that overtakes its Reserve leaves a tombstone, so that Reserve holds nothing.
// Does not guarantee: that a hold ends by itself. The holder decides and the pool obeys; a sweeper asks the holder (architecture §4).
import { never, type Instant } from './decider.ts'
import { refusalCatalogue, type Refusal } from './refusal.ts'

/** `<holder id>:<n>`, the n-th reservation that this holder asks for. */
export type ReservationId = string

export const HOLDS_MAX = 2_000
/** Everything remembered by rid: 10,000 × ~90 B = 0.9 MB, far from a document's 16 MB. Larger pools are split by unit. */
export const ENTRIES_MAX = 10_000
/** How long a finished rid is remembered past its validity: more than clocks of two machines ever differ. */
export const TOMBSTONE_MS = 2 * 60 * 60 * 1_000

export type ReservationCommand =
  | { type: 'Reserve'; rid: ReservationId; amount: number; validUntil: Instant; now: Instant }
  | { type: 'Confirm'; rid: ReservationId; now: Instant }
  | { type: 'Release'; rid: ReservationId; validUntil: Instant; now: Instant }
  | { type: 'Reverse'; rid: ReservationId; now: Instant }
  | { type: 'Consume'; rid: ReservationId; now: Instant }

/** `at` is when it was decided: the fold forgets tombstones by it, so that it needs no clock. */
export type ReservationEvent =
  | { type: 'ReservationHeld'; rid: ReservationId; amount: number; validUntil: Instant; at: Instant }
  | { type: 'ReservationConfirmed'; rid: ReservationId; amount: number; at: Instant }
  | { type: 'ReservationReleased'; rid: ReservationId; amount: number; rememberUntil: Instant; at: Instant }
  | { type: 'ReservationReversed'; rid: ReservationId; amount: number; rememberUntil: Instant; at: Instant }
  | { type: 'ReservationConsumed'; rid: ReservationId; amount: number; rememberUntil: Instant; at: Instant }

type Open = { readonly status: 'held' | 'confirmed'; readonly amount: number; readonly validUntil: Instant }
type Tombstone = { readonly status: 'released' | 'reversed' | 'consumed'; readonly rememberUntil: Instant }
type Entry = Open | Tombstone

export interface ReservationPool {
  /** In the pool's own unit (rupiah, pieces, seats), a safe integer. */
  readonly limit: number
  readonly held: number
  readonly confirmed: number
  /** Used up for good: disbursed, delivered, sat on. */
  readonly consumed: number
  readonly entries: Readonly<Record<ReservationId, Entry>>
}

export const emptyPool = (limit: number): ReservationPool => ({ limit, held: 0, confirmed: 0, consumed: 0, entries: {} })

/** What the limit may not be lowered below. */
export const committed = (pool: ReservationPool) => pool.held + pool.confirmed + pool.consumed

export const available = (pool: ReservationPool) => Math.max(0, pool.limit - committed(pool))

const catalogue = refusalCatalogue({
  'reservation/expired': {
    status: 409,
    id: 'Permintaan cadangan ini sudah lewat waktu ({validUntil}). Ajukan lagi.',
    en: 'This request to reserve expired at {validUntil}. Ask again.',
  },
  'reservation/ended': {
    status: 409,
    id: 'Cadangan ini sudah dilepas lebih dulu, jadi tidak ada yang ditahan.',
    en: 'This reservation was let go before, so nothing is held.',
  },
  'reservation/not-enough': {
    status: 409,
    id: 'Sisa tidak cukup: diminta {wanted}, tersedia {available} dari {limit} (ditahan {held}, disetujui {confirmed}, terpakai {consumed}).',
    en: 'Not enough is left: {wanted} wanted, {available} available of {limit} ({held} held, {confirmed} confirmed, {consumed} used).',
  },
  'reservation/too-many-open': {
    status: 503,
    id: 'Terlalu banyak permintaan terbuka ({open} dari paling banyak {max}). Coba lagi sebentar.',
    en: 'Too many requests are open ({open} of at most {max}). Try again shortly.',
  },
  'reservation/alarm-unknown': {
    status: 409,
    id: 'Cadangan {rid} tidak dikenal; petugas sistem perlu memeriksa.',
    en: 'Reservation {rid} is not known; an operator has to look.',
  },
  'reservation/alarm-ended': {
    status: 409,
    id: 'Cadangan {rid} sudah berakhir ({status}) tetapi diminta {command}; petugas sistem perlu memeriksa.',
    en: 'Reservation {rid} has ended ({status}) but was asked to {command}; an operator has to look.',
  },
  'reservation/alarm-confirmed': {
    status: 409,
    id: 'Cadangan {rid} sudah disetujui dan tidak dapat dilepas; pembatalan memakai pembalikan.',
    en: 'Reservation {rid} is confirmed and cannot be released; a cancellation reverses it.',
  },
  'reservation/alarm-amount': {
    status: 409,
    id: 'Jumlah {amount} untuk cadangan {rid} tidak sah atau berbeda dari sebelumnya; petugas sistem perlu memeriksa.',
    en: 'The amount {amount} of reservation {rid} is not valid or not the one asked before; an operator has to look.',
  },
})
const { refuse } = catalogue
export const reservationRefusals = catalogue.entries

/** The holder and the pool disagree: retrying does not help, a person has to look. */
export const isReservationAlarm = (refusal: Refusal) => refusal.code.startsWith('reservation/alarm-')

export function decideReservation(pool: ReservationPool, command: ReservationCommand): readonly ReservationEvent[] {
  const entry = Object.hasOwn(pool.entries, command.rid) ? pool.entries[command.rid] : undefined
  switch (command.type) {
    case 'Reserve':
      return reserve(pool, entry, command)
    case 'Confirm':
      return confirm(entry, command)
    case 'Release':
      return release(entry, command)
    case 'Reverse':
      return reverse(entry, command)
    case 'Consume':
      return consume(entry, command)
    default:
      return never(command)
  }
}

type Of<Type extends ReservationCommand['type']> = Extract<ReservationCommand, { type: Type }>

function reserve(pool: ReservationPool, entry: Entry | undefined, command: Of<'Reserve'>): readonly ReservationEvent[] {
  const { rid, amount, validUntil, now } = command
  if (!Number.isSafeInteger(amount) || amount <= 0) throw refuse('reservation/alarm-amount', { rid, amount })
  if (entry && isOpen(entry)) {
    if (entry.amount !== amount) throw refuse('reservation/alarm-amount', { rid, amount })
    return []
  }
  if (entry) throw refuse('reservation/ended', { rid, status: entry.status })
  if (now > validUntil) throw refuse('reservation/expired', { rid, validUntil })
  if (amount > available(pool)) {
    const { limit, held, confirmed, consumed } = pool
    throw refuse('reservation/not-enough', { wanted: amount, available: available(pool), limit, held, confirmed, consumed })
  }
  const remembered = Object.values(pool.entries).filter((each) => isOpen(each) || each.rememberUntil > now)
  const holds = remembered.filter((each) => each.status === 'held').length
  if (holds >= HOLDS_MAX) throw refuse('reservation/too-many-open', { open: holds, max: HOLDS_MAX })
  if (remembered.length >= ENTRIES_MAX) throw refuse('reservation/too-many-open', { open: remembered.length, max: ENTRIES_MAX })
  return [{ type: 'ReservationHeld', rid, amount, validUntil, at: now }]
}

function confirm(entry: Entry | undefined, { rid, now }: Of<'Confirm'>): readonly ReservationEvent[] {
  if (!entry) throw refuse('reservation/alarm-unknown', { rid })
  if (entry.status === 'held') return [{ type: 'ReservationConfirmed', rid, amount: entry.amount, at: now }]
  if (entry.status === 'released') throw refuse('reservation/alarm-ended', { rid, status: entry.status, command: 'confirm' })
  return [] // confirmed before, or what follows a confirmation overtook it
}

function release(entry: Entry | undefined, { rid, validUntil, now }: Of<'Release'>): readonly ReservationEvent[] {
  if (!entry) {
    const rememberUntil = plusMs(validUntil, TOMBSTONE_MS)
    return rememberUntil <= now ? [] : [{ type: 'ReservationReleased', rid, amount: 0, rememberUntil, at: now }]
  }
  if (entry.status === 'confirmed' || entry.status === 'consumed') throw refuse('reservation/alarm-confirmed', { rid })
  if (entry.status !== 'held') return []
  const rememberUntil = plusMs(entry.validUntil, TOMBSTONE_MS)
  return [{ type: 'ReservationReleased', rid, amount: entry.amount, rememberUntil, at: now }]
}

function reverse(entry: Entry | undefined, { rid, now }: Of<'Reverse'>): readonly ReservationEvent[] {
  if (!entry) throw refuse('reservation/alarm-unknown', { rid })
  if (entry.status === 'consumed') throw refuse('reservation/alarm-ended', { rid, status: entry.status, command: 'reverse' })
  if (!isOpen(entry)) return []
  return [{ type: 'ReservationReversed', rid, amount: entry.amount, rememberUntil: rememberFrom(entry, now), at: now }]
}

function consume(entry: Entry | undefined, { rid, now }: Of<'Consume'>): readonly ReservationEvent[] {
  if (!entry) throw refuse('reservation/alarm-unknown', { rid })
  if (entry.status === 'consumed') return []
  if (!isOpen(entry)) throw refuse('reservation/alarm-ended', { rid, status: entry.status, command: 'consume' })
  return [{ type: 'ReservationConsumed', rid, amount: entry.amount, rememberUntil: rememberFrom(entry, now), at: now }]
}

export function evolveReservation(pool: ReservationPool, event: ReservationEvent): ReservationPool {
  const { [event.rid]: entry, ...others } = pool.entries
  const freed = entry && isOpen(entry) ? without(pool, entry) : pool
  const entries = remembered(others, event.at)
  switch (event.type) {
    case 'ReservationHeld': {
      const { amount, validUntil } = event
      return { ...freed, held: freed.held + amount, entries: { ...entries, [event.rid]: { status: 'held', amount, validUntil } } }
    }
    case 'ReservationConfirmed': {
      const validUntil = entry && isOpen(entry) ? entry.validUntil : event.at
      const confirmed: Open = { status: 'confirmed', amount: event.amount, validUntil }
      return { ...freed, confirmed: freed.confirmed + event.amount, entries: { ...entries, [event.rid]: confirmed } }
    }
    case 'ReservationReleased':
      return { ...freed, entries: { ...entries, [event.rid]: { status: 'released', rememberUntil: event.rememberUntil } } }
    case 'ReservationReversed':
      return { ...freed, entries: { ...entries, [event.rid]: { status: 'reversed', rememberUntil: event.rememberUntil } } }
    case 'ReservationConsumed': {
      const consumed: Tombstone = { status: 'consumed', rememberUntil: event.rememberUntil }
      return { ...freed, consumed: freed.consumed + event.amount, entries: { ...entries, [event.rid]: consumed } }
    }
    default:
      return never(event)
  }
}

const isOpen = (entry: Entry): entry is Open => entry.status === 'held' || entry.status === 'confirmed'

const without = (pool: ReservationPool, { status, amount }: Open): ReservationPool => ({
  ...pool,
  [status]: pool[status] - amount,
})

function remembered(entries: ReservationPool['entries'], at: Instant): ReservationPool['entries'] {
  const all = Object.entries(entries)
  const kept = all.filter(([, entry]) => isOpen(entry) || entry.rememberUntil > at)
  return kept.length === all.length ? entries : Object.fromEntries(kept)
}

const rememberFrom = (entry: Open, now: Instant) => plusMs(entry.validUntil > now ? entry.validUntil : now, TOMBSTONE_MS)

const plusMs = (instant: Instant, ms: number): Instant => new Date(Date.parse(instant) + ms).toISOString()
