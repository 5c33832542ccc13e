// Facts in a file, as an operator or a lawyer writes them down: what `simpul verdict` reads.
// Guarantees: closed: a misspelt name is told with its place, never taken for a fact that nobody knows; whole rupiah, days in the calendar.
// Does not guarantee: that the facts are true.
import { Type, type Static, type TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { closed, code, day, idr, loanType, orNull, ratePpm, tenorMonths } from '../bodies.ts'
import { NOTHING_KNOWN, SOURCES, type ApplicantFacts } from '../rules/facts.ts'
import { KUR_SCHEMES } from '../rules/ruleBook.ts'

const optional = <Schema extends TSchema>(schema: Schema) => Type.Optional(orNull(schema))
const yesNo = optional(Type.Boolean())
const months = Type.Integer({ minimum: 0, maximum: 1_200 })
const count = Type.Integer({ minimum: 0, maximum: 100 })
const codes = Type.Array(code, { maxItems: 20 })
const kinds = [
  ...['commercial', 'household', 'ultra-micro', 'p2p', 'consumer-miscoded', 'government-programme', 'kur-here', 'kur-elsewhere'],
  ...['kpr', 'motorcycle', 'decree-secured', 'vehicle', 'credit-card'],
]
const credit = closed({
  kind: Type.Enum(kinds),
  plafonIdr: orNull(idr),
  standing: Type.Enum(['running', 'settled', 'settled-not-shown']),
  recheckOn: optional(day),
  isProven: Type.Optional(Type.Boolean()),
})

const facts = {
  plafonIdr: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
  tenorMonths,
  loanType,
  scheme: optional(Type.Enum([...KUR_SCHEMES])),
  sector: optional(code),
  businessAgeMonths: optional(months),
  substitutes: optional(codes),
  turnoverIdr: optional(idr),
  earlierAccesses: optional(closed(Object.fromEntries(KUR_SCHEMES.map((scheme) => [scheme, Type.Optional(count)])))),
  outstandingMikroIdr: optional(idr),
  seasonMikroIdr: optional(idr),
  accumulatedKecilIdr: optional(idr),
  credits: optional(Type.Array(credit, { maxItems: 100 })),
  worstKol: optional(Type.Integer({ minimum: 0, maximum: 5 })),
  occupation: optional(code),
  ageMonths: optional(months),
  hasParentalPermission: yesNo,
  spouse: optional(closed({ occupation: orNull(code), hasKurOrApplication: Type.Boolean() })),
  hasIdentityDocument: yesNo,
  hasFamilyCard: yesNo,
  hasMarriageDocument: yesNo,
  hasNib: yesNo,
  hasBusinessLetter: yesNo,
  hasNpwp: yesNo,
  hasBpjsTk: yesNo,
  collateralDemanded: yesNo,
  recipient: optional(code),
  workContractMonths: optional(months),
  placementCostIdr: optional(idr),
  group: optional(Type.Record(Type.String({ pattern: '^[A-Za-z]{1,60}$' }), orNull(Type.Boolean()))),
  relaxations: optional(codes),
  hasOtherGovernmentCredit: yesNo,
  province: optional(Type.String({ pattern: '^\\d{2}$' })),
  lenderRatePpm: optional(ratePpm),
  isInSikp: yesNo,
  slikWasAsked: yesNo,
  costsWereDisclosed: yesNo,
  guaranteePpm: optional(ratePpm),
  unitNplPpm: optional(Type.Array(ratePpm, { maxItems: 120 })),
  quotaLeftIdr: optional(idr),
  productionSharePpm: optional(ratePpm),
}

const origin = closed({ source: Type.Enum([...SOURCES]), asOf: orNull(day) })

export const FactsFile = closed({
  /** Today, when it is left out. */
  akadOn: Type.Optional(day),
  /** The newest of this program, when it is left out. */
  edition: Type.Optional(day),
  facts: closed({
    ...facts,
    origins: Type.Optional(closed(Object.fromEntries(Object.keys(facts).map((name) => [name, Type.Optional(origin)])))),
  }),
})

const checker = Compile(FactsFile)
const FAULTS_MAX = 10

export type Read =
  | { readonly ok: true; readonly asked: Pick<Static<typeof FactsFile>, 'akadOn' | 'edition'>; readonly facts: ApplicantFacts }
  | { readonly ok: false; readonly faults: readonly string[] }

/** `/facts/plafn: nama tidak dikenal / unknown name` */
export function faultOf({ instancePath, message }: { readonly instancePath: string; readonly message: string }): string[] {
  if (message === 'must not have additional properties') return [] // the name itself is told beside it
  return [
    `${instancePath === '' ? '/' : instancePath}: ${message === 'schema is false' ? 'nama tidak dikenal / unknown name' : message}`,
  ]
}

export function readFacts(text: string): Read {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { ok: false, faults: [`bukan JSON / not JSON: ${(error as Error).message}`] }
  }
  if (!checker.Check(value)) {
    const faults = checker.Errors(value).flatMap(faultOf)
    return { ok: false, faults: [...new Set(faults)].slice(0, FAULTS_MAX) }
  }
  const { facts: told, ...asked } = value
  // The schema has every fact of ApplicantFacts; what it leaves out is null there.
  return { ok: true, asked, facts: { ...NOTHING_KNOWN, ...told } as ApplicantFacts }
}
