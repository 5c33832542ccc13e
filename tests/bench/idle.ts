// M7: how long a process takes until it is ready, and what it needs while nothing happens.
import { setTimeout as sleep } from 'node:timers/promises'
import { cpuMs, rssMib } from './processes.ts'
import { startOurs, type Surroundings } from './rivals.ts'

export interface IdleFigures {
  readonly roles: string
  readonly readyMs: number
  readonly rssMib: number
  /** Percent of one core. */
  readonly cpuPercent: number
}

export async function idleRound(surroundings: Surroundings, seconds: number): Promise<IdleFigures[]> {
  const ours = await startOurs(surroundings, ['api,relay', 'projector,process', 'worker'])
  try {
    await sleep(5_000)
    const before = ours.processes.map(({ pid }) => cpuMs(pid))
    await sleep(seconds * 1_000)
    return ours.processes.map(({ role, pid, readyMs }, index) => ({
      roles: role,
      readyMs,
      rssMib: rssMib(pid),
      cpuPercent: (cpuMs(pid) - (before[index] ?? 0)) / (seconds * 10),
    }))
  } finally {
    await ours.stop()
  }
}
