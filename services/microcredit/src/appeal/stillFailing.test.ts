// What the rules say of a refusal as it would be with the facts put right, before anybody grants it.
import type { ServiceContext } from '@simpul/platform'
import { expect, test } from 'vitest'
import { application } from '../application/aggregate.ts'
import type { ApplicationCommand } from '../application/decide.ts'
import { applicationId, now, stateAfter, survey } from '../application/example.ts'
import type { MicrocreditOutside } from '../outside/microcreditOutside.ts'
import { kurBooks } from '../rules/kurRules.ts'
import type { Correction } from './appeal.ts'
import { held, kur, onceOnly, refused, rule } from './example.ts'
import { stillFailing } from './stillFailing.ts'

function failing(way: readonly ApplicationCommand[], granted: readonly (typeof rule)[], corrections: readonly Correction[]) {
  const state = async (aggregate: unknown) => (aggregate === application ? { version: 1, state: stateAfter(way) } : null)
  const outside = { clock: { now: () => Date.parse(now) }, books: kurBooks }
  const context = { commands: { state }, outside } as unknown as ServiceContext<MicrocreditOutside>
  return stillFailing(context, applicationId, { granted, corrections, survey })
}

test('a third KUR stays a third KUR, until the count is put right', async () => {
  expect(await failing(held, [rule, kur], [])).toEqual(['R-ACCESS'])
  expect(await failing(held, [rule, kur], [{ ...onceOnly, value: 2 }])).toEqual(['R-ACCESS'])
  expect(await failing(held, [rule, kur], [onceOnly])).toEqual([])
})

test('asked of the rules that are granted alone, and only while there is an appeal', async () => {
  expect(await failing(held, [kur], [])).toEqual([])
  expect(await failing(held, [{ kind: 'rule', name: 'R-NPWP' }], [])).toEqual([])
  expect(await failing(refused, [rule], [])).toEqual([])
})

test('a value that cannot be is left to the decider, who says so', async () =>
  expect(await failing(held, [rule], [{ fact: 'startedOn', value: 5, evidenceRef: null }])).toEqual([]))
