// Adds up what the suites report; the last line of `npm test`.
// Guarantees: a runner that ends non-zero, reports nothing, or runs no test counts as a failure, whatever its report says.
// Does not: hide a failure that has no test: a file that does not load is one failed test.
import { readFileSync } from 'node:fs'

/** @typedef {{ name: string, passed: number, failed: number, skipped: number, seconds?: number }} Count */

/** @returns {Count} from vitest's JSON reporter and the runner's exit code */
export function countVitest(name, reportFile, code) {
  let report
  try {
    report = JSON.parse(readFileSync(reportFile, 'utf8'))
  } catch {
    return { name, passed: 0, failed: 1, skipped: 0 }
  }
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  )
  const count = {
    name,
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
  const nothingRan = count.passed + count.failed === 0
  if (count.failed === 0 && (code !== 0 || nothingRan)) count.failed = 1
  return count
}

/** @returns {Count} of a check that passes or fails as a whole */
export const countStep = (name, code) => ({ name, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 })

export function total(counts) {
  const sum = (key) => counts.reduce((all, count) => all + count[key], 0)
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }
}

export const closingLine = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`

export function table(counts) {
  const width = Math.max(...counts.map(({ name }) => name.length))
  const row = ({ name, passed, failed, skipped, seconds }) =>
    `${failed > 0 ? '✗' : '✓'} ${name.padEnd(width)}  ${closingLine({ passed, failed, skipped })}${seconds === undefined ? '' : `  ${seconds.toFixed(1)} s`}`
  return counts.map(row).join('\n')
}
