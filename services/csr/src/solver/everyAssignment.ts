// Generalised assignment problems by a seed, of the kind of the OR-Library's (gains 15 to 25, room for four fifths), with their optimum found
// by going through all states of room: what a solver is held against in tests.
// Guarantees: the optimum, by another way than a solver's. Does not: contain the OR-Library's own figures; see docs/portfolio.md.
import type { Model } from '../portfolio/model.ts'
import { randomBy } from '../recommendation/anyRequest.ts'

export interface Assignment {
  readonly gains: readonly (readonly number[])[]
  readonly needs: readonly (readonly number[])[]
  readonly room: readonly number[]
}

export function assignment(agents: number, jobs: number, seed: number): Assignment {
  const random = randomBy(seed)
  const whole = (least: number, most: number) => least + Math.floor(random() * (most - least + 1))
  const table = (least: number, most: number) =>
    Array.from({ length: agents }, () => Array.from({ length: jobs }, () => whole(least, most)))
  const needs = table(5, 25)
  return { gains: table(15, 25), needs, room: needs.map((own) => Math.floor((0.8 * own.reduce((a, b) => a + b, 0)) / agents)) }
}

/** Each job by one agent, within the room of each; null: there is no such assignment. */
export function bestAssignment({ gains, needs, room }: Assignment): number | null {
  let states = new Map([[room.join(), { left: room, gain: 0 }]])
  for (let job = 0; job < (gains[0]?.length ?? 0); job += 1) {
    const next = new Map<string, { readonly left: readonly number[]; readonly gain: number }>()
    for (const { left, gain } of states.values())
      for (const [agent, own] of gains.entries()) {
        const after = left.with(agent, (left[agent] ?? 0) - (needs[agent]?.[job] ?? 0))
        if ((after[agent] ?? -1) < 0) continue
        const sum = gain + (own[job] ?? 0)
        if (sum > (next.get(after.join())?.gain ?? -1)) next.set(after.join(), { left: after, gain: sum })
      }
    states = next
  }
  return states.size === 0 ? null : Math.max(...[...states.values()].map(({ gain }) => gain))
}

export function modelOfAssignment({ gains, needs, room }: Assignment): Model {
  const jobs = gains[0]?.length ?? 0
  return {
    columns: gains.flatMap((own) => own.map((gain) => ({ gain, atMost: 1, isWhole: true }))),
    rows: [
      ...needs.map((own, agent) => ({
        terms: own.map((times, job) => [agent * jobs + job, times] as const),
        atLeast: null,
        atMost: room[agent] ?? 0,
      })),
      ...Array.from({ length: jobs }, (_, job) => ({
        terms: gains.map((_own, agent) => [agent * jobs + job, 1] as const),
        atLeast: 1,
        atMost: 1,
      })),
    ],
  }
}
