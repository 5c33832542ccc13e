// Partners: people and organisations, who acts for whom, and whether they are who they say.
// Guarantees: a process that lacks a setting does not start, and says which.
import { dirname, join } from 'node:path'
import { defineService, instantOf, systemClock, type Infrastructure } from '@simpul/platform'
import { openBlobs } from '@simpul/platform/blob'
import { claimsOf, mongoClaimStore } from '@simpul/platform/claims'
import { fileKek, folderErasureLedger, mongoKeyStore, openKeyFile, sealerOf } from '@simpul/platform/sealing'
import { openScanner } from '@simpul/platform/scan'
import { disclosure } from './disclosure/aggregate.ts'
import { disclosureRoutes } from './disclosure/routes.ts'
import { dukcapil } from './outside/dukcapil.ts'
import { evidence } from './evidence/aggregate.ts'
import { keeping } from './evidence/process.ts'
import { evidenceRoutes } from './evidence/routes.ts'
import { oss } from './outside/oss.ts'
import type { PartnersOutside } from './outside/partnersOutside.ts'
import { party } from './party/aggregate.ts'
import { rightsRoutes } from './party/rightsRoutes.ts'
import { partyRoutes } from './party/routes.ts'
import { directory } from './projections/directory.ts'
import { entries } from './refusals.ts'
import { verification } from './verification/process.ts'
import { withdrawal } from './withdrawal/process.ts'

export const partners = defineService<PartnersOutside>({
  name: 'partners',
  aggregates: [party, evidence, disclosure],
  projections: [directory],
  reactions: [],
  processes: [verification, withdrawal, keeping],
  routes: [partyRoutes, evidenceRoutes, rightsRoutes, disclosureRoutes],
  refusals: entries,
  reads: [],
  files: ({ evidence: kept }) => [kept],
  connect,
})

async function connect({ env, db, keys }: Infrastructure): Promise<PartnersOutside> {
  const setting = (name: string) => {
    const value = env[name]
    if (value === undefined || value === '') throw new Error(`${name} belum diatur / is not set`)
    return value
  }
  const kekFile = setting('SIMPUL_KEK_FILE')
  const dukcapilUrl = setting('DUKCAPIL_URL')
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
    oss: oss({ baseUrl: setting('OSS_URL') }),
    clock: systemClock,
  }
}
