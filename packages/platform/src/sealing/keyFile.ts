// A file of secret 256-bit keys with ids: one is current, older ones stay until nothing needs them (rotation).
// Guarantees: created whole or not at all, readable by its owner alone, and two processes that create it at once agree on one.
// Does not guarantee: a backup. Who loses this file loses every person's data: keep a copy away from the database.
// Shown by sealing.test.ts.
import { randomBytes, randomUUID } from 'node:crypto'
import { link, mkdir, open, readFile, rename, stat, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'

export interface SecretKey {
  readonly id: string
  readonly key: Buffer
}

export interface KeyFile {
  readonly current: SecretKey
  /** All keys, oldest first; the last is current. */
  readonly all: readonly SecretKey[]
}

const KEY_BYTES = 32

/** Reads the file; creates it with one random key when there is none. */
export async function openKeyFile(path: string): Promise<KeyFile> {
  try {
    return await readKeyFile(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const fresh = await writeBeside(path, [newKey()])
  try {
    await link(fresh, path) // unlike rename, fails when another process was first
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await unlink(fresh)
  }
  await syncFolder(path)
  return readKeyFile(path)
}

/** Adds a key and makes it current. Run by one operator at a time; what is under the older keys is moved afterwards. */
export async function rotateKeyFile(path: string): Promise<KeyFile> {
  const { all } = await readKeyFile(path)
  await rename(await writeBeside(path, [...all, newKey()]), path)
  await syncFolder(path)
  return readKeyFile(path)
}

async function readKeyFile(path: string): Promise<KeyFile> {
  const { mode } = await stat(path)
  if ((mode & 0o077) !== 0) throw new Error(`${path} can be read by others (mode ${(mode & 0o777).toString(8)}): chmod 600 it`)
  const written: unknown = JSON.parse(await readFile(path, 'utf8'))
  if (!isWritten(written)) throw new Error(`${path} is not a key file: expected {"keys":[{"id","key"}]} with 32-byte base64 keys`)
  const all = written.keys.map(({ id, key }) => ({ id, key: Buffer.from(key, 'base64') }))
  return { current: all.at(-1) as SecretKey, all }
}

type Written = { keys: { id: string; key: string }[] }

function isWritten(value: unknown): value is Written {
  const keys = (value as Partial<Written> | null)?.keys
  return (
    Array.isArray(keys) &&
    keys.length > 0 &&
    keys.every(
      ({ id, key }) => typeof id === 'string' && typeof key === 'string' && Buffer.from(key, 'base64').length === KEY_BYTES,
    )
  )
}

export const newKey = (): SecretKey => ({ id: randomUUID(), key: randomBytes(KEY_BYTES) })

async function writeBeside(path: string, keys: readonly SecretKey[]): Promise<string> {
  const beside = `${path}.${randomUUID()}.tmp`
  const file = await open(beside, 'wx', 0o600)
  try {
    await file.writeFile(`${JSON.stringify({ keys: keys.map(({ id, key }) => ({ id, key: key.toString('base64') })) })}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  return beside
}

/** A new name is durable only when its folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
