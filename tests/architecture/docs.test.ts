// What the pages say is there: links and files that they name, a test for each promise, a story for each crash point.
// Guarantees: a file that is renamed or gone is noticed here. Does not: read whether a page is right about it.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const root = new URL('../..', import.meta.url).pathname
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((path) => path !== '' && existsSync(join(root, path)))
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const pages = files.filter((path) => path.endsWith('.md')).map((path) => ({ path, text: read(path) }))

const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => name as string)
const links = (text: string) => found(text, /\]\(([^)#\s]+)(?:#[^)]*)?\)/g).filter((link) => !/^https?:/.test(link))
const named = (text: string) => found(text, /`([\w@-][\w./@-]*\/[\w./@-]+\.(?:ts|mjs|json|yml|java))`/g)
const isThere = (name: string) => files.some((path) => path === name || path.endsWith(`/${name}`))

test('every link of every page leads somewhere', () => {
  expect(pages.length).toBeGreaterThan(30)
  expect(
    pages.flatMap(({ path, text }) =>
      links(text)
        .filter((link) => !existsSync(join(root, dirname(path), link)))
        .map((link) => `${path}: ${link}`),
    ),
  ).toEqual([])
})

// A howto names files that its reader is about to write.
test('every file that a page names exists', () => {
  const told = pages.filter(({ path }) => !path.startsWith('docs/howto/'))
  expect(told.flatMap(({ text }) => named(text)).length).toBeGreaterThan(60)
  expect(told.flatMap(({ path, text }) => named(text).flatMap((name) => (isThere(name) ? [] : [`${path}: ${name}`])))).toEqual([])
})

test('each promise of how-it-works names a test that exists', () => {
  const rows = read('docs/how-it-works.md')
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2)
  expect(rows.length).toBeGreaterThan(15)
  const without = rows.filter((row) => !named(row).some((name) => /\.(test|contract)\.ts$/.test(name) && isThere(name)))
  expect(without).toEqual([])
})

const points = (text: string) => found(text, /crashPoint\(\s*['`]([a-z-]+\/[a-z-]+)/g)

test('at each crash point a process is killed in a test', () => {
  const tests = files.filter((path) => path.endsWith('.test.ts') && !path.endsWith('/docs.test.ts')).map(read)
  const all = files
    .filter((path) => /^(packages|services)\/.*\.ts$/.test(path) && !path.endsWith('.test.ts'))
    .flatMap((path) => points(read(path)))
  expect(all.length).toBeGreaterThan(10)
  // A point of which the code names only the beginning stands for several.
  const never = all.filter((point) => !tests.some((text) => text.includes(`'${point}`)))
  expect(never).toEqual([])
})

test('what is missing is seen', () => {
  expect(links('[a](gone.md) [b](https://a.test) [c](x.md#y)')).toEqual(['gone.md', 'x.md'])
  expect(named('`tests/gone.test.ts` and `npm start`').filter((name) => !isThere(name))).toEqual(['tests/gone.test.ts'])
  expect(points("crashPoint('a/after-b') crashPoint(`c/after-${d}`)")).toEqual(['a/after-b', 'c/after-'])
})
