// kill -9 of each role at each named point between two durable steps, on processes under load.
// Guarantees: a point that was not reached in time is named; that none in the sources is forgotten, plans.test.ts sees to.
import type { RoleName } from '../stage/role.ts'
import { heal } from './quiet.ts'
import type { Disturbing, Plan } from './plan.ts'

type Points = Readonly<Partial<Record<RoleName, readonly string[]>>>

/** While people apply; with the pass at which it dies, so that something is under way on both sides of the point. */
export const EARLY: Points = {
  api: ['command/after-commit@3'],
  relay: ['relay/after-log-append@2', 'relay/after-send@2', 'relay/before-removal@2'],
  projector: ['projector/after-write@2'],
  process: ['reaction/after-effect@2', 'starter/after-signal@2', 'starter/before-record@2'],
  worker: ['claim/after-insert', 'activity/after-effect@3', 'command/after-commit@3'],
}

/** While the quota answers approvals. */
export const OF_QUOTA: Points = {
  process: ['reservation/after-reserve', 'reservation/after-answer', 'reservation/after-confirm', 'reservation/after-release'],
}

const REACHED_WITHIN_MS = 60_000

export function atEachPoint(points: Points): Plan & { readonly missed: string[] } {
  const missed: string[] = []
  return {
    name: 'points',
    says: 'each role is killed with -9 at each named point between two durable steps',
    missed,
    async disturb({ stage, say }: Disturbing) {
      // Roles side by side, the points of one in turn.
      await Promise.all(
        Object.entries(points).map(async ([name, of]) => {
          for (const point of of) {
            const reached = await stage.roles[name as RoleName].dieAt(point, REACHED_WITHIN_MS)
            say(`${name} ${reached ? 'died' : 'never came'} at ${point}`)
            if (!reached) missed.push(`${name} at ${point}`)
          }
          stage.roles[name as RoleName].signal('SIGKILL') // the last one may have been missed: its next life has no point
        }),
      )
      await heal(stage)
    },
  }
}
