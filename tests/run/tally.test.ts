// The last line of `npm test`: nothing that failed, did not load or did not run can be counted as a success.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { closingLine, countStep, countVitest, total } from '../../infra/run/tally.mjs'

const folder = mkdtempSync(join(tmpdir(), 'simpul-tally-'))
afterAll(() => rmSync(folder, { recursive: true }))

const passedFile = { status: 'passed', assertionResults: [{ status: 'passed' }] }
const unloadedFile = { status: 'failed', assertionResults: [] }
const failedFile = { status: 'failed', assertionResults: [{ status: 'failed' }] }

function counted(report: object, code: number) {
  const file = join(folder, 'report.json')
  const whole = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [], ...report }
  writeFileSync(file, JSON.stringify(whole))
  return countVitest('unit', file, code)
}

test.each([
  ['all passed', { numPassedTests: 3, testResults: [passedFile] }, 0, { passed: 3, failed: 0, skipped: 0 }],
  ['one failed', { numPassedTests: 2, numFailedTests: 1, testResults: [failedFile] }, 1, { passed: 2, failed: 1, skipped: 0 }],
  [
    'a file that does not load is a failure',
    { numPassedTests: 2, testResults: [passedFile, unloadedFile] },
    1,
    { passed: 2, failed: 1, skipped: 0 },
  ],
  [
    'an unhandled error after passing tests is a failure',
    { numPassedTests: 2, testResults: [passedFile] },
    1,
    { passed: 2, failed: 1, skipped: 0 },
  ],
  ['no test at all is a failure, even with exit code 0', {}, 0, { passed: 0, failed: 1, skipped: 0 }],
  ['only skipped tests are a failure', { numPendingTests: 2, numTodoTests: 1 }, 0, { passed: 0, failed: 1, skipped: 3 }],
])('%s', (_name, report, code, expected) => {
  expect(counted(report, code)).toEqual({ name: 'unit', ...expected })
})

test('a runner that leaves no report is a failure', () => {
  expect(countVitest('int', join(folder, 'nothing.json'), 0)).toEqual({ name: 'int', passed: 0, failed: 1, skipped: 0 })
})

test('all suites are added up into one line', () => {
  const counts = [countStep('lint', 0), countStep('types', 2), { name: 'unit', passed: 40, failed: 0, skipped: 2 }]
  expect(closingLine(total(counts))).toBe('41 passed, 1 failed, 2 skipped')
})
