// Tidiness of every file of the project, and a seeded violation of each rule that must be seen.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { FILE_LINES_MAX, FUNCTION_LINES_MAX, HEADERLESS_LINES_MAX, SERVICE_LINES_MAX, rules, untidy } from './tidyRules.ts'

const root = new URL('../..', import.meta.url).pathname
const TEXT = /\.(ts|tsx|mjs|js|java|json|ya?ml|md|sh|html|css)$|^\.ci\/run$|^bin\//

function projectFiles() {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
  const paths = listed.split('\0').filter((path) => TEXT.test(path) && path !== 'pnpm-lock.yaml' && existsSync(`${root}/${path}`))
  return paths.map((path) => ({ path, text: readFileSync(`${root}/${path}`, 'utf8') }))
}

test('every file of the project is tidy', () => {
  const files = projectFiles()
  expect(files.length).toBeGreaterThan(40)
  expect(untidy(files)).toEqual([])
})

const long = (lines: number) => Array.from({ length: lines }, (_, n) => `  call(${n})`).join('\n')
const header = '// What it is.\n// Guarantees: that.\n'
// Assembled here, so that this file itself stays tidy.
const todo = ['TO', 'DO'].join('')
const seeded: Record<string, { path: string; text: string }> = {
  'file-length': { path: 'packages/a/src/a.ts', text: `${header}${long(FILE_LINES_MAX + 1)}\n` },
  'function-length': { path: 'packages/a/src/a.ts', text: `${header}export function f() {\n${long(FUNCTION_LINES_MAX)}\n}\n` },
  'service-length': { path: 'services/a/src/service.ts', text: `${header}${long(SERVICE_LINES_MAX + 1)}\n` },
  header: { path: 'services/a/src/a.ts', text: `// What it is.\n// How it does that.\n${long(HEADERLESS_LINES_MAX)}\n` },
  'banned-name': { path: 'services/a/src/utils/a.ts', text: '' },
  unfinished: { path: 'services/a/src/a.ts', text: `// ${todo}: later` },
  console: { path: 'services/a/src/a.ts', text: 'console.log(1)' },
  'machine-path': { path: 'docs/a.md', text: `cd /${['home', 'siti', 'simpul'].join('/')}` },
  'registry-host': { path: 'a.json', text: `"https://${['registry', 'npmjs', 'org'].join('.')}/x"` },
  'skipped-test': { path: 'services/a/src/a.test.ts', text: `${['test', 'skip'].join('.')}('x', () => {})` },
}

test.each(Object.keys(rules))('%s sees its seeded violation', (name) => {
  const file = seeded[name]
  expect(file && untidy([file]).map((line) => line.split(':')[0])).toEqual([name])
})

test('what is allowed is not reported', () => {
  const fine = [
    { path: 'packages/a/src/main.ts', text: 'console.log(1)' },
    { path: 'packages/a/src/b.ts', text: `// ${todo} #12: say in the issue` },
    {
      path: 'packages/a/src/c.ts',
      text: `${header}export function f() {\n${long(FUNCTION_LINES_MAX - 2)}\n}\n\nexport function g() {\n${long(60)}\n}\n`,
    },
  ]
  expect(untidy(fine)).toEqual([])
})
