// Puts the simulation's own Temporal under the platform's imports, and a planted bug into a source when one is asked for.
// Guarantees: nothing on disk changes; a patch whose lines are not in the source as it is now ends the run.
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'
import { patched, patchOf, type FilePatch } from './patch.ts'

const SDK = new URL('./temporalSdk.ts', import.meta.url).href
const ROOT = new URL('../../', import.meta.url)
const STOOD_IN = ['@temporalio/workflow', '@temporalio/activity']

/** Before anything of the platform is imported. Answers the paths that the patch changes. */
export function prepareImports(patchText: string | null): string[] {
  const patches = new Map<string, FilePatch>()
  for (const patch of patchText === null ? [] : patchOf(patchText)) patches.set(new URL(patch.path, ROOT).href, patch)
  // Now and not at import: a patch that no longer fits is told even when its file is never loaded.
  for (const [url, patch] of patches) patched(readFileSync(fileURLToPath(url), 'utf8'), patch)
  registerHooks({
    resolve: (specifier, context, next) =>
      STOOD_IN.includes(specifier) ? { url: SDK, shortCircuit: true } : next(specifier, context),
    load(url, context, next) {
      const patch = patches.get(url)
      if (!patch) return next(url, context)
      const source = patched(readFileSync(fileURLToPath(url), 'utf8'), patch)
      return { format: 'module-typescript', source, shortCircuit: true }
    },
  })
  return [...patches.keys()]
}
