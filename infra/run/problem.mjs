// What may go wrong for the person at the keyboard, as one sentence: what is wrong and what to do, Indonesian first.
// Guarantees: sentenceOf() turns every error into one line without a stack; SIMPUL_DEBUG=1 shows the stack as well.
// Does not: decide the exit code; run.mjs ends with 1 for any of them.
import { statfsSync } from 'node:fs'
import { EngineProblem } from '../engines/problem.mjs'

export class Problem extends Error {
  /** @param {string} indonesian @param {string} english */
  constructor(indonesian, english) {
    super(`${indonesian} / ${english}`)
    this.name = 'Problem'
  }
}

/** A person asked to stop: nothing is wrong and nothing needs saying. */
export class Stopped extends Error {
  name = 'Stopped'
}

const FULL = /ENOSPC|No space left on device|database or disk is full/i
const NETWORK =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|dns error|error sending request|fetch failed|getaddrinfo|tunneling socket/i
const CHECKSUM = /EINTEGRITY|ERR_PNPM_TARBALL_INTEGRITY|integrity checksum failed/i

export const diskFull = (what) =>
  new Problem(
    `Disk penuh ketika menyiapkan ${what}; kosongkan ruang lalu jalankan lagi, tidak ada yang tertinggal setengah jadi.`,
    `The disk is full while preparing ${what}; make room and start again, nothing half-written was kept.`,
  )

const FULL_BELOW_BYTES = 1_000_000

/**
 * Why a part that was running has ended; its own words may be missing, since the log of it is on the same full disk.
 * @param {{ name: string, how: string, data: string, logs: string, spaceOf?: (folder: string) => { bavail: number, bsize: number } }} part
 */
export function endedBy({ name, how, data, logs, spaceOf = statfsSync }) {
  const { bavail, bsize } = spaceOf(data)
  if (bavail * bsize < FULL_BELOW_BYTES) {
    return new Problem(
      `${name} berhenti karena disk penuh; kosongkan ruang lalu jalankan lagi, data yang sudah diakui tetap ada.`,
      `${name} stopped because the disk is full; make room and start again, what was acknowledged is kept.`,
    )
  }
  return new Problem(
    `${name} berhenti sendiri (${how}); data tetap ada, lihat ${logs} lalu jalankan lagi.`,
    `${name} stopped by itself (${how}); its data are kept, see ${logs} and start again.`,
  )
}

/** Why a package client failed, told from its output. @returns {Problem} */
export function downloadProblem(what, output) {
  if (FULL.test(output)) return diskFull(what)
  if (CHECKSUM.test(output)) {
    return new Problem(
      `${what} yang diunduh tidak sama dengan checksum yang dikunci; tidak dipakai, periksa sumber paket Anda.`,
      `The download of ${what} differs from its locked checksum; it was not used, check where your packages come from.`,
    )
  }
  if (NETWORK.test(output)) {
    return new Problem(
      `Tidak ada jaringan untuk mengambil ${what}; sambungkan ke internet (atau atur proxy npm) lalu jalankan lagi.`,
      `No network to fetch ${what}; connect (or set npm's proxy) and start again.`,
    )
  }
  const lines = output.split('\n').map((line) => line.trim())
  const reason = lines.find((line) => /\berr(or)?\b|ERR_/i.test(line)) ?? lines.findLast(Boolean) ?? 'no output'
  return new Problem(
    `${what} gagal disiapkan: ${reason.slice(0, 300)}; perbaiki lalu jalankan lagi.`,
    `${what} could not be prepared: ${reason.slice(0, 300)}; mend that and start again.`,
  )
}

export function sentenceOf(error) {
  if (error instanceof Problem || error instanceof EngineProblem) return error.message
  if (error.code === 'ENOSPC') return diskFull(error.path ?? 'data').message
  // A folder that cannot be made on a read-only disk is ENOENT to Node.
  if (['EACCES', 'EROFS', 'EPERM', 'ENOTDIR'].includes(error.code) || (error.code === 'ENOENT' && error.syscall === 'mkdir')) {
    return `${error.path} tidak dapat ditulisi; beri izin atau pilih folder lain dengan --data. / ${error.path} cannot be written; allow it or choose another folder with --data.`
  }
  const what = String(error.message ?? error).split('\n')[0]
  return `Galat yang tidak disangka: ${what}; jalankan lagi dengan SIMPUL_DEBUG=1 dan laporkan. / Unexpected error: ${what}; run again with SIMPUL_DEBUG=1 and report it.`
}
