// F1 and F2: roles killed at random, roles and engines frozen past every lease and session.
import { ROLES } from '../stage/role.ts'
import { pause, type Plan } from './plan.ts'

export const killing: Plan = {
  name: 'F1',
  says: 'a random role is killed with -9 every 2 to 5 seconds',
  async disturb(disturbing) {
    const { stage, random, until, say } = disturbing
    while (Date.now() < until) {
      // Nine times in ten one that works: on a busy machine a start takes longer than the time between two kills, and nobody would ever work.
      const working = ROLES.filter((each) => stage.roles[each].isUp)
      const among = random.chance(0.9) ? working : ROLES
      if (among.length > 0) {
        const name = random.of(among)
        say(`kill -9 ${name}`)
        stage.roles[name].signal('SIGKILL')
      }
      await pause(disturbing, random.between(2_000, 5_000))
    }
  },
}

/** Longer than the broker waits for a member (6 s here), a worker's missed beat (10 s) and a request (15 s). */
const FROZEN_MS = { least: 5_000, most: 25_000 } as const

export const freezing: Plan = {
  name: 'F2',
  says: 'a random role or engine is frozen for 5 to 25 seconds, then goes on as if nothing had happened',
  async disturb(disturbing) {
    const { stage, random, until, say } = disturbing
    const engines = Object.values(stage.engines)
    while (Date.now() < until) {
      const name = random.of([...ROLES, ...ROLES, 'kafka', 'mongodb', 'temporal'] as const)
      const ms = random.between(FROZEN_MS.least, FROZEN_MS.most)
      const frozen = engines.find((engine) => engine.name === name) ?? stage.roles[name as (typeof ROLES)[number]]
      say(`${name} frozen for ${ms} ms`)
      frozen.signal('SIGSTOP')
      await pause(disturbing, ms)
      frozen.signal('SIGCONT')
      await pause(disturbing, random.between(500, 2_000))
    }
  },
}
