// Which scanner a service asks, as the configuration says.
// Guarantees: an installation for real (NODE_ENV=production) does not start without one: nothing passes unscanned by oversight. Shown by
// scanner.test.ts.
import { clamd } from './clamd.ts'
import type { Scanner } from './scanner.ts'
import { standInScanner } from './standInScanner.ts'

/** Said aloud, for an installation that shows and tests. */
const STAND_IN = 'stand-in'

export function openScanner(env: Readonly<Record<string, string | undefined>>, mode = process.env['NODE_ENV']): Scanner {
  const address = env['CLAMD_ADDRESS']
  if (address && address !== STAND_IN) {
    const at = address.lastIndexOf(':')
    return clamd({ host: address.slice(0, at), port: Number(address.slice(at + 1)) })
  }
  if (!address && mode === 'production')
    throw new Error('CLAMD_ADDRESS belum diatur / is not set: files are scanned before anybody opens them')
  return standInScanner()
}
