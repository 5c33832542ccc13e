// What belongs to one data folder besides the engines' data: its secrets, and removing it all.
// Guarantees: a secret is made once and never replaced: without the key-encryption key all sealed personal data would be lost,
//   so a missing one beside existing data stops the start.
// Does not: suit production, where secrets come from outside (SIMPUL_KEK_FILE and SIMPUL_SERVICE_KEY in the environment win).
import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { wipe } from '../engines/index.mjs'
import { Problem } from './problem.mjs'

/** Settings of the services that are facts of this installation. */
export function installationEnv({ data, env }) {
  const keys = join(data, 'keys')
  mkdirSync(keys, { recursive: true, mode: 0o700 })
  const hasData = existsSync(join(data, 'mongodb')) && readdirSync(join(data, 'mongodb')).length > 0
  const kekFile = env.SIMPUL_KEK_FILE ?? join(keys, 'kek')
  if (!existsSync(kekFile)) {
    if (hasData) throw lostKey(kekFile)
    writeSecret(kekFile, keyFile())
  }
  const serviceKeyFile = join(keys, 'service-key')
  if (!existsSync(serviceKeyFile)) writeSecret(serviceKeyFile, randomBytes(32).toString('base64'))
  return {
    SIMPUL_KEK_FILE: kekFile,
    SIMPUL_SERVICE_KEY: env.SIMPUL_SERVICE_KEY ?? readFileSync(serviceKeyFile, 'utf8').trim(),
    SIMPUL_BLOB_DIR: env.SIMPUL_BLOB_DIR ?? join(data, 'blobs'),
  }
}

/** One fresh key in the form that packages/platform/src/sealing/keyFile.ts reads. */
const keyFile = () => JSON.stringify({ keys: [{ id: randomUUID(), key: randomBytes(32).toString('base64') }] })

/** Readable by the owner alone, whole or not there. */
function writeSecret(file, text) {
  writeFileSync(`${file}.new`, `${text}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

const lostKey = (file) =>
  new Problem(
    `Kunci data pribadi ${file} hilang padahal datanya ada; kembalikan kunci itu, atau mulai dari kosong dengan --fresh.`,
    `The key of the personal data, ${file}, is missing beside existing data; put it back, or start empty with --fresh.`,
  )

/** Asks unless told not to. Removes only what Simpul itself puts there, so that a mistaken --data loses nothing else. */
export async function removeData({ data, mode, yes, input = process.stdin, output = process.stdout }) {
  if (mode === 'external') {
    throw new Problem(
      '--fresh tidak menghapus data mesin milik Anda sendiri; kosongkan sendiri basis data dan topiknya, atau pakai --engines embedded.',
      '--fresh does not delete data on engines of your own; empty the databases and topics yourself, or use --engines embedded.',
    )
  }
  if (!yes) await confirm({ data, input, output })
  await wipe({ mode, dataDir: data })
  for (const name of ['keys', 'blobs', 'logs']) rmSync(join(data, name), { recursive: true, force: true })
}

async function confirm({ data, input, output }) {
  if (!input.isTTY) {
    throw new Problem(
      `--fresh akan menghapus semua data di ${data}; tambahkan --yes bila memang itu yang dimaksud.`,
      `--fresh would delete all data in ${data}; add --yes if that is what you mean.`,
    )
  }
  const asking = createInterface({ input, output })
  const answer = await asking.question(`Hapus semua data di ${data}? / Delete all data in ${data}? (ya/yes): `)
  asking.close()
  if (/^(y|ya|yes)$/i.test(answer.trim())) return
  throw new Problem('Tidak ada yang dihapus.', 'Nothing was deleted.')
}
