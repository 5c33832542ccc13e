// HiGHS keeps the contract, in this thread and in threads of its own; and every word of HiGHS has a meaning.
import { describe, expect, test } from 'vitest'
import { assignment, modelOfAssignment } from './everyAssignment.ts'
import { solutionOf, solveWithHighs } from './highs.ts'
import { highsThreads } from './highsThreads.ts'
import { solverContract } from './solver.contract.ts'

solverContract('HiGHS', solveWithHighs)
solverContract('HiGHS in threads', highsThreads())

const small = modelOfAssignment(assignment(3, 12, 1))
const hard = modelOfAssignment(assignment(12, 80, 5))
const effort = { secondsMax: 30, gapPpm: 0 }

describe('threads', () => {
  test('whoever gives up ends the work, waiting or under way, and nobody else’s', async () => {
    const solve = highsThreads({ threads: 1, waitingMax: 8, graceSeconds: 5 })
    const [first, second] = [new AbortController(), new AbortController()]
    const under = solve(hard, { ...effort, signal: first.signal })
    const waiting = solve(hard, { ...effort, signal: second.signal })
    const other = solve(small, effort)
    second.abort()
    first.abort()
    const began = performance.now()
    expect(await Promise.all([under, waiting])).toEqual([
      { status: 'failed', why: 'cancelled' },
      { status: 'failed', why: 'cancelled' },
    ])
    expect((await other).status).toBe('optimal')
    expect(performance.now() - began).toBeLessThan(20_000)
  })
  test('a thread that does not look at its clock is ended', async () => {
    const solve = highsThreads({ threads: 1, waitingMax: 8, graceSeconds: -29.9 })
    expect(await solve(hard, effort)).toEqual({ status: 'failed', why: 'no answer in time' })
    expect(await solve(hard, effort)).toMatchObject({ status: 'failed' })
  })
  test('more than may wait are told so at once', async () => {
    const solve = highsThreads({ threads: 1, waitingMax: 1, graceSeconds: 5 })
    const answers = [1, 2, 3].map(() => solve(small, effort))
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual(['optimal', 'optimal', 'failed'])
  })
  test('several models one after the other and at once', async () => {
    const solve = highsThreads()
    const answers = await Promise.all(Array.from({ length: 6 }, () => solve(small, effort)))
    expect(new Set(answers.map((each) => JSON.stringify(each))).size).toBe(1)
  })
})

test('every status but the two with a choice is a failure that says its name', () => {
  expect(solutionOf(7, [1], 5)).toEqual({ status: 'optimal', values: [1], bound: 5 })
  expect(solutionOf(7, null, 5)).toEqual({ status: 'failed', why: 'HiGHS: status 7' })
  expect(solutionOf(8, null, 0)).toEqual({ status: 'impossible' })
  expect(solutionOf(13, [1], Number.POSITIVE_INFINITY)).toEqual({ status: 'stopped', values: [1], bound: null })
  for (const status of [0, 1, 2, 3, 4, 5, 6, 9, 10, 11, 12, 14, 15, 16, 17, 99])
    expect(solutionOf(status, [1], 0)).toMatchObject({ status: 'failed', why: expect.stringMatching(/^HiGHS: \w/) })
})
