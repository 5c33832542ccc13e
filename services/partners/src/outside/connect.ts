// What partners reaches outside of itself, made of its settings.
// Guarantees: a process that lacks a setting does not start, and says which. Does not: reach anything yet; each adapter does when asked.
import { dirname, join } from 'node:path'
import { instantOf, systemClock, type Infrastructure } from '@simpul/platform'
import { openBlobs } from '@simpul/platform/blob'
import { claimsOf, mongoClaimStore } from '@simpul/platform/claims'
import { openScanner } from '@simpul/platform/scan'
import { fileKek, folderErasureLedger, mongoKeyStore, openKeyFile, sealerOf } from '@simpul/platform/sealing'
import { dukcapil } from './dukcapil.ts'
import { oss } from './oss.ts'
import type { PartnersOutside } from './partnersOutside.ts'

export async function connect({ env, db, keys }: Infrastructure): Promise<PartnersOutside> {
  const setting = (name: string) => {
    const value = env[name]
    if (value === undefined || value === '') throw new Error(`${name} belum diatur / is not set`)
    return value
  }
  const kekFile = setting('SIMPUL_KEK_FILE')
  const dukcapilUrl = setting('DUKCAPIL_URL')
  const ossUrl = setting('OSS_URL')
  // Beside the key-encryption key, thus outside every database: the key of personal claims, and who was erased.
  const vault = dirname(kekFile)
  const ledger = await folderErasureLedger(join(vault, 'erased'))
  const now = () => instantOf(systemClock.now())
  const sealer = sealerOf({ kek: await fileKek(kekFile), keys: mongoKeyStore(keys), ledger, now })
  return {
    sealer,
    evidence: await openBlobs(env, 'partners', sealer),
    claims: claimsOf(await mongoClaimStore(db), await openKeyFile(join(vault, 'claims'))),
    scanner: openScanner(env),
    dukcapil: dukcapil({ baseUrl: dukcapilUrl }),
    oss: oss({ baseUrl: ossUrl }),
    clock: systemClock,
  }
}
