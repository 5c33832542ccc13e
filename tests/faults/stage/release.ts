// The former release beside ours: its sources from the project's own history, with its own dependencies, in a scratch folder.
// Guarantees: says in one sentence what it lacks (no git, an unknown ref). Does not: change the checkout it is asked from.
import { execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cacheFolder } from '../../../infra/engines/index.mjs'
import { dependencies, toolchain } from '../../../infra/run/toolchain.mjs'
import { ROOT } from './role.ts'

/** Until the first tag: "Unit tests share what a worker has loaded", before states of another release were told apart and people's akad deadlines. */
const BEFORE_THE_FIRST_TAG = '2726d9e'

export interface Release {
  readonly ref: string
  readonly root: string
}

/** `ref`: a tag, a branch, a commit; otherwise the latest tag. */
export async function formerRelease(say: (what: string) => void, ref?: string): Promise<Release> {
  const named = ref ?? latestTag() ?? BEFORE_THE_FIRST_TAG
  let commit: string
  try {
    commit = git('rev-parse', '--short', '--verify', `${named}^{commit}`).trim()
  } catch {
    throw new Error(`the history here has no ${named}; fetch it whole, or name another by --from`)
  }
  const root = mkdtempSync(join(tmpdir(), 'simpul-former-'))
  const archive = execFileSync('git', ['archive', '--format=tar', commit], { cwd: ROOT, maxBuffer: ARCHIVE_BYTES_MAX })
  execFileSync('tar', ['-x', '-C', root], { input: archive })
  const tools = await toolchain({ cache: cacheFolder(), progress: say })
  await dependencies({ root, ...tools, progress: say })
  return { ref: named === commit ? commit : `${named} (${commit})`, root }
}

const ARCHIVE_BYTES_MAX = 268_435_456

const git = (...args: string[]) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })

function latestTag(): string | undefined {
  try {
    return git('describe', '--tags', '--abbrev=0').trim()
  } catch {
    return undefined // no tag yet
  }
}
