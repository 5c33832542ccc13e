// kill -9 of each role at each named point between two durable steps, on processes under load.
// Guarantees: a point that was not reached in time is named; the names are in plans.test.ts, and the architecture's tests see that none of the sources is forgotten.
import type { RoleName } from '../stage/role.ts'
import { heal } from './quiet.ts'
import type { Disturbing, Plan } from './plan.ts'

export type Points = Readonly<Partial<Record<RoleName, readonly string[]>>>

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
      for (const words of await heal(stage)) say(words)
    },
  }
}
