#!/usr/bin/env node
// What `npm start`, `npm test` and bin/simpul call. Plain Node >= 20 without a dependency: it fetches everything else.
// Guarantees: what a person can mend is said in one sentence, without a stack; the exit code is 0 only when all went well;
//   the first Ctrl-C stops in order, the second one at once.
// Does not: do the work itself: one file a command in infra/run/.
import { fileURLToPath } from 'node:url'
import { parseArguments, USAGE } from './run/arguments.mjs'
import { Problem, sentenceOf, Stopped } from './run/problem.mjs'

const LEAST_NODE = 20

export async function main(argv, { root = fileURLToPath(new URL('..', import.meta.url)), onStop = stopOnSignals() } = {}) {
  const { command, flags, rest } = parseArguments(argv)
  const say = (text) => console.log(`· ${text}`)
  const given = { root, flags, rest, say, onStop }
  switch (command) {
    case 'help':
      console.log(USAGE)
      return 0
    case 'test':
      return (await import('./run/test.mjs')).test(given)
    case 'test:unit':
      return (await import('./run/test.mjs')).testUnit(given)
    case 'check':
      return (await import('./run/test.mjs')).check(given)
    case 'fuzz':
      return (await import('./run/fuzz.mjs')).fuzz(given)
    case 'bench':
    case 'faults':
    case 'population':
    case 'simulate':
      return (await import('./run/longRuns.mjs')).longRun({ ...given, command })
    case 'verdict':
    case 'import':
    case 'portfolio':
      return (await import('./run/rules.mjs')).rules({ ...given, command })
    case 'replay':
      return (await import('./run/operate.mjs')).replay(given)
    case 'redrive':
      return (await import('./run/operate.mjs')).redrive(given)
    case 'mutate':
      return (await import('./run/mutate.mjs')).mutate(given)
    case 'token':
      return (await import('./run/token.mjs')).token(given)
    case 'dev':
      return (await import('./run/start.mjs')).start({ ...given, watch: true })
    default:
      return (await import('./run/start.mjs')).start(given)
  }
}

/** @returns {(stop: () => Promise<void>) => void} registers what the first signal does; the process then ends. */
export function stopOnSignals() {
  let stop = async () => {}
  let asked = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (asked) process.exit(130)
      asked = true
      stop().then(
        () => process.exit(process.exitCode ?? 130),
        (error) => {
          console.error(sentenceOf(error))
          process.exit(1)
        },
      )
    })
  }
  return (chosen) => (stop = chosen)
}

function requireNode(version) {
  if (Number(version.split('.')[0]) >= LEAST_NODE) return
  throw new Problem(
    `Simpul memerlukan Node ${LEAST_NODE} atau lebih baru, yang terpasang ${version}; pasang yang baru.`,
    `Simpul needs Node ${LEAST_NODE} or newer, installed is ${version}; install a newer one.`,
  )
}

async function fromCommandLine() {
  try {
    requireNode(process.versions.node)
    process.exit(await main(process.argv.slice(2)))
  } catch (error) {
    if (!(error instanceof Stopped)) console.error(sentenceOf(error))
    if (process.env.SIMPUL_DEBUG) console.error(error)
    process.exit(1)
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await fromCommandLine()
