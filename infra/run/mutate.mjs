// `npm run mutate`: Stryker changes the rules, schedules and deciders line by line and looks whether a test notices.
// Guarantees: the pinned Node and the locked dependencies; works on a copy; says each file's score, and where nobody noticed.
// Does not: run with the tests: it takes about an hour of two cores. `-- --mutate services/microcredit/src/rules/judge.ts` takes a file.
import { join } from 'node:path'
import { cacheFolder } from '../engines/index.mjs'
import { runProgram, stopPrograms } from './programs.mjs'
import { dependencies, environmentOf, programOf, toolchain } from './toolchain.mjs'

export async function mutate({ root, rest, say, onStop }) {
  const tools = await toolchain({ cache: cacheFolder(), progress: say })
  await dependencies({ root, ...tools, progress: say })
  onStop(async () => stopPrograms())
  const stryker = programOf(root, '@stryker-mutator/core', 'stryker')
  const { code } = await runProgram(tools.node, [stryker, 'run', join(root, 'tests/mutation/stryker.config.json'), ...rest], {
    cwd: root,
    env: environmentOf(tools, cacheFolder()),
    show: true,
  })
  return code
}
