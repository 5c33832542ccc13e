// schemathesis against the API as it documents itself: requests made from the OpenAPI document, right and wrong ones.
// Guarantees: no answer may be a 5xx, undocumented, or of another shape than documented; the seed is told, so that a run can be repeated;
//   without Python or pip the step is counted as skipped and says why.
// Does not: need engines: the real app runs over stores in memory (tests/api/serve.ts). `npm run fuzz -- --seconds 900` looks longer.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cached, cacheFolder, here, sha256 } from '../engines/cache.mjs'
import { run } from '../engines/programs.mjs'
import { startChild } from './children.mjs'
import { Problem } from './problem.mjs'
import { runProgram } from './programs.mjs'
import { countStep } from './tally.mjs'
import { dependencies, environmentOf, toolchain } from './toolchain.mjs'

const REQUIREMENTS = here('../run/fuzz.requirements.txt')
const SHORT_SECONDS = 30
const CHECKS = 'not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance'

/** `npm run fuzz`. */
export async function fuzz({ root, flags, say }) {
  const tools = await toolchain({ cache: cacheFolder(), progress: say })
  await dependencies({ root, ...tools, progress: say })
  const { failed } = await fuzzed({
    root,
    tools,
    say,
    seconds: wholeNumber(flags, 'seconds', 600),
    seed: wholeNumber(flags, 'seed'),
  })
  return failed === 0 ? 0 : 1
}

function wholeNumber(flags, name, otherwise) {
  if (flags[name] === undefined) return otherwise
  const number = Number(flags[name])
  if (Number.isSafeInteger(number) && number > 0) return number
  throw new Problem(`--${name} ${flags[name]} bukan bilangan bulat.`, `--${name} ${flags[name]} is no whole number.`)
}

/** @returns {Promise<import('./tally.mjs').Count>} */
export async function fuzzed({ root, tools, say, seconds = SHORT_SECONDS, seed = Math.floor(Math.random() * 1e9) }) {
  const begun = performance.now()
  const python = spawnSync('python3', ['-c', 'import sys, pip; print("%d.%d" % sys.version_info[:2])'], { encoding: 'utf8' })
  if (python.status !== 0) {
    say('fuzz dilewati: Python 3 beserta pip tidak ada / fuzz skipped: there is no Python 3 with pip')
    return { name: 'fuzz', passed: 0, failed: 0, skipped: 1 }
  }
  const packages = await schemathesis({ version: python.stdout.trim(), say })
  const logFile = join(tmpdir(), `simpul-fuzz-${process.pid}.log`)
  const env = environmentOf(tools, cacheFolder())
  const server = startChild({ name: 'fuzz', program: tools.node, args: ['tests/api/serve.ts'], cwd: root, env, logFile })
  try {
    const { port, authorization, serviceKey } = JSON.parse((await server.ready()).join(' '))
    say(`schemathesis ${seconds} s, seed ${seed} (npm run fuzz -- --seconds ${seconds} --seed ${seed})`)
    const headers = [`Authorization: ${authorization}`, `simpul-service-key: ${serviceKey}`].flatMap((header) => ['-H', header])
    const limits = ['--max-time', String(seconds), '--seed', String(seed), '--phases', 'examples,coverage,fuzzing', '-c', CHECKS]
    const { code, output } = await runProgram(
      'python3',
      [
        '-m',
        'schemathesis.cli',
        'run',
        `http://127.0.0.1:${port}/openapi.json`,
        ...headers,
        ...limits,
        '--warnings',
        'off',
        '--no-color',
      ],
      { cwd: tmpdir(), env: { ...env, PYTHONPATH: packages, PYTHONDONTWRITEBYTECODE: '1' } },
    )
    const [generated] = /\d+ generated.*/.exec(output) ?? []
    if (code !== 0 || generated === undefined) console.error(`--- fuzz\n${output}`)
    else say(`schemathesis: ${generated}`)
    return { ...countStep('fuzz', generated === undefined ? 1 : code), seconds: (performance.now() - begun) / 1000 }
  } finally {
    await server.stop(5_000)
  }
}

const schemathesis = ({ version, say }) =>
  cached({
    cache: cacheFolder(),
    key: `schemathesis-${version}-${sha256(readFileSync(REQUIREMENTS)).slice(0, 8)}`,
    what: 'schemathesis',
    whole: (folder) => existsSync(join(folder, 'schemathesis')),
    async fill(building) {
      say('Mengambil schemathesis dari PyPI (30 MB) / fetching schemathesis from PyPI (30 MB)')
      const quiet = ['-q', '--retries', '2', '--no-deps', '--only-binary=:all:', '--no-cache-dir', '--disable-pip-version-check']
      await run('python3', ['-m', 'pip', 'install', ...quiet, '--target', building, '-r', REQUIREMENTS], { what: 'schemathesis' })
    },
  })
