// Workflows as one script for Temporal's sandbox, built from the sources that you read and kept outside the checkout.
// Guarantees: a kept script is used only when SDK version and every source in it are the same, byte for byte; two builds at once do no
// harm. Does not: remove old scripts, one a set of workflows is kept.
import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker'

export interface WorkflowSource {
  readonly file: URL
  /** The exported workflow. */
  readonly name: string
}

type WebpackConfig = Parameters<NonNullable<Parameters<typeof bundleWorkflowCode>[0]['webpackConfigHook']>>[0]

interface Manifest {
  readonly sdk: string
  /** sha256 by path. */
  readonly sources: Readonly<Record<string, string>>
}

const require = createRequire(import.meta.url)
const WORKFLOW_SDK = path.dirname(require.resolve('@temporalio/workflow/package.json'))

export const defaultBundleFolder = (env: Readonly<Record<string, string | undefined>> = process.env) =>
  path.join(env['SIMPUL_CACHE'] ?? path.join(homedir(), '.cache', 'simpul'), 'workflows')

/** Path of the script. A second call with nothing changed takes milliseconds. */
export async function workflowBundle(
  sources: readonly WorkflowSource[],
  folder: string = defaultBundleFolder(),
): Promise<string> {
  const entry = entryOf(sources)
  const stem = path.join(folder, sha256(entry).slice(0, 24))
  const sdk = (require('@temporalio/worker/package.json') as { version: string }).version
  if (await isCurrent(stem, sdk)) return `${stem}.js`
  await mkdir(folder, { recursive: true })
  await replace(`${stem}.ts`, entry)
  const { code, files } = await build(`${stem}.ts`)
  const manifest: Manifest = { sdk, sources: await hashes(files) }
  await replace(`${stem}.js`, code)
  await replace(`${stem}.json`, JSON.stringify(manifest, null, 2)) // last: it vouches for the script
  return `${stem}.js`
}

async function build(entry: string): Promise<{ code: string; files: readonly string[] }> {
  const files = new Set<string>()
  const complaints: string[] = []
  const { code } = await bundleWorkflowCode({
    workflowsPath: entry,
    logger: new DefaultLogger('WARN', ({ message }) => void complaints.push(message)),
    webpackConfigHook: (config: WebpackConfig) => ({
      ...config,
      // The entry lies outside the checkout: tell it where the SDK is, and have one copy of it whoever imports it.
      resolve: {
        ...config.resolve,
        alias: { ...(config.resolve?.alias as Record<string, string>), '@temporalio/workflow': WORKFLOW_SDK },
      },
      plugins: [
        ...(config.plugins ?? []),
        {
          apply: (compiler) =>
            compiler.hooks.done.tap('sources', ({ compilation }) => {
              for (const file of compilation.fileDependencies) files.add(file)
            }),
        },
      ],
    }),
  }).catch((error: unknown) => {
    throw new Error(`the workflows cannot be built: ${complaints.find((text) => text.includes('ERROR')) ?? String(error)}`, {
      cause: error,
    })
  })
  return { code, files: [...files].filter((file) => file.endsWith('.ts') && !file.includes('node_modules')) }
}

/** A module that exports the workflows of a service under their names. */
function entryOf(sources: readonly WorkflowSource[]): string {
  const lines = sources.map(({ file, name }) => `export { ${name} } from ${JSON.stringify(fileURLToPath(file))}`)
  return `${lines.toSorted().join('\n')}\n`
}

async function isCurrent(stem: string, sdk: string): Promise<boolean> {
  try {
    await stat(`${stem}.js`)
    const manifest = JSON.parse(await readFile(`${stem}.json`, 'utf8')) as Manifest
    if (manifest.sdk !== sdk) return false
    const now = await hashes(Object.keys(manifest.sources))
    return Object.entries(manifest.sources).every(([file, hash]) => now[file] === hash)
  } catch {
    return false // not there, half there, or a source was removed: build
  }
}

async function hashes(files: readonly string[]): Promise<Record<string, string>> {
  const pairs = await Promise.all(files.map(async (file) => [file, sha256(await readFile(file))] as const))
  return Object.fromEntries(pairs)
}

async function replace(file: string, content: string): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`
  await writeFile(temporary, content)
  await rename(temporary, file)
}

const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex')
