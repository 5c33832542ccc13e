// What a visitor may tell to try the rules: the form of the question, and the facts it becomes.
// Guarantees: what was not filled in is not known, so it never becomes a no. Does not: ask who somebody is.
import { Type, type Static } from 'typebox'
import { closed, code, day, loanType, tenorMonths } from '../bodies.ts'
import type { ApplicantFacts, Credit } from '../rules/facts.ts'
import { KUR_SCHEMES } from '../rules/ruleBook.ts'

export const plafonIdr = Type.Integer({ minimum: 1, maximum: 5_000_000_000 })
const sum = Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 })
const count = Type.Integer({ minimum: 0, maximum: 100 })
const months = Type.Integer({ minimum: 0, maximum: 1_200 })
const optional = Type.Optional(Type.Boolean())

export const askedFacts = closed({
  plafonIdr,
  tenorMonths,
  loanType,
  akadOn: day,
  scheme: Type.Optional(Type.Enum([...KUR_SCHEMES])),
  sector: Type.Optional(code),
  businessAgeMonths: Type.Optional(months),
  substitute: Type.Optional(code),
  turnoverIdr: Type.Optional(sum),
  earlierSuperMikro: Type.Optional(count),
  earlierMikro: Type.Optional(count),
  earlierKecil: Type.Optional(count),
  outstandingMikroIdr: Type.Optional(sum),
  seasonMikroIdr: Type.Optional(sum),
  accumulatedKecilIdr: Type.Optional(sum),
  hadCommercialCredit: optional,
  /** The worst of what is running; 0 without any credit. */
  kolektibilitas: Type.Optional(Type.Integer({ minimum: 0, maximum: 5 })),
  isCivilServant: optional,
  ageYears: Type.Optional(Type.Integer({ minimum: 0, maximum: 120 })),
  hasIdentityDocument: optional,
  hasNib: optional,
  hasBusinessLetter: optional,
  hasNpwp: optional,
  hasBpjsTk: optional,
  collateralDemanded: optional,
  recipient: Type.Optional(code),
  workContractMonths: Type.Optional(months),
  placementCostIdr: Type.Optional(sum),
  hasOtherGovernmentCredit: optional,
  /** Two digits, as in a NIK. */
  province: Type.Optional(Type.String({ pattern: '^\\d{2}$' })),
  lenderRatePpm: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
})

const COMMERCIAL: Credit = { kind: 'commercial', plafonIdr: null, standing: 'settled' }

export function factsOf(asked: Static<typeof askedFacts>): ApplicantFacts {
  const { earlierSuperMikro, earlierMikro, earlierKecil, isCivilServant, hadCommercialCredit, kolektibilitas, substitute } = asked
  const { plafonIdr: plafon, tenorMonths: tenor, loanType: type, ageYears } = asked
  const told = [earlierSuperMikro, earlierMikro, earlierKecil].some((each) => each !== undefined)
  return {
    plafonIdr: plafon,
    tenorMonths: tenor,
    loanType: type,
    scheme: asked.scheme ?? null,
    sector: asked.sector ?? null,
    businessAgeMonths: asked.businessAgeMonths ?? null,
    substitutes: substitute === undefined ? [] : [substitute],
    turnoverIdr: asked.turnoverIdr ?? null,
    earlierAccesses: told ? { SUPER_MIKRO: earlierSuperMikro ?? 0, MIKRO: earlierMikro ?? 0, KECIL: earlierKecil ?? 0 } : null,
    outstandingMikroIdr: asked.outstandingMikroIdr ?? null,
    seasonMikroIdr: asked.seasonMikroIdr ?? null,
    accumulatedKecilIdr: asked.accumulatedKecilIdr ?? null,
    credits: hadCommercialCredit === undefined ? null : hadCommercialCredit ? [COMMERCIAL] : [],
    worstKol: kolektibilitas ?? null,
    occupation: isCivilServant === undefined ? null : isCivilServant ? 'asn' : 'other',
    ageMonths: ageYears === undefined ? null : ageYears * 12,
    spouse: null,
    hasIdentityDocument: asked.hasIdentityDocument ?? null,
    hasNib: asked.hasNib ?? null,
    hasBusinessLetter: asked.hasBusinessLetter ?? null,
    hasNpwp: asked.hasNpwp ?? null,
    hasBpjsTk: asked.hasBpjsTk ?? null,
    collateralDemanded: asked.collateralDemanded ?? null,
    recipient: asked.recipient ?? null,
    workContractMonths: asked.workContractMonths ?? null,
    placementCostIdr: asked.placementCostIdr ?? null,
    hasOtherGovernmentCredit: asked.hasOtherGovernmentCredit ?? null,
    province: asked.province ?? null,
    lenderRatePpm: asked.lenderRatePpm ?? null,
  }
}
