// The quota of the fault tests, and what must hold of it once all is quiet, read from the database alone.
import type { Db } from '../../packages/platform/src/mongo/driver.ts'

export const QUOTA_ID = 'org-bank-desa.MIKRO.2025.pusat'
export const QUOTA_PLACES = 8
const PLAFON_IDR = 40_000_000

type ApplicationDocument = { _id: string; state: { status: string } }
type QuotaDocument = { _id: string; state: { pool?: { held: number; confirmed: number; consumed: number } } }

export async function quotaBreaches(db: Db, applications: number): Promise<string[]> {
  const states = (await db.collection<ApplicationDocument>('application').find().toArray()).map(({ state }) => state.status)
  const approved = states.filter((status) => status === 'approved').length
  const back = states.filter((status) => status === 'proposed').length
  const pool = (await db.collection<QuotaDocument>('quota').findOne({ _id: QUOTA_ID }))?.state.pool
  const found: string[] = []
  if (approved !== QUOTA_PLACES) found.push(`${approved} approved, not ${QUOTA_PLACES}`)
  if (approved + back !== applications)
    found.push(`${applications - approved - back} of ${applications} applications without an answer`)
  if (pool?.held !== 0) found.push(`${pool?.held} rupiah still held`)
  if (pool?.confirmed !== QUOTA_PLACES * PLAFON_IDR)
    found.push(`${pool?.confirmed} rupiah confirmed, not ${QUOTA_PLACES * PLAFON_IDR}`)
  return found
}

/** After each approved application was paid out or withdrawn: the quota has given out what was paid, and nothing else is promised. */
export async function endingsBreaches(db: Db, applications: number): Promise<string[]> {
  const states = (await db.collection<ApplicationDocument>('application').find().toArray()).map(({ state }) => state.status)
  const [paid, withdrawn, back] = ['disbursed', 'withdrawn', 'proposed'].map(
    (wanted) => states.filter((status) => status === wanted).length,
  ) as [number, number, number]
  const pool = (await db.collection<QuotaDocument>('quota').findOne({ _id: QUOTA_ID }))?.state.pool
  const found: string[] = []
  if (paid + withdrawn + back !== applications) found.push(`${applications - paid - withdrawn - back} applications did not end`)
  if (paid + withdrawn < QUOTA_PLACES) found.push(`${paid + withdrawn} were approved, not ${QUOTA_PLACES}`)
  if (pool?.held !== 0) found.push(`${pool?.held} rupiah still held`)
  if (pool?.confirmed !== 0) found.push(`${pool?.confirmed} rupiah still promised`)
  if (pool?.consumed !== paid * PLAFON_IDR) found.push(`${pool?.consumed} rupiah used, not ${paid * PLAFON_IDR}`)
  return found
}
