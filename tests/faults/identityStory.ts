// Many people and one NIK, for a parent that kills the process in between; and what must hold of them once all is quiet.
// Guarantees: keys in a folder named after the database, so that the process that is started again opens what the killed one sealed.
import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { instantOf, type Commands } from '../../packages/platform/src/index.ts'
import type { Engines } from '../../packages/platform/src/host/host.ts'
import { claimsOf, mongoClaimStore } from '../../packages/platform/src/claims/index.ts'
import type { Db } from '../../packages/platform/src/mongo/driver.ts'
import { fileKek, memoryErasureLedger, mongoKeyStore, openKeyFile, sealerOf } from '../../packages/platform/src/sealing/index.ts'
import type { PartnersOutside } from '../../services/partners/src/outside/partnersOutside.ts'
import { agreeingOutside, askToBeVerified, service } from '../../services/partners/src/verification/identityRush.ts'

export const keysFolderOf = (database: string) => join(tmpdir(), `${database}-keys`)

/** A task queue of its own: workers of other tests must not take its steps. */
export const partnersOf = (epoch: string) => ({ ...service, name: `partners-${epoch}` })

export async function partnersOutside(db: Engines['db'], database: string): Promise<PartnersOutside> {
  const folder = keysFolderOf(database)
  await mkdir(folder, { recursive: true })
  const kek = await fileKek(join(folder, 'kek'))
  const now = () => instantOf(Date.now())
  const sealer = sealerOf({ kek, keys: mongoKeyStore(db), ledger: memoryErasureLedger(), now })
  return agreeingOutside(sealer, claimsOf(await mongoClaimStore(db), await openKeyFile(join(folder, 'claims'))))
}

export async function tellIdentity(commands: Commands, { sealer }: PartnersOutside, people: number): Promise<void> {
  await Promise.all(Array.from({ length: people }, (_, n) => askToBeVerified(commands, sealer, `p${n}`)))
}

type PartyDocument = { _id: string; state: { verification: { status: string; takenBy?: string } } }
type LoggedEvent = { aggregateId: string; type: string }

export async function identityBreaches(db: Db, people: number): Promise<string[]> {
  const parties = await db.collection<PartyDocument>('party').find().toArray()
  const verified = parties.filter(({ state }) => state.verification.status === 'verified').map(({ _id }) => _id)
  const duplicates = parties.filter(({ state }) => state.verification.status === 'duplicate')
  const claims = await db.collection<{ owner: string }>('claims').find().toArray()
  const found: string[] = []
  if (parties.length !== people) found.push(`${parties.length} people, not ${people}`)
  if (verified.length !== 1) found.push(`${verified.length} verified with one NIK`)
  if (duplicates.length !== people - 1) found.push(`${duplicates.length} cases of a duplicate, not ${people - 1}`)
  for (const { _id, state } of duplicates)
    if (state.verification.takenBy !== verified[0]) found.push(`${_id}: told that the NIK is ${state.verification.takenBy}'s`)
  if (claims.map(({ owner }) => owner).join() !== verified.join()) found.push('the claim is not that of the verified one')
  const events = await db.collection<LoggedEvent>('party.events').find().toArray()
  const asExpected = ['DuplicateFound', 'PersonRegistered', 'VerificationRequested']
  for (const { _id } of duplicates) {
    const types = events.filter(({ aggregateId }) => aggregateId === _id).map(({ type }) => type)
    if (types.toSorted().join() !== asExpected.join()) found.push(`${_id}: its events are ${types.join()}`)
  }
  return found
}
