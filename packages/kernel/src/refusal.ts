// An expected "no": a code, the facts its sentence needs, and the sentence in Indonesian and English.
// Guarantees: a code that is not in the catalogue does not compile; one code has one HTTP status.
// Does not guarantee: that the facts suffice for the sentence; testkit's behaviours and tests/api/badInput.test.ts look.

export type Facts = Readonly<Record<string, unknown>>

export interface RefusalEntry {
  /** HTTP status, 4xx or 503. */
  readonly status: number
  /** Sentence in Bahasa Indonesia; `{fact}` is replaced. */
  readonly id: string
  /** Sentence in English; `{fact}` is replaced. */
  readonly en: string
}

/** Thrown by deciders and use cases. Whatever else is thrown is a bug. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: string
  readonly facts: Facts
  readonly entry: RefusalEntry

  constructor(code: string, entry: RefusalEntry, facts: Facts) {
    super(sentence(entry.en, facts))
    this.code = code
    this.entry = entry
    this.facts = facts
  }
}

/** The sentence with each `{fact}` filled in; a missing fact stays visible as `{fact}`. */
export function sentence(template: string, facts: Facts): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = facts[name]
    if (value === undefined) return whole
    return typeof value === 'string' ? value : JSON.stringify(value)
  })
}

/** A service's typed catalogue: `const { refuse, entries } = refusalCatalogue({...})`. */
export function refusalCatalogue<const Entries extends Record<string, RefusalEntry>>(entries: Entries) {
  return {
    entries,
    // An arrow function: callers take it out of the object.
    refuse: (code: keyof Entries & string, facts: Facts = {}): Refusal => new Refusal(code, entries[code] as RefusalEntry, facts),
  }
}
