// The development issuer's signing key, kept in a folder so that tokens outlive a restart.
// Guarantees: two starts at the same moment end up with the same key; the file is readable by its owner alone.
// Does not guarantee: secrecy from anyone who runs as the same user. It is a development key.
import { randomUUID } from 'node:crypto'
import { link, mkdir, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose'

export const ALGORITHM = 'ES256'
const FILE = 'issuer.jwk.json'

export interface SigningKey {
  readonly kid: string
  readonly privateKey: CryptoKey
  readonly publicJwk: JWK
}

export async function signingKey(folder: string): Promise<SigningKey> {
  const file = join(folder, FILE)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return fromFile(await readFile(file, 'utf8').catch(() => create(folder, file)))
}

/** Writes aside, then links: `link` fails when the name exists, so the slower of two starts takes the other's key. */
async function create(folder: string, file: string): Promise<string> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true })
  const aside = join(folder, `.${FILE}.${randomUUID()}`)
  const handle = await open(aside, 'wx', 0o600)
  try {
    await handle.writeFile(JSON.stringify(await exportJWK(privateKey)))
    await handle.sync()
  } finally {
    await handle.close()
  }
  try {
    await link(aside, file)
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST')) throw thrown
  } finally {
    await rm(aside)
  }
  return readFile(file, 'utf8')
}

async function fromFile(text: string): Promise<SigningKey> {
  const jwk = JSON.parse(text) as JWK
  const { kty, crv, x, y } = jwk
  const open = { kty, crv, x, y } as JWK
  const kid = await calculateJwkThumbprint(open)
  const privateKey = (await importJWK(jwk, ALGORITHM)) as CryptoKey
  return { kid, privateKey, publicJwk: { ...open, kid, alg: ALGORITHM, use: 'sig' } }
}
