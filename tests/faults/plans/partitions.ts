// F6 and F9: one role is parted from one engine or from the API while the others go on; one consumer needs ten seconds for each step.
// Guarantees: nobody but that role is disturbed. By proxies between a role and what it talks to, not in the kernel: roles talk to
// each other through engines and the API alone, and what a proxy holds back is late, as TCP would have it, not lost.
import type { ProxyMode } from '@simpul/testkit/proxy'
import { ROLES, type RoleName } from '../stage/role.ts'
import type { LinkName } from '../stage/links.ts'
import type { Stage } from '../stage/stage.ts'
import { pause, type Plan } from './plan.ts'

const TALKS_TO: Readonly<Record<RoleName, readonly LinkName[]>> = {
  api: ['mongodb'],
  relay: ['mongodb', 'kafka'],
  projector: ['mongodb', 'kafka', 'api'],
  process: ['mongodb', 'kafka', 'temporal', 'api'],
  worker: ['mongodb', 'temporal', 'api'],
}
const MODES: readonly ProxyMode[] = [
  { kind: 'silent' },
  { kind: 'cut' },
  { kind: 'lose-replies' },
  { kind: 'slow', latencyMs: 400 },
]

/** Each role has links of its own from here on, and is started again to use them. */
async function linked(stage: Stage, names: readonly RoleName[]) {
  const links = new Map(await Promise.all(names.map(async (name) => [name, await stage.linksOf(name)] as const)))
  for (const name of names) stage.roles[name].signal('SIGTERM')
  return (role: RoleName, link: LinkName) => {
    const proxy = links.get(role)?.[link]
    if (!proxy) throw new Error(`${role} has no link to ${link}`)
    return proxy
  }
}

export const parting: Plan = {
  name: 'F6',
  says: 'one role is parted from one engine or from the API for 3 to 20 seconds: silence, cuts, lost replies, 400 ms',
  async disturb(disturbing) {
    const { stage, random, until, say } = disturbing
    const proxyOf = await linked(stage, ROLES)
    while (Date.now() < until) {
      await pause(disturbing, random.between(2_000, 6_000))
      const role = random.of(ROLES)
      const link = random.of(TALKS_TO[role])
      const mode = random.of(MODES)
      say(`${role} and ${link}: ${mode.kind}`)
      proxyOf(role, link).set(mode)
      await pause(disturbing, random.between(3_000, 20_000))
      proxyOf(role, link).set({ kind: 'pass' })
    }
  },
}

/** There and back: ten seconds for each question to the database. */
const SLOW: ProxyMode = { kind: 'slow', latencyMs: 5_000 }

export const slowConsumer: Plan = {
  name: 'F9',
  says: 'one consumer needs ten seconds for each step, for 20 to 60 seconds, while fifty people at a time are at one draft',
  async disturb(disturbing) {
    const { stage, random, until, say, load } = disturbing
    const proxyOf = await linked(stage, ['projector', 'process'])
    while (Date.now() < until) {
      const role = random.of(['projector', 'process'] as const)
      say(`${role} is slow`)
      proxyOf(role, 'mongodb').set(SLOW)
      await Promise.all([load.crowd(50), pause(disturbing, random.between(20_000, 60_000))])
      proxyOf(role, 'mongodb').set({ kind: 'pass' })
      await pause(disturbing, 10_000)
    }
  },
}
