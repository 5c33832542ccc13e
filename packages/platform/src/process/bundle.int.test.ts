// Building workflows needs webpack and a second or two, so it stands among the slow tests although it needs no engine.
import { mkdir, mkdtemp, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { workflowBundle } from './bundle.ts'

async function project(workflow: string) {
  const root = await mkdtemp(path.join(tmpdir(), 'bundle-'))
  await mkdir(path.join(root, 'node_modules'))
  const platform = new URL('../../node_modules/@temporalio', import.meta.url).pathname
  await symlink(platform, path.join(root, 'node_modules', '@temporalio'))
  const file = path.join(root, 'workflow.ts')
  await writeFile(file, workflow)
  await writeFile(path.join(root, 'rule.ts'), `export const greeting: string = 'selamat pagi'\n`)
  const cache = path.join(root, 'cache')
  const build = () => workflowBundle([{ file: pathToFileURL(file), name: 'greet' }], cache)
  return { root, cache, file, build }
}

const greet = `import { greeting } from './rule.ts'\nexport async function greet() {\n  return greeting\n}\n`

test('built once, it is taken from the cache until a source changes, an imported one too', async () => {
  const { root, cache, build } = await project(greet)
  const built = await build()
  expect(await readFile(built, 'utf8')).toContain('selamat pagi')
  const first = await stat(built)
  expect(await build()).toBe(built)
  expect((await stat(built)).mtimeMs).toBe(first.mtimeMs)
  await writeFile(path.join(root, 'rule.ts'), `export const greeting: string = 'selamat malam'\n`)
  await build()
  expect(await readFile(built, 'utf8')).toContain('selamat malam')
  expect((await readdir(cache)).filter((file) => file.endsWith('.tmp'))).toEqual([])
})

test('a workflow that uses a module of Node is refused', async () => {
  const { build } = await project(
    `import { readFileSync } from 'node:fs'\nexport async function greet() {\n  return readFileSync('x')\n}\n`,
  )
  await expect(build()).rejects.toThrow(/ERROR in node:fs/)
})
