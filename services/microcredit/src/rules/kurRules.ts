// The rule book of KUR: all of microcredit.md §1 as data, put together and checked when it is loaded. The entries are in book/.
// Guarantees: confidence is what that page says, never more; gaps, overlaps and other faults stop the program (checkRuleBook.ts).
// Does not guarantee: the text of Permenko 1/2026, which nobody here has read: whatever rests on it needs a lawyer's signature.
import { businessRules } from './book/business.ts'
import { groupRules } from './book/groups.ts'
import { historyRules } from './book/history.ts'
import { lenderRules } from './book/lender.ts'
import { loanRules } from './book/loan.ts'
import { personRules } from './book/person.ts'
import { regulations } from './book/regulations.ts'
import { reliefs } from './book/reliefs.ts'
import { schemes } from './book/schemes.ts'
import { loadRuleBook } from './checkRuleBook.ts'
import type { RuleBook } from './ruleBook.ts'

export const kurRules: RuleBook = loadRuleBook({
  edition: '2026-11-24',
  regulations,
  schemes,
  reliefs,
  rules: [...personRules, ...businessRules, ...historyRules, ...loanRules, ...groupRules, ...lenderRules],
})
