// Runs the programs that fetch and build the engines (mvn, pip, javac, docker) and says plainly when one is missing.
// Guarantees: a missing or too old program, and a network that does not answer, end as one EngineProblem.
// Does not: retry; a fetch is idempotent, so starting again is the retry.
import { spawn, spawnSync } from 'node:child_process'
import { EngineProblem } from './problem.mjs'

const NETWORK =
  /UnknownHost|dial tcp|no such host|Unknown host|Could not transfer|Connect(ion)? (to .* )?(refused|timed out)|unreachable|Temporary failure in name resolution|getaddrinfo|NewConnectionError|ConnectTimeout|Read timed out|ProxyError/i

const INSTALL = {
  java: ['Java 17 atau lebih baru', 'Java 17 or newer'],
  javac: ['JDK 17 atau lebih baru (bukan hanya JRE)', 'a JDK 17 or newer (a JRE has no compiler)'],
  mvn: ['Maven', 'Maven'],
  python3: ['Python 3 beserta pip', 'Python 3 with pip'],
  docker: ['Docker', 'Docker'],
}
const FOR_EMBEDDED = ['java', 'mvn', 'python3']

/** Runs a program to its end. @returns {Promise<string>} stdout; throws EngineProblem when it is missing or fails. */
export async function run(program, args, { what, cwd } = {}) {
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  let all = ''
  child.stdout.on('data', (chunk) => ((stdout += chunk), (all += chunk)))
  child.stderr.on('data', (chunk) => (all += chunk))
  const code = await new Promise((resolve, reject) => {
    child.once('error', (error) => reject(error.code === 'ENOENT' ? missing(program, what) : error))
    child.once('close', resolve)
  })
  if (code === 0) return stdout
  throw failed(program, what, all)
}

function failed(program, what, output) {
  if (NETWORK.test(output)) {
    return new EngineProblem(
      `Tidak ada jaringan untuk mengambil ${what}; sambungkan ke internet lalu jalankan lagi, atau isi KAFKA_BROKERS, MONGODB_URL dan TEMPORAL_ADDRESS.`,
      `No network to fetch ${what}; connect and start again, or set KAFKA_BROKERS, MONGODB_URL and TEMPORAL_ADDRESS.`,
    )
  }
  if (/No space left on device|ENOSPC/i.test(output)) return diskFull(what)
  const reason = lastTelling(output)
  return new EngineProblem(
    `${program} gagal menyiapkan ${what}: ${reason}; perbaiki lalu jalankan lagi.`,
    `${program} failed to prepare ${what}: ${reason}; mend that and start again.`,
  )
}

export const diskFull = (what) =>
  new EngineProblem(
    `Disk penuh ketika menyiapkan ${what}; kosongkan ruang lalu jalankan lagi.`,
    `The disk is full while preparing ${what}; make room and start again.`,
  )

// Build tools print their reason first and advice on switches after it.
const lastTelling = (output) => {
  const lines = output.split('\n').map((line) => line.replace(/\u001b\[[0-9;]*m/g, '').trim())
  const telling = lines.find((line) => /error|hash/i.test(line)) ?? lines.filter(Boolean).at(-1) ?? 'no output'
  return telling.slice(0, 300)
}

/** Names everything that the embedded engines lack, so that a person installs once. */
function missing(program, what) {
  const others = FOR_EMBEDDED.includes(program) ? FOR_EMBEDDED.filter((name) => name !== program && !isInstalled(name)) : []
  const names = [program, ...others].map((name) => INSTALL[name] ?? [name, name])
  return new EngineProblem(
    `Pasang ${listed(
      names.map(([id]) => id),
      'dan',
    )} untuk ${what}, atau jalankan Docker, atau isi KAFKA_BROKERS, MONGODB_URL dan TEMPORAL_ADDRESS.`,
    `Install ${listed(
      names.map(([, en]) => en),
      'and',
    )} for ${what}, or start Docker, or set KAFKA_BROKERS, MONGODB_URL and TEMPORAL_ADDRESS.`,
  )
}

const isInstalled = (program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined
const listed = (names, and) => [names.slice(0, -1).join(', '), names.at(-1)].filter(Boolean).join(` ${and} `)

/** Java 17 is the least that Kafka 4 and the stand-in database run on. */
export function requireJava(what) {
  const answer = spawnSync('java', ['-version'], { encoding: 'utf8' })
  if (answer.error) throw missing('java', what)
  const major = Number(/version "(\d+)/.exec(answer.stderr)?.[1] ?? 0)
  if (major >= 17) return
  throw new EngineProblem(
    `${what} memerlukan Java 17 atau lebih baru, yang terpasang ${major}; pasang yang baru.`,
    `${what} needs Java 17 or newer, installed is ${major}; install a newer one.`,
  )
}

/** Whether a Docker daemon answers within 5 s. */
export function dockerAnswers() {
  const answer = docker('info', '--format', '{{.ServerVersion}}')
  return answer.status === 0 && answer.stdout.trim() !== ''
}

export function requireDockerCompose() {
  if (docker('--version').error) throw missing('docker', 'Kafka, MongoDB, Temporal')
  if (!dockerAnswers()) {
    throw new EngineProblem(
      'Docker tidak menjawab; nyalakan Docker lalu jalankan lagi, atau pilih --engines embedded.',
      'Docker does not answer; start it and run this again, or choose --engines embedded.',
    )
  }
  if (docker('compose', 'version').status === 0) return
  throw new EngineProblem(
    'Docker Compose (perintah `docker compose`) belum ada; pasang lalu jalankan lagi, atau pilih --engines embedded.',
    'Docker Compose (the command `docker compose`) is missing; install it and run this again, or choose --engines embedded.',
  )
}

const docker = (...args) => spawnSync('docker', args, { timeout: 5_000, encoding: 'utf8' })
