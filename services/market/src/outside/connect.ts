// The outside systems of the market as the configuration names them. What is missing is said in one sentence at boot.
import { SERVICE_KEY_HEADER, systemClock, type Infrastructure } from '@simpul/platform'
import type { MarketOutside } from './marketOutside.ts'
import { rights } from './rights.ts'

export function connect({ env }: Pick<Infrastructure, 'env'>): MarketOutside {
  const setting = (name: string) => {
    const value = env[name]
    if (value === undefined || value === '') throw new Error(`${name} belum diatur / is not set`)
    return value
  }
  const serviceKey = setting('SIMPUL_SERVICE_KEY')
  const partners = { baseUrl: `${setting('SIMPUL_API_URL')}/partners`, headers: () => ({ [SERVICE_KEY_HEADER]: serviceKey }) }
  return { rights: rights(partners), clock: systemClock }
}
