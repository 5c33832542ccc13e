// The outside systems of microcredit as the configuration names them.
// Guarantees: what is missing is said in one sentence at boot. Does not: reach anybody; the first question does.
import { systemClock, type Infrastructure } from '@simpul/platform'
import { SERVICE_KEY_HEADER } from '@simpul/platform'
import { policyOf } from '../approval/policy.ts'
import { kurBooks } from '../rules/kurRules.ts'
import { channelsOf } from './channels.ts'
import { evidenceFiles } from './evidence.ts'
import { holidayTable } from './holidays.ts'
import type { MicrocreditOutside } from './microcreditOutside.ts'
import { people } from './people.ts'
import { rights } from './rights.ts'
import { sikp } from './sikp.ts'
import { slik } from './slik.ts'

export function connect({ env, log }: Infrastructure): MicrocreditOutside {
  const setting = (name: string) => {
    const value = env[name]
    if (value === undefined || value === '') throw new Error(`${name} belum diatur / is not set`)
    return value
  }
  const holidays = holidayTable(env['SIMPUL_HOLIDAYS_FILE'], { clock: systemClock, log })
  const serviceKey = setting('SIMPUL_SERVICE_KEY')
  const partners = { baseUrl: `${setting('SIMPUL_API_URL')}/partners`, headers: () => ({ [SERVICE_KEY_HEADER]: serviceKey }) }
  return {
    people: people(partners),
    evidence: evidenceFiles(partners),
    rights: rights(partners),
    sikp: sikp({ baseUrl: setting('SIKP_URL') }),
    slik: slik({ baseUrl: setting('SLIK_URL') }),
    channels: channelsOf(env),
    get holidays() {
      return holidays()
    },
    books: kurBooks,
    policy: policyOf(env),
    clock: systemClock,
    log,
  }
}
