// Runs the programs that fetch and build the engines (mvn, pip, javac, docker) and says plainly when one is missing.
// Guarantees: a missing or too old program, and a network that does not answer, end as one EngineProblem.
// Does not: retry; a fetch is idempotent, so starting again is the retry.
import { spawn, spawnSync } from 'node:child_process'
import { EngineProblem } from './problem.mjs'

const NETWORK =
  /UnknownHost|Unknown host|Could not transfer|Connect(ion)? (to .* )?(refused|timed out)|unreachable|Temporary failure in name resolution|getaddrinfo|NewConnectionError|ConnectTimeout|Read timed out|ProxyError/i

const INSTALL = {
  java: ['Pasang Java 17 atau lebih baru', 'Install Java 17 or newer'],
  javac: ['Pasang JDK 17 atau lebih baru (bukan hanya JRE)', 'Install a JDK 17 or newer (a JRE has no compiler)'],
  mvn: ['Pasang Maven', 'Install Maven'],
  python3: ['Pasang Python 3 beserta pip', 'Install Python 3 with pip'],
  docker: ['Pasang Docker', 'Install Docker'],
}

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
  if (/No space left on device|ENOSPC/.test(output)) return diskFull(what)
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

function missing(program, what) {
  const [id, en] = INSTALL[program] ?? [`Pasang ${program}`, `Install ${program}`]
  return new EngineProblem(
    `${id} untuk ${what}, atau jalankan Docker, atau isi KAFKA_BROKERS, MONGODB_URL dan TEMPORAL_ADDRESS.`,
    `${en} for ${what}, or start Docker, or set KAFKA_BROKERS, MONGODB_URL and TEMPORAL_ADDRESS.`,
  )
}

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
  const answer = spawnSync('docker', ['info', '--format', '{{.ServerVersion}}'], { timeout: 5_000, encoding: 'utf8' })
  return answer.status === 0 && answer.stdout.trim() !== ''
}
