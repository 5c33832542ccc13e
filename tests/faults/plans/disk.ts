// Disk full (of F3): an engine can write no file any more, then has room again and is started anew, as an operator would.
// How: the limit on the size of files of the running process (util-linux prlimit) is set to nothing, so that every write to a file fails with
// EFBIG instead of ENOSPC; it needs no rights and no disk of its own. Does not: fill a disk.
import { execFileSync } from 'node:child_process'
import type { EngineName } from '../stage/engine.ts'
import { pause, type Plan } from './plan.ts'

const ENGINES: readonly EngineName[] = ['mongodb', 'kafka', 'temporal']

export const diskFull: Plan = {
  name: 'disk-full',
  says: 'an engine can write no file for 3 to 15 seconds, then has room again and is started anew',
  async disturb(disturbing) {
    const { stage, random, until, say } = disturbing
    while (Date.now() < until) {
      const name = random.of(ENGINES)
      const engine = stage.engines[name]
      say(`${name} has no room left`)
      execFileSync('prlimit', ['--pid', String(engine.pid), '--fsize=0:'])
      await pause(disturbing, random.between(3_000, 15_000))
      say(`${name} ${engine.alive ? 'went on without' : 'had ended'}; started anew`)
      await engine.kill()
      await engine.start()
      await pause(disturbing, random.between(3_000, 8_000))
    }
  },
}
