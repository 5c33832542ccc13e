// A wrong rule book must not decide about anybody: every fault of the data, before the first verdict.
// Guarantees: gaps, overlaps, missing citations, unknown confidences, bounds that bound nothing, and a rate and subsidy that do not
// make the yield are all found, each with its rule and version. The shape of a bound is checked by the compiler.
// Does not guarantee: that the data say what the decree says; the citation is there so that somebody can look.
import type { Day } from '@simpul/kernel'
import {
  CONFIDENCES,
  type AnyRule,
  type Cited,
  type Freshness,
  type Relief,
  type RuleBook,
  type SchemeEntry,
  type Terms,
  type Version,
} from './ruleBook.ts'

/** The book as it is, or an Error that lists every fault. */
export function loadRuleBook(book: RuleBook): RuleBook {
  const faults = [
    ...book.rules.flatMap(ruleFaults),
    ...doubles(book.rules.flatMap(({ rule, schemes }) => schemes.map((scheme) => `${rule} ${scheme}`))),
    ...doubles(book.schemes.map(({ scheme }) => scheme)),
    ...doubles(book.regulations.map(({ id }) => id)),
    ...book.schemes.flatMap(schemeFaults),
    ...book.reliefs.flatMap(reliefFaults),
    ...doubles(book.freshness.flatMap(({ source, facts }) => facts.map((fact) => `${fact} of ${source}`))),
    ...book.freshness.flatMap(freshnessFaults),
    ...book.regulations.flatMap((regulation) => citedFaults(regulation.id, regulation)),
  ]
  if (faults.length > 0) throw new Error(`the rule book is wrong:\n${faults.join('\n')}`)
  return book
}

function ruleFaults(rule: AnyRule): string[] {
  const name = `${rule.rule} ${rule.schemes.join('+')}`
  const faults = versionFaults(name, rule.versions)
  if (rule.schemes.length === 0) faults.push(`${name}: no scheme`)
  for (const { id, bound } of rule.versions as readonly Version<unknown>[]) faults.push(...boundFaults(`${name} ${id}`, bound))
  return faults
}

/** Every figure of a bound is a whole number from 0, and an upper one is above its lower one. */
function boundFaults(name: string, bound: unknown): string[] {
  const faults: string[] = []
  const walk = (value: unknown) => {
    if (typeof value === 'number' && (!Number.isSafeInteger(value) || value < 0)) faults.push(`${name}: ${value} bounds nothing`)
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk)
  }
  walk(bound)
  if (typeof bound === 'object' && bound !== null && 'aboveIdr' in bound && 'upToIdr' in bound)
    if (Number(bound.aboveIdr) >= Number(bound.upToIdr)) faults.push(`${name}: no plafon lies between its bounds`)
  return faults
}

function schemeFaults({ scheme, versions }: SchemeEntry): string[] {
  const faults = versionFaults(scheme, versions)
  for (const { id, bound } of versions) faults.push(...termsFaults(`${scheme} ${id}`, bound))
  return faults
}

function termsFaults(name: string, { rates, subsidies, lenderRateMinusPpm }: Terms): string[] {
  const faults: string[] = []
  if (rates.length === 0 && lenderRateMinusPpm === undefined) faults.push(`${name}: no rate`)
  for (const row of [...rates, ...subsidies]) {
    faults.push(...citedFaults(name, row))
    if (row.byAccess.length === 0) faults.push(`${name}: a row without a rate`)
    if (row.byAccess.some((ppm) => !Number.isSafeInteger(ppm) || ppm < 0)) faults.push(`${name}: a rate is a whole number of ppm`)
  }
  const [rate, ...contradicting] = rates
  if (!rate || contradicting.length > 0) return faults
  for (const { aboveIdr, upToIdr, byAccess, yieldPpm } of subsidies) {
    if (aboveIdr >= upToIdr) faults.push(`${name}: no plafon lies between ${aboveIdr} and ${upToIdr}`)
    for (const [index, subsidy] of byAccess.entries())
      if ((rate.byAccess[index] ?? rate.byAccess.at(-1) ?? NaN) + subsidy !== yieldPpm)
        faults.push(`${name}: rate and subsidy of access ${index + 1} are not the yield of ${yieldPpm}`)
  }
  return faults
}

function reliefFaults(relief: Relief): string[] {
  const faults = citedFaults(relief.id, relief)
  const years = relief.byYear.map(({ year }) => year)
  if (years.some((year, index) => index > 0 && year !== (years[index - 1] ?? NaN) + 1))
    faults.push(`${relief.id}: years leave a gap`)
  if (relief.provinces.some((code) => !/^\d{2}$/.test(code))) faults.push(`${relief.id}: a province has two digits`)
  return faults
}

function freshnessFaults(limit: Freshness): string[] {
  const name = `age of ${limit.source}`
  const faults = citedFaults(name, limit)
  if (limit.facts.length === 0) faults.push(`${name}: of no fact`)
  for (const days of [limit.maxDays, limit.againDays])
    if (!Number.isSafeInteger(days) || days < 1) faults.push(`${name}: ${days} is no number of days`)
  return faults
}

function versionFaults(name: string, versions: readonly Version<unknown>[]): string[] {
  if (versions.length === 0) return [`${name}: no version`]
  return versions.flatMap((version, index) => {
    const faults = citedFaults(`${name} ${version.id}`, version)
    const next = versions[index + 1]
    if (!isDay(version.from) || (version.to !== null && !isDay(version.to))) faults.push(`${name} ${version.id}: not a day`)
    if (version.to !== null && version.to < version.from) faults.push(`${name} ${version.id}: ends before it begins`)
    if (next && version.to === null) faults.push(`${name} ${version.id}: open, yet ${next.id} follows`)
    if (next && version.to !== null && isDay(version.to)) {
      const due = dayAfter(version.to)
      if (next.from > due) faults.push(`${name}: gap between ${version.id} and ${next.id}`)
      if (next.from < due) faults.push(`${name}: ${version.id} and ${next.id} overlap`)
    }
    return faults
  })
}

function citedFaults(name: string, { cite, conf, needsLegalSignoff, notConfirmed }: Cited): string[] {
  const faults: string[] = []
  if (cite.trim() === '') faults.push(`${name}: no citation`)
  if (!CONFIDENCES.includes(conf)) faults.push(`${name}: unknown confidence ${conf}`)
  if (conf === '?' && !needsLegalSignoff) faults.push(`${name}: not confirmed, yet asks for no signature`)
  if (conf === '?' && notConfirmed === undefined) faults.push(`${name}: does not say what could not be confirmed`)
  return faults
}

const doubles = (keys: readonly string[]): string[] =>
  keys.filter((key, index) => keys.indexOf(key) !== index).map((key) => `${key}: written twice`)

const isDay = (day: Day): boolean => {
  const ms = Date.parse(`${day}T00:00:00Z`)
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === day
}
const dayAfter = (day: Day): Day => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
