// A wrong rule book must not decide about anybody: every fault of the data, before the first verdict.
// Guarantees: gaps, overlaps, missing citations, unknown marks, a rule twice for a kind, and figures that bound nothing are all found.
// Does not guarantee: that the data say what the regulation says; the citation is there so that somebody can look.
import type { Day } from '@simpul/kernel'
import { MARKS, type AnyRule, type Cited, type RuleBook, type Version } from './ruleBook.ts'

/** The book as it is, or an Error that lists every fault. */
export function loadRuleBook(book: RuleBook): RuleBook {
  const names = book.rules.flatMap(({ rule, kinds }) => kinds.map((kind) => `${rule} ${kind}`))
  const faults = [
    ...book.rules.flatMap(ruleFaults),
    ...names.filter((name, index) => names.indexOf(name) !== index).map((name) => `${name}: written twice`),
    ...citedFaults('freshness', book.freshness),
    ...figureFaults('freshness', book.freshness.maxDays),
  ]
  if (faults.length > 0) throw new Error(`the rule book is wrong:\n${faults.join('\n')}`)
  return book
}

function ruleFaults({ rule, kinds, versions }: AnyRule): string[] {
  const name = `${rule} ${kinds.join('+')}`
  const faults = kinds.length === 0 ? [`${name}: no kind`] : []
  if (versions.length === 0) faults.push(`${name}: no version`)
  return [...faults, ...versionFaults(name, versions)]
}

const versionFaults = (name: string, versions: readonly Version<unknown>[]): string[] =>
  versions.flatMap((version, index) => {
    const { id, from, to, bound } = version
    const faults = [...citedFaults(`${name} ${id}`, version), ...figureFaults(`${name} ${id}`, bound)]
    const next = versions[index + 1]
    if (to !== null && to < from) faults.push(`${name} ${id}: ends before it begins`)
    if (next && to === null) faults.push(`${name} ${id}: open, yet ${next.id} follows`)
    if (next && to !== null && next.from > dayAfter(to)) faults.push(`${name}: gap between ${id} and ${next.id}`)
    if (next && to !== null && next.from < dayAfter(to)) faults.push(`${name}: ${id} and ${next.id} overlap`)
    return faults
  })

function citedFaults(name: string, { cite, mark, needsLegalSignoff, notConfirmed }: Cited): string[] {
  const faults: string[] = []
  if (cite.trim() === '') faults.push(`${name}: no citation`)
  if (!MARKS.includes(mark)) faults.push(`${name}: unknown mark ${mark}`)
  if ((mark === 'S' || mark === 'M') && !needsLegalSignoff) faults.push(`${name}: ${mark}, yet asks for no signature`)
  if (mark === 'M' && notConfirmed === undefined) faults.push(`${name}: does not say what could not be confirmed`)
  return faults
}

/** Every figure of a bound is a whole number above 0. */
function figureFaults(name: string, bound: unknown): string[] {
  if (typeof bound === 'number') return Number.isSafeInteger(bound) && bound > 0 ? [] : [`${name}: ${bound} bounds nothing`]
  return typeof bound === 'object' && bound !== null ? Object.values(bound).flatMap((each) => figureFaults(name, each)) : []
}

const dayAfter = (day: Day): Day => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
