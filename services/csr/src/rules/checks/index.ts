// The check of each rule, by its code.
import type { Bounds, RuleId } from '../ruleBook.ts'
import type { Check } from './answer.ts'
import { askLeast, askMost, goals, pillar, placeOfBenefit, typeOfRecipient, withinWindow } from './program.ts'
import {
  affiliated,
  bankName,
  duplicate,
  legalPaper,
  microOrSmall,
  mitraElsewhere,
  overdueReport,
  personalUse,
  political,
  taxNumber,
  tenor,
} from './recipient.ts'

export const checks: { readonly [Id in RuleId]: Check<Bounds[Id]> } = {
  E_WINDOW: withinWindow,
  E_TYPE: typeOfRecipient,
  E_REGION: placeOfBenefit,
  E_PILLAR: pillar,
  E_SDG: goals,
  E_ASK_BELOW_MIN: askLeast,
  E_ASK_ABOVE_MAX: askMost,
  E_NPWP: taxNumber,
  E_LEGAL: legalPaper,
  E_BANK_NAME_MISMATCH: bankName,
  E_AFFILIATED: affiliated,
  E_ALREADY_MITRA: mitraElsewhere,
  E_NOT_UMK: microOrSmall,
  E_TENOR: tenor,
  E_LPJ_OVERDUE: overdueReport,
  E_POLITICAL: political,
  E_PERSONAL_USE: personalUse,
  E_DUPLICATE: duplicate,
}
