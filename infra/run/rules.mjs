// `simpul verdict FILE`, `simpul import FILE` and `simpul portfolio FILE`: the rules asked about files, without a running Simpul.
// Guarantees: the pinned Node and the locked dependencies; the exit code is the program's.
// Does not: read the files itself; commandLine/ of the service does.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { cacheFolder } from '../engines/index.mjs'
import { Problem } from './problem.mjs'
import { dependencies, environmentOf, toolchain } from './toolchain.mjs'

const PROGRAMS = {
  verdict: 'services/microcredit/src/commandLine/verdictOfFile.ts',
  import: 'services/microcredit/src/commandLine/importFacts.ts',
  portfolio: 'services/csr/src/commandLine/portfolioOfFile.ts',
}

export async function rules({ root, command, flags, say }) {
  const { file, ...named } = flags
  for (const each of [file, named.needs]) {
    if (each === undefined || each === '-' || existsSync(each)) continue
    throw new Problem(`Tidak ada berkas ${each}; periksa namanya.`, `There is no file ${each}; check its name.`)
  }
  // What is being prepared must not stand in the output that somebody pipes on.
  const quietly = (text) => process.stderr.write(`· ${text}\n`)
  const tools = await toolchain({ cache: cacheFolder(), progress: say && quietly })
  await dependencies({ root, ...tools, progress: say && quietly })
  const options = Object.entries(named).flatMap(([name, value]) => (value === true ? [`--${name}`] : [`--${name}`, value]))
  const program = join(root, PROGRAMS[command])
  const child = spawn(tools.node, [program, ...options, file === '-' ? file : resolve(file)], {
    stdio: 'inherit',
    env: environmentOf(tools, cacheFolder()),
  })
  return new Promise((done, fail) => {
    child.on('error', fail)
    child.on('exit', (code) => done(code ?? 1))
  })
}
