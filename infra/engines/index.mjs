// The engines behind Simpul (Kafka, MongoDB, Temporal) by one of three ways: external, docker, embedded.
// Guarantees: startAll() returns the same three addresses whichever way; when one engine fails, those already started are
//   stopped; what people can mend is an EngineProblem of one sentence.
// Does not: restart a dead engine: `running[].exited` tells, and start() with the same folder and port brings it back.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder } from './cache.mjs'
import { startDocker, wipeDocker } from './docker.mjs'
import { kafka } from './kafka.mjs'
import { mongodb, mongodbUrl } from './mongodb.mjs'
import { accepts } from './ports.mjs'
import { EngineProblem } from './problem.mjs'
import { dockerAnswers } from './programs.mjs'
import { temporal } from './temporal.mjs'

export { cacheFolder, EngineProblem }
export const engines = { kafka, mongodb, temporal }
export const ADDRESSES = ['KAFKA_BROKERS', 'MONGODB_URL', 'TEMPORAL_ADDRESS']
const MODES = ['external', 'docker', 'embedded']

/**
 * The flag decides; else addresses in the environment; else Docker when it answers; else embedded.
 * @param {{ flag?: string | undefined, env?: Record<string, string | undefined>, hasDocker?: () => boolean }} given
 * @returns {'external' | 'docker' | 'embedded'}
 */
export function chooseMode({ flag, env = process.env, hasDocker = dockerAnswers }) {
  if (flag !== undefined && !MODES.includes(flag)) {
    throw new EngineProblem(
      `--engines ${flag} tidak dikenal; pilih ${MODES.join(', ')}.`,
      `--engines ${flag} is unknown; choose ${MODES.join(', ')}.`,
    )
  }
  const missing = ADDRESSES.filter((name) => !env[name])
  if (flag === 'external' || (flag === undefined && missing.length < ADDRESSES.length)) {
    if (missing.length === 0) return 'external'
    throw new EngineProblem(
      `Alamat mesin belum lengkap: isi juga ${missing.join(', ')}, atau kosongkan semuanya.`,
      `The addresses of the engines are incomplete: set ${missing.join(', ')} too, or unset them all.`,
    )
  }
  return flag ?? (hasDocker() ? 'docker' : 'embedded')
}

/** Fetches what a mode needs, in sequence so that each wait is named. */
export async function prepareAll({ mode, cache = cacheFolder(), progress = () => {} }) {
  if (mode !== 'embedded') return
  for (const engine of Object.values(engines)) await engine.prepare({ cache, progress })
}

/**
 * @param {{ mode: 'external' | 'docker' | 'embedded', cache?: string, dataDir: string, progress?: (text: string) => void,
 *   env?: Record<string, string | undefined> }} options
 */
export async function startAll({ mode, cache = cacheFolder(), dataDir, progress = () => {}, env = process.env }) {
  if (mode === 'external') return external(env)
  if (mode === 'docker') return startDocker({ dataDir, progress })
  await prepareAll({ mode, cache, progress })
  return embedded({ cache, dataDir, progress })
}

async function embedded({ cache, dataDir, progress }) {
  progress('Menyalakan Kafka, MongoDB dan Temporal / starting Kafka, MongoDB and Temporal')
  const starts = Object.entries(engines).map(([key, engine]) =>
    engine.start({ cache, dataDir: join(dataDir, key), logFile: join(dataDir, 'logs', `${key}.log`), progress }),
  )
  const outcomes = await Promise.allSettled(starts)
  const running = outcomes.filter(({ status }) => status === 'fulfilled').map(({ value }) => value)
  const stop = async () => void (await Promise.all(running.map((engine) => engine.stop())))
  const failed = outcomes.find(({ status }) => status === 'rejected')
  if (failed) {
    await stop()
    throw failed.reason
  }
  const address = (engine) => running.find(({ name }) => name === engine.name).address
  return {
    env: {
      KAFKA_BROKERS: address(kafka),
      MONGODB_URL: mongodbUrl(address(mongodb)),
      TEMPORAL_ADDRESS: address(temporal),
    },
    running,
    pages: running.filter(({ page }) => page).map(({ name, page }) => ({ name, url: page })),
    stop,
  }
}

async function external(env) {
  for (const name of ADDRESSES) {
    const [host, port] = hostAndPort(env[name])
    if (await accepts(host, port)) continue
    throw new EngineProblem(
      `${name}=${host}:${port} tidak menjawab; nyalakan mesinnya atau perbaiki alamatnya.`,
      `${name}=${host}:${port} does not answer; start that engine or mend the address.`,
    )
  }
  const addresses = Object.fromEntries(ADDRESSES.map((name) => [name, env[name]]))
  return { env: addresses, running: [], pages: [], stop: async () => {} }
}

/** The first host of a list or URL; credentials are never shown. */
function hostAndPort(address) {
  const hosts = address.replace(/^[a-z+]+:\/\/([^@/]*@)?/, '').split(/[/?]/)[0]
  const [host, port] = hosts.split(',')[0].split(/:(?=\d+$)/)
  return [host, Number(port ?? 27017)]
}

/** Removes all data of the engines: a question that `--fresh` asks belongs to the caller. */
export async function wipe({ mode, dataDir }) {
  if (mode === 'docker') await wipeDocker(dataDir)
  if (mode === 'embedded') for (const key of Object.keys(engines)) rmSync(join(dataDir, key), { recursive: true, force: true })
}
