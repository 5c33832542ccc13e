// SIKP, the state's register of KUR: what this person has had, and the reports of akad and disbursement.
// Guarantees: a payoff that SIKP has not taken in yet is `stale` with a date to ask again, never a refusal; a report is made once
// per key, an ambiguous one is looked up; the NIK is in request bodies alone. Whoever calls asks partners for it and keeps it nowhere.
// Does not guarantee: the real interface (host-to-host after SIT and UAT, PMK 12/2024): this file is where it will differ.
import { Type, type Static } from 'typebox'
import type { Day, Instant } from '@simpul/kernel'
import { confidenceOf, outside, type Confidence, type Down, type OutsideOptions, type Unsettled } from '@simpul/platform/outside'

export const SCHEMES = ['SUPER_MIKRO', 'MIKRO', 'KECIL', 'KHUSUS', 'PMI'] as const
export type SikpScheme = (typeof SCHEMES)[number]

const DayText = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' })
const Lender = Type.String({ minLength: 1, maxLength: 100 })
const Kur = Type.Object({
  scheme: Type.Enum([...SCHEMES]),
  akadOn: DayText,
  plafonIdr: Type.Integer({ minimum: 0 }),
  outstandingIdr: Type.Integer({ minimum: 0 }),
  state: Type.Enum(['aktif', 'lunas']),
  lender: Lender,
  sector: Type.Optional(Type.String({ maxLength: 100 })),
  payoffReportedOn: Type.Optional(DayText),
})
const Commercial = Type.Object({
  kind: Type.Enum(['KMK', 'KI']),
  plafonIdr: Type.Integer({ minimum: 0 }),
  startedOn: DayText,
  state: Type.Enum(['aktif', 'lunas']),
  lender: Lender,
})
const History = Type.Object({
  found: Type.Literal(true),
  identityAgrees: Type.Boolean(),
  kur: Type.Array(Kur, { maxItems: 100 }),
  commercial: Type.Array(Commercial, { maxItems: 100 }),
  asOf: Type.String({ maxLength: 40 }),
  nextRefreshOn: Type.Optional(DayText),
})
const Unknown = Type.Object({ found: Type.Literal(false) })
const Made = Type.Object({
  key: Type.String(),
  number: Type.String({ minLength: 1, maxLength: 100 }),
  registeredAt: Type.String({ maxLength: 40 }),
})
const Problem = Type.Object({ problem: Type.String({ pattern: '^[a-z-]{1,60}$' }) })

export type SikpKur = Static<typeof Kur>
export type SikpCommercialCredit = Static<typeof Commercial>

export interface SikpHistory {
  /** KUR received so far, for each scheme that has any (R-ACCESS counts by scheme). */
  readonly accesses: Readonly<Partial<Record<SikpScheme, number>>>
  readonly active: readonly SikpKur[]
  readonly kur: readonly SikpKur[]
  /** Commercial KMK/KI, running or paid off (R-CREDITHIST). */
  readonly priorCommercial: readonly SikpCommercialCredit[]
}

interface Dated {
  readonly asOf: Instant
  readonly confidence: Confidence
}

export type SikpAnswer =
  | ({ readonly kind: 'history'; readonly history: SikpHistory } & Dated)
  /** A running KUR in this history is paid off elsewhere; ask again on recheckOn (WIB) and decide nothing against the person. */
  | ({ readonly kind: 'stale'; readonly history: SikpHistory; readonly recheckOn: Day } & Dated)
  | ({ readonly kind: 'mismatch' } & Dated)
  | ({ readonly kind: 'not-found' } & Dated)
  | Down

export interface HistoryQuestion {
  readonly nik: string
  /** The day on which the person says to have paid off a KUR; SIKP data from before that day cannot contradict it. */
  readonly declaredPayoffOn?: Day
}

interface Report {
  /** Ours, not personal, the same at every try: e.g. `akad:<loan id>`. Letters, digits and `:._-`, at most 200. */
  readonly key: string
  readonly nik: string
}

export interface AkadReport extends Report {
  readonly lender: string
  readonly scheme: SikpScheme
  readonly akadNumber: string
  readonly akadOn: Day
  readonly plafonIdr: number
  readonly tenorMonths: number
  readonly ratePpm: number
}

export interface DisbursementReport extends Report {
  readonly akadKey: string
  readonly disbursedOn: Day
  readonly amountIdr: number
}

export type ReportAnswer =
  | { readonly kind: 'registered'; readonly number: string; readonly registeredAt: Instant; readonly via: 'send' | 'lookup' }
  /** SIKP says no, for good: `debtor-unknown`, `debtor-mismatch`, `akad-unknown`, `key-used`. An officer's task. */
  | { readonly kind: 'refused'; readonly problem: string }
  | Down
  /** It may have been registered. Report again later with the same key: that begins with a lookup. */
  | Unsettled

export type ReportFound =
  { readonly kind: 'registered'; readonly number: string; readonly registeredAt: Instant } | { readonly kind: 'absent' } | Down

export interface Sikp {
  history(question: HistoryQuestion): Promise<SikpAnswer>
  reportAkad(report: AkadReport): Promise<ReportAnswer>
  lookupAkad(key: string): Promise<ReportFound>
  reportDisbursement(report: DisbursementReport): Promise<ReportAnswer>
  lookupDisbursement(key: string): Promise<ReportFound>
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
export const FIRM_FOR_MS = 3 * DAY_MS // ours: SIKP is written at night; a weekend may pass
export const RECHECK_DAYS = 3 // ours: when a payoff is taken in, nobody publishes [N]{23}; asked again until it is
/** Fresh for minutes only: a KUR that another lender has just disbursed must be seen. */
export const CACHE = { freshMs: 5 * 60_000, staleMs: DAY_MS }

export const SIKP_BOUNDS = { timeoutMs: 8_000, attempts: 3, breaker: { failures: 5, openForMs: 30_000 } } as const

export function sikp(options: Pick<OutsideOptions, 'baseUrl'> & Partial<OutsideOptions>): Sikp {
  const clock = options.clock ?? Date
  const system = outside({ ...SIKP_BOUNDS, ...options, name: 'sikp' })
  const ask = system.question({
    operation: 'history',
    answers: { 200: History, 404: Unknown },
    request: ({ nik }: { nik: string }) => ({ method: 'POST', path: '/history', body: { nik } }),
    asOf: (value) => (value.status === 200 ? value.body.asOf : undefined),
    cacheFor: CACHE,
  })

  const reporting = <R extends Report>(operation: string, path: string) => {
    const registration = system.registration({
      operation,
      answers: { 200: Made, 201: Made, 409: Problem, 422: Problem },
      request: (report: R) => ({ method: 'POST', path, body: report }),
      lookup: {
        answers: { 200: Made },
        absent: Unknown,
        request: (key) => ({ method: 'GET', path: `${path}/${encodeURIComponent(key)}` }),
      },
    })
    return {
      async report(report: R): Promise<ReportAnswer> {
        const result = await registration.register(report)
        if (result.kind !== 'answer') return result
        const { body } = result.value
        return 'problem' in body ? { kind: 'refused', problem: body.problem } : { ...registered(body), via: result.via }
      },
      async lookup(key: string): Promise<ReportFound> {
        const found = await registration.lookup(key)
        return found.kind === 'answer' ? registered(found.value.body) : found
      },
    }
  }
  const akad = reporting<AkadReport>('akad', '/akad')
  const disbursement = reporting<DisbursementReport>('disbursement', '/disbursements')

  return {
    async history({ nik, declaredPayoffOn }) {
      const answer = await ask({ nik })
      if (answer.kind === 'down') return answer
      const dated = { asOf: answer.asOf, confidence: confidenceOf(answer, FIRM_FOR_MS, clock.now()) }
      if (answer.value.status === 404) return { kind: 'not-found', ...dated }
      const body = answer.value.body
      if (!body.identityAgrees) return { kind: 'mismatch', ...dated }
      const history = historyOf(body)
      const isStale = history.active.some((kur) => payoffIsUnderWay(kur, answer.asOf, declaredPayoffOn))
      if (!isStale) return { kind: 'history', history, ...dated }
      return { kind: 'stale', history, recheckOn: recheckOn(body.nextRefreshOn, clock.now()), ...dated, confidence: 'aged' }
    },
    reportAkad: (report) => akad.report(report),
    lookupAkad: (key) => akad.lookup(key),
    reportDisbursement: (report) => disbursement.report(report),
    lookupDisbursement: (key) => disbursement.lookup(key),
  }
}

const registered = ({ number, registeredAt }: Static<typeof Made>) => ({ kind: 'registered' as const, number, registeredAt })

function historyOf({ kur, commercial }: Static<typeof History>): SikpHistory {
  const accesses: Partial<Record<SikpScheme, number>> = {}
  for (const { scheme } of kur) accesses[scheme] = (accesses[scheme] ?? 0) + 1
  return { accesses, active: kur.filter((each) => each.state === 'aktif'), kur, priorCommercial: commercial }
}

/** The lender has reported it, or the person has paid on or after the day whose data SIKP shows. */
function payoffIsUnderWay(kur: SikpKur, asOf: Instant, declaredPayoffOn: Day | undefined): boolean {
  if (kur.payoffReportedOn !== undefined) return true
  return declaredPayoffOn !== undefined && declaredPayoffOn >= dayInWib(Date.parse(asOf))
}

/** The day they announce, when it is still to come; else some days from now. */
function recheckOn(announced: Day | undefined, nowMs: number): Day {
  return announced !== undefined && announced > dayInWib(nowMs) ? announced : dayInWib(nowMs + RECHECK_DAYS * DAY_MS)
}

/** WIB is UTC+7 all year. */
const dayInWib = (ms: number): Day => new Date(ms + 7 * HOUR_MS).toISOString().slice(0, 10)
