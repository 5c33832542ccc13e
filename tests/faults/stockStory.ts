// The last kilograms of the fault tests, and what must hold of them once all is quiet, read from the database alone.
import type { Db } from '../../packages/platform/src/mongo/driver.ts'

export const STOCK_ID = 'kop.GAYO'
export const STOCK_KILOGRAMS = 10
const KILOGRAM = 1_000

type OrderDocument = { _id: string; state: { status: string } }
type StockDocument = { _id: string; state: { pool?: { held: number; confirmed: number } } }

export async function stockBreaches(db: Db, orders: number): Promise<string[]> {
  const states = (await db.collection<OrderDocument>('order').find().toArray()).map(({ state }) => state.status)
  const [placed, cancelled, refused] = ['placed', 'cancelled', 'refused'].map(
    (wanted) => states.filter((status) => status === wanted).length,
  ) as [number, number, number]
  const pool = (await db.collection<StockDocument>('stock').findOne({ _id: STOCK_ID }))?.state.pool
  const found: string[] = []
  if (placed + cancelled !== STOCK_KILOGRAMS) found.push(`${placed + cancelled} orders stood, not ${STOCK_KILOGRAMS}`)
  if (placed + cancelled + refused !== orders)
    found.push(`${orders - placed - cancelled - refused} of ${orders} orders without an answer`)
  if (pool?.held !== 0) found.push(`${pool?.held} g still held`)
  if (pool?.confirmed !== placed * KILOGRAM) found.push(`${pool?.confirmed} g given, not ${placed * KILOGRAM}`)
  return found
}
