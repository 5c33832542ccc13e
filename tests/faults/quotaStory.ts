// The quota of the fault tests, and what must hold of it once all is quiet, read from the database alone.
import type { Db } from '../../packages/platform/src/mongo/driver.ts'

export const QUOTA_ID = 'org-bank-desa.MIKRO.2025.pusat'
export const QUOTA_PLACES = 8
const PLAFON_IDR = 40_000_000

type ApplicationDocument = { _id: string; state: { status: string } }
type QuotaDocument = { _id: string; state: { pool?: { held: number; confirmed: number } } }

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
