import { expect, test } from 'vitest'
import { operationOf, type OperationCommand, type OperationState } from './operation.ts'

const { decider } = operationOf('sample')
const now = '2026-01-05T02:00:00.000Z'
const ask = { type: 'RequestOperation', kind: 'redrive', of: 'sample.sums', key: 'a', why: 'mended', now } as const
const after = (...commands: OperationCommand[]): OperationState =>
  commands.reduce((state, command) => decider.decide(state, command).reduce(decider.evolve, state), decider.initial)

test('what was asked, by whom and why stands before what came of it', () => {
  expect(after(ask)).toEqual({ status: 'requested', kind: 'redrive', of: 'sample.sums', key: 'a', why: 'mended', at: now })
  expect(after(ask, { type: 'RecordDone', outcome: 'a goes on', now })).toMatchObject({ status: 'done', outcome: 'a goes on' })
  expect(after(ask, { type: 'RecordFailed', cause: 'x'.repeat(900), now })).toMatchObject({
    status: 'failed',
    cause: 'x'.repeat(500),
  })
})

test('the first outcome stays; nothing is recorded of what nobody asked for', () => {
  const done = { type: 'RecordDone', outcome: 'first', now } as const
  expect(after(ask, done, { type: 'RecordFailed', cause: 'second', now })).toMatchObject({ status: 'done', outcome: 'first' })
  expect(decider.decide({ status: 'none' }, done)).toEqual([])
  expect(() => after(ask, ask)).toThrow('already recorded')
})
