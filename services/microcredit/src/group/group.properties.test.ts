// What holds for any group: the order of its people changes no verdict, what is sent adds up, and what nobody told is never a no.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayInWib } from '@simpul/kernel'
import { kurRules } from '../rules/kurRules.ts'
import { groupDecider, type GroupCommand } from './decide.ts'
import { accepts, agrees, ani, formed, groupAfter, groupId, invites, now, plan, sawah, seated, sends } from './example.ts'
import { holdsFor, roster, sumOf, type Group, type Open } from './group.ts'
import { groupRules } from './groupRules.ts'
import { verdictsOf } from './memberVerdict.ts'

const anyMember = fc.record({
  plafonIdr: fc.integer({ min: 1, max: 600_000_000 }),
  commodity: fc.constantFrom('padi', 'padi', 'jagung'),
  hasNpwp: fc.boolean(),
  ownerIsCivilServant: fc.boolean(),
  startedOn: fc.constantFrom('2020-01-01', '2025-07-01'),
})
const anyMembers = fc.array(anyMember, { minLength: 1, maxLength: 8 })
const personOf = (index: number) => (index === 0 ? ani : `p-${index}`)

function groupOf(members: readonly { person: string; told: Member }[]): Open {
  const commands: GroupCommand[] = [
    { type: 'StartGroup', groupId, chair: ani, now },
    { type: 'SavePlan', changes: { ...plan, plafonIdr: members.reduce((sum, { told }) => sum + told.plafonIdr, 0) }, now },
    ...members.filter(({ person }) => person !== ani).map(({ person }) => invites(person)),
    ...members.map(({ person, told: { plafonIdr, commodity, ...business } }) =>
      agrees(person, { plafonIdr, commodity, business: { ...sawah, ...business } }),
    ),
    ...members.map(({ person }, index) => seated(person, index + 1)),
  ]
  return groupAfter(commands) as Open
}
type Member = { plafonIdr: number; commodity: string; hasNpwp: boolean; ownerIsCivilServant: boolean; startedOn: string }

test('in whatever order they are invited and agree: the same verdict for each, the same answer of each rule', () => {
  const akadOn = dayInWib(now)
  fc.assert(
    fc.property(anyMembers, fc.infiniteStream(fc.nat()), (told, chance) => {
      const members = told.map((each, index) => ({ person: personOf(index), told: each }))
      const shuffled = members
        .map((each) => ({ each, at: chance.next().value as number }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ each }) => each)
      const [one, two] = [groupOf(members), groupOf(shuffled)]
      const verified = members.slice(0, 3).map(({ person }) => person)
      expect(verdictsOf(two, plan, akadOn, kurRules)).toEqual(verdictsOf(one, plan, akadOn, kurRules))
      expect(groupRules(two, { verified }, akadOn, kurRules)).toEqual(groupRules(one, { verified }, akadOn, kurRules))
    }),
    { numRuns: 60 },
  )
})

/** Of whom no rule surely says no. */
const willing = { ownerIsCivilServant: false, startedOn: '2020-01-01' }

test('whatever is sent: the shares make the plafon to the rupiah, everybody accepted it, one form a member', () => {
  let sent = 0
  fc.assert(
    fc.property(anyMembers, fc.constantFrom(0, 0, 0, 1, -1), (told, off) => {
      const members = told.map((each, index) => ({ person: personOf(index), told: { ...each, ...willing } }))
      const begun = groupOf(members)
      let state: Group = begun
      const sumIdr = sumOf(begun)
      const people = members.map(({ person }) => person)
      const commands: GroupCommand[] = [
        ...people.map((person) => accepts(person, people, sumIdr)),
        { type: 'SavePlan', changes: { plafonIdr: Math.max(1, sumIdr + off) }, now },
      ]
      for (const command of commands) state = groupDecider.decide(state, command).reduce(groupDecider.evolve, state)
      let events: ReturnType<typeof groupDecider.decide>
      try {
        events = groupDecider.decide(state, sends)
      } catch {
        return
      }
      sent += 1
      const forms = events.flatMap((event) => (event.type === 'MemberSubmitted' ? [event] : []))
      expect(forms.reduce((sum, { asked }) => sum + asked.plafonIdr, 0)).toBe((state as Open).plan.plafonIdr)
      expect(new Set(forms.map(({ person }) => person)).size).toBe(people.length)
      expect(roster(state as Open).every(({ liability }) => holdsFor(liability, state as Open))).toBe(true)
      expect(people.length).toBeGreaterThan(1)
    }),
    { numRuns: 150 },
  )
  expect(sent).toBeGreaterThan(30)
})

test('forgetting what was told of a group never makes a no', () => {
  const akadOn = dayInWib(now)
  const forgettable = ['letterRef', 'offtaker', 'commodity'] as const
  const whole = groupAfter(formed()) as Open
  for (const name of forgettable) {
    const { [name]: _, ...rest } = whole.plan
    const less = { ...whole, plan: rest }
    for (const { verdict } of verdictsOf(less, plan, akadOn, kurRules)) expect(verdict.outcome).not.toBe('ineligible')
    for (const { result, whenFailed } of groupRules(less, { verified: [] }, akadOn, kurRules))
      expect(result === 'failed' && whenFailed === 'no').toBe(false)
  }
})
