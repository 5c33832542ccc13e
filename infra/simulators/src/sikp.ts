// SIKP, the state's register of KUR: who has had which KUR, and what lenders report about akad and disbursement.
// Guarantees: a registration is made once per key; the same key with other content is refused; a disbursed KUR appears in the
// history of its NIK. `slow`, `garbage` and `closed` register and lose the answer, `500` does not register, unless data says so.
// Does not guarantee: the real interface (known only as text files with pipes), nor memory across a restart.
import type { FastifyInstance, FastifyReply } from 'fastify'
import { createHash } from 'node:crypto'
import { Type, type Static } from 'typebox'
import { dayIn, daysAgo } from './dates.ts'
import { play, scenarioBook, type ScenarioBook } from './scenarios.ts'

const Nik = Type.String({ pattern: '^\\d{16}$' })
const Key = Type.String({ pattern: '^[A-Za-z0-9:._-]{1,200}$' })
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const Rupiah = Type.Integer({ minimum: 1, maximum: 5_000_000_000 })
const strict = { additionalProperties: false }

const History = Type.Object({ nik: Nik }, strict)
const Akad = Type.Object(
  {
    key: Key,
    nik: Nik,
    lender: Type.String({ minLength: 1, maxLength: 100 }),
    scheme: Type.Enum(['SUPER_MIKRO', 'MIKRO', 'KECIL', 'KHUSUS', 'PMI']),
    akadNumber: Type.String({ minLength: 1, maxLength: 100 }),
    akadOn: Day,
    plafonIdr: Rupiah,
    tenorMonths: Type.Integer({ minimum: 1, maximum: 60 }),
    ratePpm: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
  },
  strict,
)
const Disbursement = Type.Object({ key: Key, nik: Nik, akadKey: Key, disbursedOn: Day, amountIdr: Rupiah }, strict)
type Akad = Static<typeof Akad>
type Disbursement = Static<typeof Disbursement>

export const REGISTRATIONS_MAX = 100_000 // × 0.5 kB = 50 MB

interface Registration<Body> {
  readonly body: Body
  readonly number: string
  readonly registeredAt: string
}

const LAST_DAY = 1 // SIKP works through the lenders' reports at night
const STALE_DAYS = 21

export function sikp(app: FastifyInstance, max = REGISTRATIONS_MAX): void {
  const book = scenarioBook(app, 'sikp')
  const akads = new Map<string, Registration<Akad>>()
  const disbursements = new Map<string, Registration<Disbursement>>()

  app.post<{ Body: Static<typeof History> }>('/sikp/history', { schema: { body: History } }, (request, reply) => {
    const { nik } = request.body
    const setting = book.take(nik)
    return play(request, reply, setting, () => {
      if (setting.scenario === 'not-found') return reply.code(404).send({ found: false })
      const given = { kur: [], commercial: [], ...(setting.scenario === 'stale' ? payoffNotRefreshed() : {}), ...setting.data }
      return {
        found: true,
        identityAgrees: setting.scenario !== 'mismatch',
        asOf: daysAgo(setting.scenario === 'stale' ? STALE_DAYS : LAST_DAY),
        ...given,
        kur: [...given.kur, ...disbursed(nik, akads, disbursements)],
      }
    })
  })
  registrations(app, '/sikp/akad', { schema: Akad, registered: akads, book, max })
  registrations(app, '/sikp/disbursements', {
    schema: Disbursement,
    registered: disbursements,
    book,
    max,
    problemOf: (body) => (akads.has(body.akadKey) ? undefined : 'akad-unknown'),
  })
}

/** The lender has reported the payoff, SIKP still shows the credit as running. */
function payoffNotRefreshed() {
  const paid = {
    scheme: 'MIKRO',
    akadOn: '2024-02-05',
    plafonIdr: 30_000_000,
    outstandingIdr: 1_250_000,
    state: 'aktif',
    lender: 'BRI',
  }
  return { kur: [{ ...paid, payoffReportedOn: dayIn(-3) }], nextRefreshOn: dayIn(4) }
}

function disbursed(
  nik: string,
  akads: ReadonlyMap<string, Registration<Akad>>,
  of: ReadonlyMap<string, Registration<Disbursement>>,
) {
  return [...of.values()]
    .filter(({ body }) => body.nik === nik)
    .flatMap(({ body }) => {
      const akad = akads.get(body.akadKey)?.body
      if (akad === undefined) return []
      const { scheme, akadOn, plafonIdr, lender } = akad
      return [{ scheme, akadOn, plafonIdr, outstandingIdr: body.amountIdr, state: 'aktif', lender }]
    })
}

interface Register<Body> {
  readonly schema: object
  readonly registered: Map<string, Registration<Body>>
  readonly book: ScenarioBook
  readonly max: number
  /** Why SIKP would not take it. */
  readonly problemOf?: (body: Body) => string | undefined
}

function registrations<Body extends { readonly key: string; readonly nik: string }>(
  app: FastifyInstance,
  path: string,
  { schema, registered, book, max, problemOf }: Register<Body>,
): void {
  const shown = ({ body, number, registeredAt }: Registration<Body>) => ({ key: body.key, number, registeredAt })

  app.post(path, { schema: { body: schema } }, (request, reply) => {
    const body = request.body as Body
    const setting = book.take(body.nik)
    const isRecorded = setting.data?.['recorded'] ?? setting.scenario !== '500'
    const answer = register(body)
    return play(request, reply, setting, () => answer(reply))

    function register(wanted: Body): (reply: FastifyReply) => unknown {
      const before = registered.get(wanted.key)
      if (before !== undefined) {
        // The routes' schemas allow no other fields, and JSON keeps the order that one caller writes.
        const isSame = JSON.stringify(before.body) === JSON.stringify(wanted)
        return (to) => (isSame ? to.code(200).send(shown(before)) : to.code(409).send({ problem: 'key-used' }))
      }
      if (setting.scenario === 'not-found') return (to) => to.code(422).send({ problem: 'debtor-unknown' })
      if (setting.scenario === 'mismatch') return (to) => to.code(422).send({ problem: 'debtor-mismatch' })
      const problem = problemOf?.(wanted)
      if (problem !== undefined) return (to) => to.code(422).send({ problem })
      if (registered.size >= max) return (to) => to.code(507).send({ message: `${max} are registered` })
      const made = { body: wanted, number: numberOf(path, wanted.key), registeredAt: new Date().toISOString() }
      if (isRecorded === true) registered.set(wanted.key, made)
      return (to) => to.code(201).send(shown(made))
    }
  })

  // A lookup never plays a scenario: it has to say what is so.
  app.get<{ Params: { key: string } }>(`${path}/:key`, (request, reply) => {
    const found = registered.get(request.params.key)
    return found === undefined ? reply.code(404).send({ found: false }) : reply.send(shown(found))
  })
}

const numberOf = (path: string, key: string) =>
  `SIKP-${createHash('sha256').update(`${path} ${key}`).digest('hex').slice(0, 12).toUpperCase()}`
