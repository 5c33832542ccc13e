// Random ways of a refused application, with the people mixed up: what holds of its appeals in all of them.
import { Refusal } from '@simpul/kernel'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fileOf, initial, type Application } from '../application/application.ts'
import { decide, type ApplicationCommand } from '../application/decide.ts'
import { evolve, type ApplicationEvent } from '../application/events.ts'
import { approver, colleague, commands as c, officer, siti } from '../application/example.ts'
import { poolOrder } from '../application/reservations.ts'
import { behind } from '../parties.ts'
import { file, filed, held, kur, overturn, refused, rule } from './example.ts'
import { surveyAtRefusal } from './surveyAtRefusal.ts'
import { tookPart } from './tookPart.ts'

const people = [officer, approver, colleague, siti, 'p-reviewer', 'p-other', 'p-manager']
/** Often the one whom a random way may leave free to decide. */
const anyPerson = fc.oneof(fc.constantFrom(...people), fc.constant('p-reviewer'))
const anyHand = fc.record({ by: anyPerson, actsFor: fc.oneof(fc.constant([]), fc.subarray(people, { maxLength: 1 })) })
const likely = [file(rule), file(rule, kur), c.AssignAppeal, overturn, c.UpholdAppeal, c.WithdrawAppeal, c.DeclareAppealConflict]
const anyCommand: fc.Arbitrary<ApplicationCommand> = fc
  .tuple(fc.constantFrom(...likely, ...likely, ...Object.values(c)), anyHand, anyPerson)
  .map(([command, hand, person]) => {
    const mixed: Record<string, unknown> = { ...command }
    if ('hand' in mixed) mixed['hand'] = hand
    if ('reviewer' in mixed) mixed['reviewer'] = person
    if (command.type === 'DelegateReview') Object.assign(mixed, { to: person })
    return mixed as unknown as ApplicationCommand
  })
const histories = fc
  .tuple(fc.constantFrom(refused, filed, held), fc.array(anyCommand, { maxLength: 30 }))
  .map(([way, more]) => [...way, ...more])

interface Step {
  readonly before: Application
  /** Everything so far, without what this step adds. */
  readonly history: readonly ApplicationEvent[]
  readonly events: readonly ApplicationEvent[]
  readonly after: Application
}

/** Who took part is told by the history, as the route looks it up. */
function play(way: readonly ApplicationCommand[], each: (step: Step) => void): void {
  let before = initial
  const history: ApplicationEvent[] = []
  for (const command of way) {
    const survey = surveyAtRefusal(history)
    const asked = 'tookPart' in command ? { ...command, tookPart: [...tookPart(history)], survey } : command
    try {
      const events = decide(before, asked)
      const after = events.reduce(evolve, before)
      each({ before, history, events, after })
      history.push(...events)
      before = after
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }
}

it('whoever decided took no part in the file before, nor anybody behind them', () => {
  let decided = 0
  fc.assert(
    fc.property(histories, (way) => {
      play(way, ({ before, history, events }) => {
        for (const event of events) {
          if (event.type !== 'AppealUpheld' && event.type !== 'AppealOverturned') continue
          decided += 1
          const behindIt = [...behind(event.hand, fileOf(before)?.delegations ?? [])]
          expect(behindIt.filter((person) => tookPart(history).has(person) || person === siti)).toEqual([])
        }
      })
    }),
    { numRuns: 800 },
  )
  expect(decided).toBeGreaterThan(15) // some 55; a few would show little
})

it('a refusal has one appeal at most, and every round after the first began with one re-opening', () => {
  fc.assert(
    fc.property(histories, (way) => {
      const rounds: number[] = []
      play(way, ({ events, after }) => {
        for (const event of events) if (event.type === 'AppealFiled') rounds.push(event.round)
        const appeals = fileOf(after)?.appeals ?? []
        expect(new Set(rounds).size).toBe(rounds.length)
        expect(new Set(appeals.map(({ round }) => round)).size).toBe(appeals.length)
        const last = appeals.findLast(({ outcome }) => outcome === 'overturned')
        if (last) expect(fileOf(after)?.round).toBeGreaterThan(last.round)
      })
    }),
    { numRuns: 400 },
  )
})

it('while an appeal is open, nothing but the appeal and its clock moves the file, and no appeal asks the quota for anything', () => {
  fc.assert(
    fc.property(histories, (way) => {
      play(way, ({ before, events }) => {
        if (before.status === 'appealed')
          for (const { type } of events) expect(type).toMatch(/^(Appeal|Clock|ReservationDisowned)/)
        for (const event of events) if (event.type.startsWith('Appeal')) expect(poolOrder(event)).toBeNull()
      })
    }),
    { numRuns: 300 },
  )
})
