// One row or more for every version of every rule: the facts, the day of the akad, what the rule says. A version without a row fails
// here, so that a new entry of the book comes with its rows, and nothing else has to be written.
import { describe, expect, test } from 'vitest'
import { people, ruleRows as rows } from '../population/ruleRows.ts'
import { kurRules } from './kurRules.ts'
import { versionAt, type Version } from './ruleBook.ts'
import { verdict } from './verdict.ts'

const saying = { passed: 'passed', failed: 'failed', 'n/a': 'not-applicable', unknown: 'unknown' } as const

const named = rows.map(([rule, scheme, akadOn, said, change = {}]) => ({ rule, scheme, akadOn, said, change }))

test.each(named)('$rule, $scheme, akad $akadOn: $said $change', ({ rule, scheme, akadOn, said, change }) => {
  const given = verdict({ ...people[scheme], ...change }, akadOn)
  expect(given.scheme).toBe(scheme)
  const result = [...given.rules, ...given.lenderSide].find((each) => each.rule === rule)
  expect(result?.result).toBe(saying[said])
  expect(['string', 'number', 'boolean'].includes(typeof result?.bound) || result?.bound === null).toBe(true)
  expect([result?.sentence.id.trim().length, result?.sentence.en.trim().length].every((length) => (length ?? 0) > 10)).toBe(true)
})

test('every sentence of a rule as people read it: changed only on purpose, run with -u', async () => {
  const texts = named.map(({ rule, scheme, akadOn, change }) => {
    const given = verdict({ ...people[scheme], ...change }, akadOn)
    const { result, value, bound, sentence, facts } =
      [...given.rules, ...given.lenderSide].find((each) => each.rule === rule) ?? {}
    const looked = facts?.map(({ name }) => name).join(', ')
    return `${rule} ${scheme} ${akadOn} ${JSON.stringify(change)}\n  ${result} ${JSON.stringify([value, bound])} ${looked}\n  ${sentence?.id}\n  ${sentence?.en}\n`
  })
  await expect(texts.join('\n')).toMatchFileSnapshot('./sentences.txt')
})

describe('every rule', () => {
  test('has a row for each version', () => {
    const without = kurRules.rules.flatMap(({ rule, schemes, versions }) =>
      versions.flatMap((version) => {
        const has = rows.some(
          ([of, scheme, akadOn]) =>
            of === rule &&
            schemes.includes(scheme) &&
            versionAt(versions as readonly Version<unknown>[], akadOn)?.id === version.id,
        )
        return has ? [] : [`${rule} ${schemes.join('+')} ${version.id}`]
      }),
    )
    expect(without).toEqual([])
  })
  test('has a row in which it fails, but for the three that only point something out', () => {
    const failing = new Set(rows.flatMap(([rule, , , said]) => (said === 'failed' ? [rule] : [])))
    const never = [...new Set(kurRules.rules.map(({ rule }) => rule))].filter((rule) => !failing.has(rule))
    expect(never).toEqual(['R-SPOUSE', 'R-38A', 'R-PROD'])
  })
})
