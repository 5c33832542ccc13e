// `npm run faults -- --plan F1 --minutes 10 --seed N`: one plan of faults (tests/faults/main.ts) with the pinned Node.
// Guarantees: engines, processes and data of its own, gone at the end unless --keep; the exit code is 0 only when every invariant held.
// Does not: touch a Simpul that runs beside it.
import { delimiter, dirname } from 'node:path'
import { cacheFolder, prepareAll } from '../engines/index.mjs'
import { runProgram, stopPrograms } from './programs.mjs'
import { dependencies, toolchain } from './toolchain.mjs'

const MAIN = 'tests/faults/main.ts'

export async function faults({ root, rest, say, onStop }) {
  onStop(async () => stopPrograms())
  const tools = await toolchain({ cache: cacheFolder(), progress: say })
  await dependencies({ root, ...tools, progress: say })
  await prepareAll({ mode: 'embedded', progress: say })
  const env = { ...process.env, PATH: `${dirname(tools.node)}${delimiter}${process.env.PATH ?? ''}` }
  const { code } = await runProgram(tools.node, [MAIN, ...rest], { cwd: root, env, show: true })
  return code ?? 1
}
