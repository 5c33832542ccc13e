// M7: how long a process takes until it is ready, and what it needs while nothing happens.
import { setTimeout as sleep } from 'node:timers/promises'
import { sampler, type Measure } from './measure.ts'
import { cpuMs, rssMib } from './processes.ts'
import { ours, rivalOf } from './rivals.ts'

const GROUPS = ['api,relay', 'projector,process', 'worker']
const SETTLING_MS = 3_000
const IDLE_S = 6

export const m7: Measure = {
  name: 'M7',
  rivals: ['ours', 'limit', 'peer'],
  async run(taken) {
    const { surroundings, rival: name } = taken
    const rival = await (name === 'ours' ? ours(surroundings, GROUPS) : rivalOf(name, surroundings))
    await rival.start()
    try {
      await sleep(SETTLING_MS)
      const before = rival.processes.map(({ pid }) => cpuMs(pid))
      await sleep(IDLE_S * 1_000)
      return rival.processes.flatMap(({ role, pid, readyMs }, index) => {
        const { one } = sampler(taken)
        const of = (metric: string, unit: string, value: number) => ({ ...one(metric, unit, value), process: role })
        return [
          of('M7 ready', 'ms', readyMs),
          of('M7 memory', 'MiB', rssMib(pid)),
          of('M7 idle', '% of a core', (cpuMs(pid) - (before[index] ?? 0)) / (IDLE_S * 10)),
        ]
      })
    } finally {
      await rival.stop()
    }
  },
}
