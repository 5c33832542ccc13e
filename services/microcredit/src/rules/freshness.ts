// Facts that are too old are no longer known: whoever told them is asked again. Neither a yes nor a no rests on them.
// Guarantees: pure, and doing it twice changes nothing; each is named with its source, its day, its age, its limit and what to do.
// Does not guarantee: that the limits are law: book/freshness.ts says how sure each is; a fact without a day has no age.
import type { Day } from '@simpul/kernel'
import type { ApplicantFacts, Credit, FactName, Stale } from './facts.ts'
import type { Freshness, RuleBook, Sentence } from './ruleBook.ts'

export const ageDays = (asOf: Day, on: Day): number => (Date.parse(on) - Date.parse(asOf)) / DAY_MS

/** The facts as far as they are still known on the day they were put together. */
export function freshened(facts: ApplicantFacts, akadOn: Day, book: RuleBook): ApplicantFacts {
  const on = facts.gatheredOn ?? akadOn
  const dated = withRecheck(facts, on, book)
  const stale = staleOf(dated, on, book)
  if (stale.length === 0) return dated
  const forgotten = Object.fromEntries(stale.map(({ name }) => [name, null]))
  return { ...dated, ...forgotten, stale: [...(dated.stale ?? []), ...stale] }
}

function staleOf(facts: ApplicantFacts, on: Day, { freshness }: RuleBook): readonly Stale[] {
  const { origins } = facts
  if (!origins) return []
  return freshness.flatMap(({ source, facts: names, maxDays }) =>
    (names as readonly FactName[]).flatMap((name) => {
      const origin = origins[name]
      const value = facts[name] ?? null
      if (!origin || origin.source !== source || origin.asOf === null || value === null) return []
      const age = ageDays(origin.asOf, on)
      return age > maxDays ? { ...origin, name, value, ageDays: age, maxDays, askAgainOn: on } : []
    }),
  )
}

/** A payoff that the register does not show yet has a day on which it is asked again. */
function withRecheck(facts: ApplicantFacts, on: Day, { freshness }: RuleBook): ApplicantFacts {
  const { credits, origins } = facts
  if (!credits?.some(isUndated)) return facts
  const origin = origins?.credits
  const limit = freshness.find(({ source }) => source === (origin?.source ?? 'sikp'))
  if (!limit) return facts
  const recheckOn = daysLater(origin?.asOf ?? on, limit)
  return { ...facts, credits: credits.map((each) => (isUndated(each) ? { ...each, recheckOn } : each)) }
}

const isUndated = ({ standing, recheckOn }: Credit): boolean => standing === 'settled-not-shown' && !recheckOn

const daysLater = (day: Day, { againDays }: Freshness): Day =>
  new Date(Date.parse(day) + againDays * DAY_MS).toISOString().slice(0, 10)

const DAY_MS = 86_400_000

export function staleSentence(stale: readonly Stale[]): Sentence {
  const oldest = stale.reduce((a, b) => (b.ageDays - b.maxDays > a.ageDays - a.maxDays ? b : a))
  const { source, asOf, ageDays: age, maxDays, askAgainOn } = oldest
  const name = NAMES[source] ?? { id: source, en: source }
  return {
    id: `Data ${name.id} per ${dayInWords(asOf ?? askAgainOn, 'id')} berumur ${age} hari; paling lama ${maxDays}. Petugas menanyakannya lagi mulai ${dayInWords(askAgainOn, 'id')}. Ini bukan penolakan.`,
    en: `The data of ${name.en} of ${dayInWords(asOf ?? askAgainOn, 'en')} are ${age} days old; the limit is ${maxDays}. The officer asks again from ${dayInWords(askAgainOn, 'en')} on. This is no refusal.`,
  }
}

const NAMES: Readonly<Record<string, Sentence>> = {
  sikp: { id: 'SIKP', en: 'SIKP' },
  slik: { id: 'SLIK', en: 'SLIK' },
  survey: { id: 'survei', en: 'the survey' },
  oss: { id: 'OSS', en: 'OSS' },
  dukcapil: { id: 'Dukcapil', en: 'Dukcapil' },
}

const MONTHS = {
  id: 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' '),
} as const

/** `3 Maret 2025`. */
export const dayInWords = (day: Day, language: 'id' | 'en'): string =>
  `${Number(day.slice(8))} ${MONTHS[language][Number(day.slice(5, 7)) - 1] ?? ''} ${day.slice(0, 4)}`
