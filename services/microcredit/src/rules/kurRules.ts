// The rule book of KUR: all of microcredit.md §1 as data, put together and checked when it is loaded. The entries are in book/.
// Guarantees: confidence is what that page says, never more; gaps, overlaps and other faults of any edition stop the program
// (checkRuleBook.ts).
// Does not guarantee: the text of Permenko 1/2026, which nobody here has read: whatever rests on it needs a lawyer's signature; nor that
// an edition is in force: publishing is an act of people (rulebook/).
import { businessRules } from './book/business.ts'
import { freshness } from './book/freshness.ts'
import { groupRules } from './book/groups.ts'
import { historyRules } from './book/history.ts'
import { lenderRules } from './book/lender.ts'
import { loanRules } from './book/loan.ts'
import { personRules } from './book/person.ts'
import { regulations } from './book/regulations.ts'
import { reliefs } from './book/reliefs.ts'
import { schemes } from './book/schemes.ts'
import { loadRuleBook } from './checkRuleBook.ts'
import { bookOf, type RuleBook } from './ruleBook.ts'

/** It came with the program and nobody signed it in an installation; every later one is published by four eyes. */
export const FIRST_EDITION = '2026-11-24'

/** Oldest first. An entry that is new names its edition in `since`; one that it takes the place of, in `replacedIn`. */
export const EDITIONS: readonly string[] = [FIRST_EDITION]

const everything: RuleBook = {
  edition: EDITIONS.at(-1) ?? FIRST_EDITION,
  regulations,
  schemes,
  reliefs,
  freshness,
  rules: [...personRules, ...businessRules, ...historyRules, ...loanRules, ...groupRules, ...lenderRules],
}

/** By edition, the oldest first. */
export type KurBooks = ReadonlyMap<string, RuleBook>

/** The editions whose data this program has. */
export const kurBooks: KurBooks = new Map(EDITIONS.map((edition) => [edition, loadRuleBook(bookOf(everything, edition))]))

/** The newest that this program has. Whether it is in force, `rulebook/` knows. */
export const kurRules: RuleBook = kurBooks.get(everything.edition) ?? everything
