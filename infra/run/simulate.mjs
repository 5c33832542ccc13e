// `npm run simulate`: seeds of the simulation (tests/simulation) for as long as one wants, on all cores.
// Guarantees: the exit code is 0 only when no seed broke an invariant; a failure says how to play it again.
// Does not: need an engine; nothing but processors is used.
import { spawn } from 'node:child_process'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { cacheFolder } from '../engines/index.mjs'
import { dependencies, toolchain } from './toolchain.mjs'

/** `--seeds 100000 --from 1`, or what a failure said: `--plan … --trace`. */
export async function simulate({ root, rest, say, onStop }) {
  const tools = await toolchain({ cache: cacheFolder(), progress: say })
  await dependencies({ root, ...tools, progress: say })
  const args = [join(root, 'tests/simulation/run.ts'), '--workers', String(cpus().length), ...rest]
  const child = spawn(tools.node, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
  onStop(async () => void child.kill())
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)))
}
