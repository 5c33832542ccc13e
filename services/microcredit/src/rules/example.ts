// The people of microcredit.md §6, as facts: what the tests and the bench ask the rules about.
// Guarantees: each has every fact that its scenario tells, and the ones without which a rule would stay open. Does not: name anybody.
import type { ApplicantFacts } from './facts.ts'

/** Scenario 1: a warung of 14 months, no credit before, 40 million over 36 months. */
export const trader: ApplicantFacts = {
  plafonIdr: 40_000_000,
  tenorMonths: 36,
  loanType: 'KMK',
  sector: 'perdagangan',
  businessAgeMonths: 14,
  substitutes: [],
  turnoverIdr: 180_000_000,
  earlierAccesses: {},
  credits: [],
  worstKol: 0,
  occupation: 'other',
  spouse: null,
  hasIdentityDocument: true,
  hasNib: true,
  hasNpwp: false,
  collateralDemanded: false,
}
/** Scenario 3: a rice farmer's third Mikro, 75 million over 24 months; the earlier two are paid off. */
export const farmer: ApplicantFacts = {
  ...trader,
  plafonIdr: 75_000_000,
  tenorMonths: 24,
  sector: 'pertanian',
  earlierAccesses: { MIKRO: 2 },
  outstandingMikroIdr: 0,
  seasonMikroIdr: 0,
  hasNpwp: true,
}
/** Scenario 4: laid off, two months in business, with training. */
export const laidOff: ApplicantFacts = {
  ...trader,
  plafonIdr: 8_000_000,
  tenorMonths: 24,
  businessAgeMonths: 2,
  occupation: 'laid-off',
  substitutes: ['training'],
}
/** Scenario 9: Kecil, 250 million over 48 months. */
export const workshop: ApplicantFacts = {
  ...trader,
  plafonIdr: 250_000_000,
  tenorMonths: 48,
  businessAgeMonths: 60,
  turnoverIdr: 2_000_000_000,
  hasNpwp: true,
  hasBpjsTk: true,
}
/** A worker who goes abroad on a contract of two years. */
export const migrant: ApplicantFacts = {
  ...trader,
  scheme: 'PMI',
  recipient: 'migrant-worker',
  plafonIdr: 30_000_000,
  tenorMonths: 24,
  businessAgeMonths: null,
  ageMonths: 25 * 12,
  workContractMonths: 24,
  placementCostIdr: 35_000_000,
}
const complete = {
  offtakerAgreement: true,
  groupLetterOrOfftakerValidation: true,
  groupInSikp: true,
  membersInSikp: true,
  appliedByChair: true,
  signedByChairAndMember: true,
  jointLiability: true,
  legalEntity: true,
  linkedToLender: true,
  linkedToSikp: true,
  fundsMonitored: true,
  salesValidated: true,
  tagging: true,
}
/** A group of sugar-cane farmers with an offtaker. */
export const growers: ApplicantFacts = {
  ...trader,
  scheme: 'KHUSUS',
  recipient: 'group',
  sector: 'perkebunan',
  plafonIdr: 80_000_000,
  tenorMonths: 48,
  hasNpwp: true,
  group: complete,
}
/** A contractor who builds houses: KPP, supply side. */
export const contractor: ApplicantFacts = {
  ...workshop,
  scheme: 'KPP_SUPPLY',
  recipient: 'contractor',
  plafonIdr: 2_000_000_000,
  hasOtherGovernmentCredit: false,
  lenderRatePpm: 130_000,
}
