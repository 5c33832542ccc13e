// Programs and needs in a file, as an analyst writes them down: what `simpul portfolio` reads.
// Guarantees: closed: a misspelt name is told with its place, never taken for a fact that nobody knows; whole rupiah, days in the calendar;
// what is left out gets the default that is written here. Shown by commandLine.test.ts.
// Does not guarantee: that the facts are true.
import type { Line } from '@simpul/platform/rows'
import { Type, type Static, type TProperties, type TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { floorName } from '../portfolio/portfolio.ts'
import { CRITERIA, INCLUSION, NATIONWIDE, programFaults, RINGS, WEIGHTS, type Program } from '../program/program.ts'
import type { AskedNeed, Request } from '../recommendation/recommendation.ts'
import { KINDS, PILLARS } from '../rules/ruleBook.ts'

export const PROGRAMS_MAX = 500
export const NEEDS_MAX = 10_000

const closed = <Properties extends TProperties>(properties: Properties) =>
  Type.Object(properties, { additionalProperties: false })
const orNull = <Schema extends TSchema>(schema: Schema) => Type.Optional(Type.Union([schema, Type.Null()]))
const id = Type.String({ minLength: 1, maxLength: 60 })
const name = Type.String({ minLength: 1, maxLength: 100 })
const idr = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })
const day = Type.String({ format: 'date', maxLength: 10 })
const percent = Type.Integer({ minimum: 0, maximum: 100 })
const weight = Type.Integer({ minimum: 0, maximum: 1_000 })
const count = Type.Integer({ minimum: 0, maximum: NEEDS_MAX })
/** Read to two decimals. */
const points = Type.Number({ minimum: 0, maximum: 100 })
const pillar = Type.Enum([...PILLARS])
const sdgs = Type.Array(Type.Integer({ minimum: 1, maximum: 17 }), { maxItems: 17 })
const yesNo = Type.Boolean()

/** As columns of a table have them: there, or left out. */
const facts = {
  submittedOn: day,
  recipientType: name,
  place: name,
  province: Type.String({ pattern: '^\\d{2}$' }),
  pillar,
  sdgs,
  tenorMonths: Type.Integer({ minimum: 1, maximum: 600 }),
  salesIdr: idr,
  assetsIdr: idr,
  hasNpwp: yesNo,
  hasLegalPaper: yesNo,
  bankNameMatches: yesNo,
  isAffiliated: yesNo,
  isMitraElsewhere: yesNo,
  hasOverdueReport: yesNo,
  isPolitical: yesNo,
  isPersonalUse: yesNo,
  isDuplicate: yesNo,
  isWomenLed: yesNo,
  isIn3T: yesNo,
  isDisabilityInclusive: yesNo,
  documentsPercent: percent,
}
const prefers = Type.Array(id, { maxItems: PROGRAMS_MAX })
const askIdr = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })

/** A need in a row; `source` and `asOf` are those of all its facts. Columns `given:P1` are scores that people gave. */
export const NeedRow = Type.Object({ id, recipient: name, purpose: name, askIdr, ...facts, prefers, source: name, asOf: day })

const nullable = Object.fromEntries(Object.entries(facts).map(([key, schema]) => [key, orNull(schema)])) as {
  [Key in keyof typeof facts]: ReturnType<typeof orNull<(typeof facts)[Key]>>
}
const origin = closed({ source: name, asOf: Type.Union([day, Type.Null()]) })

const NeedInFile = closed({
  id,
  recipient: orNull(name),
  purpose: orNull(name),
  askIdr,
  ...nullable,
  given: Type.Optional(Type.Record(id, points)),
  prefers: orNull(prefers),
  origins: Type.Optional(closed(Object.fromEntries(Object.keys(facts).map((key) => [key, Type.Optional(origin)])))),
})
type NeedInFile = Static<typeof NeedInFile>

const ProgramInFile = closed({
  id,
  kind: Type.Optional(Type.Enum([...KINDS])),
  pillar: orNull(pillar),
  sdgs: Type.Optional(sdgs),
  budgetIdr: idr,
  askMinIdr: Type.Optional(idr),
  askMaxIdr: Type.Optional(idr),
  recipientTypes: Type.Optional(Type.Array(name, { maxItems: 50 })),
  regions: Type.Optional(Type.Record(name, Type.Enum([...RINGS]))),
  opensOn: orNull(day),
  closesOn: orNull(day),
  weights: Type.Optional(
    closed(Object.fromEntries(CRITERIA.map((each) => [each, weight])) as Record<(typeof CRITERIA)[number], typeof weight>),
  ),
  inclusion: Type.Optional(closed({ womenLed: percent, in3T: percent, disability: percent })),
  minScore: orNull(points),
  minNeeds: orNull(count),
  maxNeeds: orNull(count),
})

export const RequestFile = closed({
  /** Today, when it is left out. */
  on: Type.Optional(day),
  programs: Type.Array(ProgramInFile, { minItems: 1, maxItems: PROGRAMS_MAX }),
  /** Or in a table of their own. */
  needs: Type.Optional(Type.Array(NeedInFile, { maxItems: NEEDS_MAX })),
  floors: Type.Optional(
    Type.Array(
      closed({ group: Type.String({ pattern: '^(women-led|3t|disability|province:\\d{2})$' }), percent, program: orNull(id) }),
      { maxItems: 20 },
    ),
  ),
  totalIdr: orNull(idr),
  pillarIdr: Type.Optional(closed(Object.fromEntries(PILLARS.map((each) => [each, Type.Optional(idr)])))),
  coFunding: Type.Optional(closed({ most: Type.Integer({ minimum: 1, maximum: 5 }), leastPercent: percent })),
})

const requests = Compile(RequestFile)
const needs = Compile(NeedInFile)
const FAULTS_MAX = 10

export type Read = { readonly ok: true; readonly request: Request } | { readonly ok: false; readonly faults: readonly string[] }

export function readRequest(text: string, rows: readonly Line[] | null, today: string): Read {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { ok: false, faults: [`bukan JSON / not JSON: ${(error as Error).message}`] }
  }
  if (!requests.Check(value)) return wrong(requests.Errors(value).flatMap((error) => faultOf(error)))
  const table = rows === null ? { needs: value.needs ?? [], faults: [] } : needsOf(rows)
  if (table.faults.length > 0) return wrong(table.faults)
  const request: Request = {
    on: value.on ?? today,
    programs: value.programs.map(programOf),
    needs: table.needs.map(needOf),
    floors: (value.floors ?? []).map(({ group, percent, program }) => ({ group, percent, program: program ?? null })),
    totalIdr: value.totalIdr ?? null,
    pillarIdr: value.pillarIdr ?? {},
    coFunding: value.coFunding ?? { most: 1, leastPercent: 0 },
  }
  const faults = faultsOf(request)
  return faults.length > 0 ? wrong(faults) : { ok: true, request }
}

const wrong = (faults: readonly string[]): Read => ({ ok: false, faults: [...new Set(faults)].slice(0, FAULTS_MAX) })

/** `/needs/0/hasNpwb: nama tidak dikenal / unknown name` */
function faultOf({ instancePath, message }: { readonly instancePath: string; readonly message: string }, place = ''): string[] {
  if (message === 'must not have additional properties') return [] // the name itself is told beside it
  return [`${place}${instancePath || '/'}: ${message === 'schema is false' ? 'nama tidak dikenal / unknown name' : message}`]
}

function needsOf(rows: readonly Line[]): { readonly needs: readonly NeedInFile[]; readonly faults: readonly string[] } {
  const read = rows.map((row) => {
    const place = `baris / line ${row.line}: `
    if ('fault' in row) return { need: null, faults: [`${place}${row.fault}`] }
    const value = withColumns(row.value as Record<string, unknown>)
    return needs.Check(value)
      ? { need: value, faults: [] }
      : { need: null, faults: needs.Errors(value).flatMap((error) => faultOf(error, place)) }
  })
  const faults = read.flatMap((each) => each.faults)
  if (rows.length > NEEDS_MAX) faults.push(`lebih dari / more than ${NEEDS_MAX} baris / rows`)
  return { needs: read.flatMap(({ need }) => need ?? []), faults }
}

/** `given:P1`, `source` and `asOf` are columns of a table only. */
function withColumns({ source, asOf, ...row }: Record<string, unknown>): unknown {
  const given = Object.entries(row).filter(([key]) => key.startsWith('given:'))
  const rest = Object.fromEntries(Object.entries(row).filter(([key]) => !key.startsWith('given:')))
  const told = Object.keys(rest).filter((key) => Object.hasOwn(facts, key))
  return {
    ...rest,
    ...(given.length > 0
      ? { given: Object.fromEntries(given.map(([key, value]) => [key.slice('given:'.length), Number(value)])) }
      : {}),
    ...(source === undefined ? {} : { origins: Object.fromEntries(told.map((key) => [key, { source, asOf: asOf ?? null }])) }),
  }
}

function programOf(told: Static<typeof ProgramInFile>): Program {
  const { kind = 'grant', sdgs: goals = [], recipientTypes = [], regions = { [NATIONWIDE]: 'I' as const } } = told
  return {
    id: told.id,
    kind,
    pillar: told.pillar ?? null,
    sdgs: goals,
    budgetIdr: told.budgetIdr,
    askMinIdr: told.askMinIdr ?? 0,
    askMaxIdr: told.askMaxIdr ?? Math.max(told.budgetIdr, told.askMinIdr ?? 0),
    recipientTypes,
    regions,
    opensOn: told.opensOn ?? null,
    closesOn: told.closesOn ?? null,
    weights: told.weights ?? WEIGHTS,
    inclusion: told.inclusion ?? INCLUSION,
    minScore: told.minScore === null || told.minScore === undefined ? null : hundredths(told.minScore),
    minNeeds: told.minNeeds ?? null,
    maxNeeds: told.maxNeeds ?? null,
  }
}

function needOf({ id: of, recipient, purpose, given = {}, prefers: wishes, origins, ...told }: NeedInFile): AskedNeed {
  return {
    id: of,
    recipient: recipient ?? null,
    purpose: purpose ?? null,
    prefers: wishes ?? null,
    given: Object.fromEntries(Object.entries(given).map(([program, score]) => [program, hundredths(score)])),
    facts: told,
    ...(origins ? { origins } : {}),
  }
}

const hundredths = (score: number): number => Math.round(score * 100)

/** What the shape alone does not say: names that are there twice, or that nobody has. */
function faultsOf({ programs, needs: told, floors, coFunding }: Request): string[] {
  const ids = new Set(programs.map((program) => program.id))
  const stranger = (program: string, where: string) =>
    ids.has(program) ? [] : [`${where}: program ${program} tidak ada / is not there`]
  return [
    ...programs.flatMap(programFaults),
    ...twice(programs.map((program) => program.id)),
    ...twice(told.map((need) => need.id)),
    ...twice(floors.map(floorName)),
    ...floors.flatMap(({ program }) => (program === null ? [] : stranger(program, 'floors'))),
    ...told.flatMap((need) =>
      [...Object.keys(need.given), ...(need.prefers ?? [])].flatMap((program) => stranger(program, need.id)),
    ),
    ...(coFunding.most * coFunding.leastPercent > 100 ? ['coFunding: most × leastPercent > 100'] : []),
  ]
}

function twice(names: readonly string[]): string[] {
  const seen = new Set<string>()
  return names.filter((each) => seen.has(each) || !seen.add(each)).map((each) => `${each}: dua kali / twice`)
}
