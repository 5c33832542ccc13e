// What must come out of microcredit's books, from the events of applications alone: quota, loans, answers.
import type { FoldedService, LoggedEvent, Sum } from '@simpul/testkit/checker'

const APPLICATION = 'microcredit.application'
const QUOTA = 'microcredit.quota'
const LOAN = 'microcredit.loan'

type Pool = { readonly limit: number; readonly held: number; readonly confirmed: number; readonly consumed: number }

/** A reservation as its application's events leave it. */
interface Reservation {
  readonly quotaId: string
  readonly amountIdr: number
  standing: 'held' | 'confirmed' | 'consumed' | 'gone'
}

const after: Readonly<Record<string, Reservation['standing']>> = {
  ApplicationApproved: 'confirmed',
  ApplicationDisbursed: 'consumed',
  QuotaRefused: 'gone',
  ApprovalAbandoned: 'gone',
  ReservationDisowned: 'gone',
}

function reservationsOf(events: readonly LoggedEvent[]): Map<string, Reservation> {
  const found = new Map<string, Reservation>()
  for (const { type, data } of events) {
    if (type === 'QuotaWanted')
      found.set(String(data['rid']), { quotaId: String(data['quotaId']), amountIdr: Number(data['amountIdr']), standing: 'held' })
    const withdrawn = type === 'ApplicationWithdrawn' ? (data['reservation'] as { rid: string } | null) : null
    const known = found.get(withdrawn ? withdrawn.rid : String(data['rid']))
    if (known) known.standing = withdrawn ? 'gone' : (after[type] ?? known.standing)
  }
  return found
}

const quotas: Sum = {
  invariant: 'I8',
  says: 'what a quota has held, promised and disbursed is what the applications say',
  broken({ events, stored }) {
    const sums = new Map<string, Record<Reservation['standing'], number>>()
    for (const of of events(APPLICATION).values())
      for (const { quotaId, amountIdr, standing } of reservationsOf(of).values()) {
        const sum = sums.get(quotaId) ?? { held: 0, confirmed: 0, consumed: 0, gone: 0 }
        sum[standing] += amountIdr
        sums.set(quotaId, sum)
      }
    return [...stored(QUOTA)].flatMap(([id, { state }]) => {
      const { pool } = state as { pool: Pool }
      const sum = sums.get(id) ?? { held: 0, confirmed: 0, consumed: 0 }
      return (['held', 'confirmed', 'consumed'] as const)
        .filter((name) => pool[name] !== sum[name])
        .map((name) => `${id} has ${pool[name]} rupiah ${name}, the applications ${sum[name]}`)
    })
  },
}

const limits: Sum = {
  invariant: 'I8',
  says: 'a quota was exceeded at no moment',
  broken: ({ events }) =>
    [...events(QUOTA)].flatMap(([id, of]) => {
      let limit = 0
      const open = new Map<string, number>()
      for (const { sequence, type, data } of of) {
        if (typeof data['limitIdr'] === 'number') limit = data['limitIdr']
        if (type === 'ReservationHeld') open.set(String(data['rid']), Number(data['amount']))
        if (type === 'ReservationReleased' || type === 'ReservationReversed') open.delete(String(data['rid']))
        const given = [...open.values()].reduce((sum, idr) => sum + idr, 0)
        if (given > limit) return [`${id} had given out ${given} of ${limit} rupiah after event ${sequence}`]
      }
      return []
    }),
}

const loans: Sum = {
  invariant: 'I5',
  says: 'each disbursement opened one loan over its amount, and nothing else did',
  broken(service) {
    const opened = loansOf(service)
    const found: string[] = []
    for (const [id, of] of service.events(APPLICATION)) {
      const disbursed = of.filter(({ type }) => type === 'ApplicationDisbursed')
      const wanted = disbursed.map(({ data }) => (data['loan'] as { plafonIdr: number }).plafonIdr).join()
      const given = (opened.get(id) ?? []).join()
      if (wanted !== given) found.push(`application ${id} disbursed [${wanted}], its loans are [${given}]`)
      opened.delete(id)
    }
    return [...found, ...[...opened.keys()].map((id) => `loan ${id} is of no application`)]
  },
}

const loansOf = ({ events }: FoldedService) =>
  new Map([...events(LOAN)].map(([id, of]) => [id, of.map(({ data }) => Number(data['plafonIdr']))]))

const answers: Sum = {
  invariant: 'I5',
  says: 'every approval had its answer from the quota',
  broken: ({ states }) =>
    [...states(APPLICATION)].flatMap(([id, state]) =>
      (state as { status: string }).status === 'awaiting-quota' ? [`${id} still waits for it`] : [],
    ),
}

/** What may happen to a file while its appeal is open, beside the appeal itself. */
const MEANWHILE = new Set(['ClockSet', 'ClockReminded', 'ClockEscalated', 'ReservationDisowned'])

const appeals: Sum = {
  invariant: 'I5',
  says: 'a refusal has one appeal at most, and each round after the first began with a re-opening or one overturned appeal',
  broken: ({ events }) =>
    [...events(APPLICATION)].flatMap(([id, of]) => {
      const problem = appealsOf(of)
      return problem === null ? [] : [`${id}: ${problem}`]
    }),
}

function appealsOf(events: readonly LoggedEvent[]): string | null {
  let round = 1
  let open = false
  const appealed = new Set<number>()
  for (const { sequence, type, data } of events) {
    const at = `event ${sequence}, ${type}, of round ${round}`
    if (type === 'AppealFiled') {
      if (open || appealed.has(round) || data['round'] !== round) return `${at}: the refusal has had its appeal`
      appealed.add(round)
      open = true
    } else if (type === 'AppealWithdrawn' || type === 'AppealUpheld' || type === 'AppealOverturned') {
      if (!open) return `${at}: no appeal is open`
      open = false
    } else if (open && !type.startsWith('Appeal') && !MEANWHILE.has(type)) return `${at}: its appeal is open`
    if (type !== 'AppealOverturned' && type !== 'ApplicationReopened') continue
    if (data['round'] !== round + 1) return `${at}: round ${Number(data['round'])} follows`
    round += 1
  }
  return null
}

export const microcreditSums: readonly Sum[] = [quotas, limits, loans, answers, appeals]
