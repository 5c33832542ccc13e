// F18: a rolling upgrade from the former release under load, with events and histories in flight.
// Guarantees: every role has run beside every mixture that its order brings. The roles begin as the former release (stage/release.ts).
import { ROLES, ROOT, type RoleName } from '../stage/role.ts'
import { pause, type Plan } from './plan.ts'

const rolling = (name: string, order: readonly RoleName[], says: string): Plan => ({
  name,
  says,
  fromFormer: true,
  async disturb(disturbing) {
    const { stage, say, until } = disturbing
    const eachMs = (until - Date.now()) / (order.length + 1)
    for (const each of order) {
      await pause(disturbing, eachMs)
      say(`${each} is replaced by this release`)
      stage.roles[each].becomes({ root: ROOT })
      stage.roles[each].signal('SIGTERM') // drains, and is started again
    }
    await pause(disturbing, Infinity)
  },
})

/** As the architecture wants it: who reads understands new events before anybody tells them. */
export const upgrade = rolling(
  'upgrade',
  ['projector', 'process', 'worker', 'relay', 'api'],
  'role after role is replaced by this release, readers first; the roles begin as the former release',
)
export const upgradeApiFirst = rolling(
  'upgrade-api-first',
  ROLES,
  'role after role is replaced by this release, the API first; the roles begin as the former release',
)
