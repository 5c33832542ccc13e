// The short forms for `npm test`: what F2, F3 and F5 do by chance in ten minutes, once each and in a known time.
import type { EngineName } from '../stage/engine.ts'
import { ROLES } from '../stage/role.ts'
import { pause, type Disturbing, type Plan } from './plan.ts'

/** Past the session of 6 s and the worker's missed beat. */
const FROZEN_MS = 8_000
const EACH_MS = 3_000

/** Whoever is behind the API sleeps and wakes as if nothing had happened, while people go on. */
export const frozenOnce: Plan = {
  name: 'F2',
  says: 'relay, projector, process and worker are frozen at once, past every session, and go on',
  async disturb(disturbing) {
    const frozen = ROLES.filter((name) => name !== 'api').map((name) => disturbing.stage.roles[name])
    for (const role of frozen) role.signal('SIGSTOP')
    await pause(disturbing, FROZEN_MS)
    for (const role of frozen) role.signal('SIGCONT')
  },
}

async function troubled(disturbing: Disturbing, name: EngineName): Promise<void> {
  const engine = disturbing.stage.engines[name]
  for (const kind of ['lose-replies', 'silent', 'cut'] as const) {
    disturbing.say(`${name} ${kind}`)
    engine.proxy.set({ kind })
    await pause(disturbing, EACH_MS)
    engine.proxy.set({ kind: 'pass' })
    await pause(disturbing, 1_000)
  }
  disturbing.say(`${name} killed`)
  await engine.kill()
  await pause(disturbing, EACH_MS)
  await engine.start()
}

const once = (plan: string, name: EngineName, called: string): Plan => ({
  name: plan,
  says: `${called} loses its replies, falls silent, is cut off, and is killed, three seconds each`,
  disturb: (disturbing) => troubled(disturbing, name),
})

export const brokerOnce = once('F3', 'kafka', 'the broker')
export const temporalOnce = once('F4', 'temporal', 'Temporal')
export const databaseOnce = once('F5', 'mongodb', 'the database')
