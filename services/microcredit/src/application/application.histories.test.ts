// Random histories of commands, with the people mixed up and reservations named wrongly or late: what holds in all of them.
import { Refusal } from '@simpul/kernel'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { behindBoth, type Delegation } from '../parties.ts'
import { fileOf, initial, isOver, type Application } from './application.ts'
import { decide, type ApplicationCommand } from './decide.ts'
import { evolve, type ApplicationEvent } from './events.ts'
import { applicationId, approver, colleague, commands as c, officer, siti, ways } from './example.ts'
import { poolOrder } from './reservations.ts'

const people = [officer, approver, colleague, siti]
const anyHand = fc.record({ by: fc.constantFrom(...people), actsFor: fc.subarray(people, { maxLength: 2 }) })
const anyCommand: fc.Arbitrary<ApplicationCommand> = fc
  .tuple(
    fc.constantFrom(...Object.values(c)),
    anyHand,
    fc.integer({ min: 1, max: 3 }),
    fc.constantFrom(...people),
    fc.constantFrom(...people),
  )
  .map(([command, who, n, from, to]) => {
    const mixed: Record<string, unknown> = { ...command }
    if ('hand' in mixed) mixed['hand'] = who
    if ('rid' in mixed) mixed['rid'] = `${applicationId}:${n}`
    if (command.type === 'AssignOfficer') Object.assign(mixed, { officer: to })
    if (command.type === 'DelegateReview') Object.assign(mixed, { from, to })
    return mixed as unknown as ApplicationCommand
  })
/** With an officer too: without one nothing is delegated. */
const starts = fc.constantFrom(...Object.values(ways).flatMap((way) => [way, [...way, c.AssignOfficer]]))
const histories = fc.tuple(starts, fc.array(anyCommand, { maxLength: 25 })).map(([way, more]) => [...way, ...more])

function play(
  history: readonly ApplicationCommand[],
  each: (before: Application, events: readonly ApplicationEvent[], after: Application) => void,
) {
  let state = initial
  for (const command of history) {
    try {
      const events = decide(state, command)
      const next = events.reduce(evolve, state)
      each(state, events, next)
      state = next
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }
}

it('whatever happens, four eyes stood behind each approval', () => {
  fc.assert(
    fc.property(histories, (history) => {
      const delegations: Delegation[] = []
      play(history, (before, events) => {
        for (const event of events) {
          if (event.type === 'ReviewDelegated') delegations.push(event)
          if (event.type !== 'ApprovalGiven' || before.status !== 'proposed') continue
          expect(behindBoth(before.proposal.hand, event.hand, delegations)).toEqual([])
          expect(event.hand.by).not.toBe(before.proposal.hand.by)
        }
      })
    }),
    { numRuns: 400 },
  )
})

it('whatever happens, at most one reservation is alive and each is ended once', () => {
  fc.assert(
    fc.property(histories, (history) => {
      const alive = new Set<string>()
      play(history, (_before, events, after) => {
        for (const event of events) {
          const order = poolOrder(event)
          if (order?.command.type === 'Reserve') alive.add(order.command.rid)
          if (order && (order.command.type === 'Release' || order.command.type === 'Reverse')) alive.delete(order.command.rid)
        }
        expect(alive.size).toBeLessThanOrEqual(1)
        const wants = after.status === 'awaiting-quota' || 'approval' in after
        expect(alive.size).toBe(wants ? 1 : 0)
      })
    }),
    { numRuns: 400 },
  )
})

it('whatever happens, nothing follows the end but a re-opening, an appeal or a word to a leftover reservation', () => {
  fc.assert(
    fc.property(histories, (history) => {
      play(history, (before, events) => {
        if (!isOver(before.status)) return
        for (const event of events) expect(['ApplicationReopened', 'AppealFiled', 'ReservationDisowned']).toContain(event.type)
      })
    }),
    { numRuns: 300 },
  )
})

it('whatever happens, evolve follows every event that decide makes', () => {
  fc.assert(
    fc.property(histories, (history) => {
      play(history, (before, events, after) => {
        const silent = events.every((event) => event.type === 'ReservationDisowned')
        if (!silent && events.some((event) => !event.type.startsWith('Clock'))) expect(after === before).toBe(false)
        expect(fileOf(after)?.reservations ?? 0).toBeGreaterThanOrEqual(fileOf(before)?.reservations ?? 0)
      })
    }),
    { numRuns: 200 },
  )
})
