// What one rule says about one need for one program, and the few words to say it with.
// Guarantees: a failure names the fact that would turn it (`turnedBy`) and, in plain words without blame, what would help.
// Does not guarantee: that the recipient can do it: a program's region is not theirs to change, so the words name another way.
import type { Day } from '@simpul/kernel'
import type { Program } from '../../program/program.ts'
import type { FactName, Facts } from '../facts.ts'
import type { Sentence } from '../ruleBook.ts'

export interface Answer {
  readonly result: 'passed' | 'failed' | 'unknown' | 'not-applicable'
  readonly value: string | number | boolean | readonly number[] | null
  readonly bound: string | number | readonly string[] | readonly number[] | null
  readonly sentence: Sentence
  /** It rests on the program's own bound, whatever the source of the rule beside it. */
  readonly isProgramsOwn?: true
  /** Of a failure: facts with which this rule would pass. The test flips each of them. */
  readonly turnedBy?: Partial<Facts>
  /** Of a failure: what would help. Of an unknown fact: what is asked. */
  readonly cure?: Sentence
}

export interface Case<Bound> {
  readonly bound: Bound
  readonly facts: Facts
  readonly program: Program
  readonly on: Day
}

export interface Check<Bound> {
  readonly looksAt: readonly FactName[]
  readonly answer: (of: Case<Bound>) => Answer
}

type Value = Answer['value']
type Bound = Answer['bound']

export const say = (id: string, en: string): Sentence => ({ id, en })

export const passed = (value: Value, bound: Bound, sentence: Sentence): Answer => ({ result: 'passed', value, bound, sentence })

export const failed = (
  value: Value,
  bound: Bound,
  sentence: Sentence,
  turn: { readonly by: Partial<Facts>; readonly cure: Sentence },
): Answer => ({ result: 'failed', value, bound, sentence, turnedBy: turn.by, cure: turn.cure })

export const unknown = (bound: Bound, sentence: Sentence, cure: Sentence): Answer => ({
  result: 'unknown',
  value: null,
  bound,
  sentence,
  cure,
})

export const notApplicable = (value: Value, sentence: Sentence): Answer => ({
  result: 'not-applicable',
  value,
  bound: null,
  sentence,
})

type YesOrNo = { [Name in FactName]: Facts[Name] extends boolean | null | undefined ? Name : never }[FactName]

/** A rule about one yes or no: which of the two it wants, and the words for each case. */
export function wants(
  name: YesOrNo,
  wanted: boolean,
  words: { readonly passed: Sentence; readonly failed: Sentence; readonly cure: Sentence; readonly ask: Sentence },
): Check<unknown> {
  return {
    looksAt: [name],
    answer: ({ facts }) => {
      const value = facts[name] ?? null
      if (value === null) return unknown(null, say('Belum diketahui.', 'Not known yet.'), words.ask)
      if (value === wanted) return passed(value, null, words.passed)
      return failed(value, null, words.failed, { by: { [name]: wanted }, cure: words.cure })
    },
  }
}
