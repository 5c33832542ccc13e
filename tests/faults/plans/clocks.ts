// F11: the clocks of roles go wrong by up to an hour, and jump back.
// Guarantees: each role has a clock of its own. Does not: set the API's clock back, nor more than 50 minutes ahead: a token that is not
// yet valid, or valid no more, is refused then, and shall be.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROLES, type RoleName } from '../stage/role.ts'
import type { Stage } from '../stage/stage.ts'
import { pause, type Plan } from './plan.ts'

const PRELOADED = new URL('../stage/skewedClock.mjs', import.meta.url).pathname
const MINUTE_MS = 60_000

function setClock(stage: Stage, name: RoleName, skewMs: number): void {
  writeFileSync(clockFile(stage, name), String(skewMs))
}

const clockFile = ({ folder }: Stage, name: RoleName) => join(folder, `${name}.clock`)

export const skewing: Plan = {
  name: 'F11',
  says: 'every few seconds the clock of a role goes wrong by up to an hour, ahead or behind, or jumps back',
  async disturb(disturbing) {
    const { stage, random, say } = disturbing
    for (const name of ROLES) {
      setClock(stage, name, 0)
      stage.roles[name].becomes({
        env: { NODE_OPTIONS: `--import=${PRELOADED}`, SIMPUL_SKEW_FILE: clockFile(stage, name) },
      })
      stage.roles[name].signal('SIGTERM') // started again under that clock
    }
    while (Date.now() < disturbing.until) {
      const name = random.of(ROLES)
      const minutes = random.chance(0.3) ? 0 : name === 'api' ? random.between(1, 50) : random.between(-60, 60)
      say(`${name} is ${minutes} minutes ahead`)
      setClock(stage, name, minutes * MINUTE_MS)
      await pause(disturbing, random.between(2_000, 8_000))
    }
    for (const name of ROLES) setClock(stage, name, 0)
  },
}
