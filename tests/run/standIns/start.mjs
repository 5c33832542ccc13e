// The real start with stand-in parts: no network, no engines, no services. Run as a process of its own by start.int.test.ts.
import { fileURLToPath } from 'node:url'
import { startChild } from '../../../infra/run/children.mjs'
import { main } from '../../../infra/run.mjs'
import { sentenceOf } from '../../../infra/run/problem.mjs'
import { start } from '../../../infra/run/start.mjs'
import { parseArguments } from '../../../infra/run/arguments.mjs'
import { stopOnSignals } from '../../../infra/run.mjs'

const here = (name) => fileURLToPath(new URL(name, import.meta.url))
const root = process.env.STAND_IN_ROOT

const engines = {
  chooseMode: () => 'embedded',
  prepareAll: async () => {},
  async startAll({ dataDir }) {
    const engine = startChild({
      name: 'Kafka',
      program: process.execPath,
      args: [here('part.mjs'), 'kafka'],
      cwd: root,
      env: process.env,
      logFile: `${dataDir}/logs/kafka.log`,
    })
    await engine.ready()
    return {
      env: { KAFKA_BROKERS: '127.0.0.1:1' },
      running: [{ ...engine, stop: () => engine.stop(2_000) }],
      pages: [{ name: 'Temporal', url: 'http://127.0.0.1:2' }],
      stop: () => engine.stop(2_000),
    }
  },
}
const parts = {
  engines,
  main: here('part.mjs'),
  simulators: here('part.mjs'),
  play: here('play.mjs'),
  tools: async () => ({ node: process.execPath }),
}

const { command, flags } = parseArguments(process.argv.slice(2))
if (command === 'token') process.exit(await main(process.argv.slice(2), { root }))
try {
  const say = (text) => console.log(`· ${text}`)
  process.exit(await start({ root, flags, say, onStop: stopOnSignals(), watch: command === 'dev', parts }))
} catch (error) {
  console.error(sentenceOf(error))
  process.exit(1)
}
