import { expect, test } from 'vitest'
import { lacking } from './lacking.ts'
import type { ServiceContext } from './serviceContext.ts'

test('what is lacking is measured at each look, and told when it has changed', async () => {
  let missing: string[] = []
  const lines: unknown[] = []
  const context = {} as ServiceContext
  const look = lacking(
    [
      { service: { name: 'rules', lacks: async () => missing }, context },
      { service: { name: 'without' }, context },
    ],
    { error: (...line) => void lines.push(line) },
  )
  const value = async () => (await look()).map(({ metric, labels, value: count }) => [metric, labels['service'], count])
  expect(await value()).toEqual([['simpul_data_missing', 'rules', 0]])
  missing = ['2027-01-18']
  expect(await value()).toEqual([['simpul_data_missing', 'rules', 1]])
  await value()
  missing = ['2027-01-18', '2027-02-01']
  await value()
  missing = []
  await value()
  missing = ['2027-02-01']
  await value()
  const text = 'people put data in force that this program does not have'
  expect(lines).toEqual([
    [{ missing: ['2027-01-18'] }, text],
    [{ missing: ['2027-01-18', '2027-02-01'] }, text],
    [{ missing: ['2027-02-01'] }, text],
  ])
})
