// Each guarantee of the platform names the test that shows it: the test beside the file under its name, or one that its header names.
// Guarantees: no test that a header names is gone. Does not: judge whether that test shows it; people read.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { headerOf } from './tidyRules.ts'

type Named = readonly { readonly path: string; readonly text: string }[]

const TEST_NAME = /[\w/]+(?:\.table)?(?:\.int)?\.(?:test|contract)\.ts/g

function unshown(files: Named, tests: ReadonlySet<string>): string[] {
  const isThere = (named: string) => [...tests].some((path) => path === named || path.endsWith(`/${named}`))
  return files.flatMap(({ path, text }) => {
    const header = headerOf(text).join(' ')
    const named = header.match(TEST_NAME) ?? []
    const gone = named.filter((each) => !isThere(each)).map((each) => `${path}: ${each} is not there`)
    const stem = basename(path).replace(/\.(ts|mjs)$/, '')
    const isShown = named.length > 0 || isThere(`${stem}.test.ts`) || isThere(`${stem}.int.test.ts`)
    const isPlatform = path.startsWith('packages/platform/src/') && /Guarantees?\b/.test(header)
    return [...gone, ...(isPlatform && !isShown ? [`${path}: no test shows what it guarantees`] : [])]
  })
}

const root = new URL('../..', import.meta.url).pathname
const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
const tests = new Set(listed.split('\n').filter((path) => /\.(test|contract)\.ts$/.test(path)))

test('each guarantee of the platform names a test that is there', () => {
  const sources = listed.split('\n').filter((path) => /\.(ts|mjs)$/.test(path) && !/\.(test|contract)\.ts$|\.d\.mts$/.test(path))
  const files = sources.map((path) => ({ path, text: readFileSync(`${root}/${path}`, 'utf8') }))
  expect(files.length).toBeGreaterThan(200)
  expect(unshown(files, tests)).toEqual([])
})

test('a guarantee without a test and a test that is gone are seen', () => {
  const text = '// A thing.\n// Guarantees: that. Shown by nowhere.int.test.ts.\n'
  const path = 'packages/platform/src/a/thing.ts'
  expect(unshown([{ path, text }], tests)).toEqual([`${path}: nowhere.int.test.ts is not there`])
  const unnamed = { path, text: '// A thing.\n// Guarantees: that.\n' }
  expect(unshown([unnamed], tests)).toEqual([`${path}: no test shows what it guarantees`])
  expect(unshown([unnamed], new Set(['packages/platform/src/a/thing.int.test.ts']))).toEqual([])
})
