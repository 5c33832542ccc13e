// The test of the tests: a scenario that is wrong in any way must fail.
import { never, refusalCatalogue, type Decider } from '@simpul/kernel'
import { describe, expect, it } from 'vitest'
import { at, behaviour, scenario, verify } from './behaviour.ts'

type DoorEvent = { type: 'DoorOpened'; by: string } | { type: 'BellRung' }
type DoorCommand = { type: 'OpenDoor'; by: string; ring: boolean } | { type: 'CloseDoor' }
type Door = { status: 'shut' } | { status: 'open'; by: string }

const { refuse } = refusalCatalogue({
  'door/open': { status: 409, id: 'Pintu sudah dibuka oleh {by}.', en: '{by} opened the door already.' },
  'door/stuck': { status: 409, id: 'Pintu macet karena {reason}.', en: 'The door is stuck.' },
})

const door: Decider<Door, DoorCommand, DoorEvent> = {
  initial: { status: 'shut' },
  decide(state, command) {
    switch (command.type) {
      case 'OpenDoor':
        if (state.status === 'open') throw refuse('door/open', { by: state.by })
        return [{ type: 'DoorOpened', by: command.by }, ...(command.ring ? [{ type: 'BellRung' } as const] : [])]
      case 'CloseDoor':
        if (state.status === 'open') throw refuse('door/stuck')
        return []
      default:
        return never(command)
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'DoorOpened':
        return { status: 'open', by: event.by }
      case 'BellRung':
        return state
      default:
        return never(event)
    }
  },
}

const opened = { type: 'DoorOpened', by: 'Siti' } as const
const open = { type: 'OpenDoor', by: 'Siti', ring: true } as const
const rung = { type: 'BellRung' } as const

behaviour('a scenario that is right passes', door, [
  scenario('events in order').when(open).then(opened, rung),
  scenario('nothing happens').when({ type: 'CloseDoor' }).then(),
  scenario('refused, by code').given(opened).when(open).refused('door/open'),
  scenario('refused, by code and facts').given(opened, rung).when(open).refused('door/open', { by: 'Siti' }),
])

describe('a scenario that is wrong fails', () => {
  const wrong = {
    'another event': scenario('').when(open).then(rung, rung),
    'an event with another fact': scenario('').when(open).then({ type: 'DoorOpened', by: 'Budi' }, rung),
    'the same events in another order': scenario('').when(open).then(rung, opened),
    'an event too few': scenario('').when(open).then(opened),
    'an event too many': scenario('').when({ type: 'CloseDoor' }).then(rung),
    'another refusal': scenario('').given(opened).when(open).refused('door/stuck'),
    'the refusal with other facts': scenario('').given(opened).when(open).refused('door/open', { by: 'Budi' }),
    'the refusal with facts too few': scenario('').given(opened).when(open).refused('door/open', {}),
    'events where it refuses': scenario('').given(opened).when(open).then(opened, rung),
    'a refusal where it happens': scenario('').when(open).refused('door/open'),
    'a refusal whose sentence lacks a fact': scenario('').given(opened).when({ type: 'CloseDoor' }).refused('door/stuck'),
  }
  for (const [what, each] of Object.entries(wrong)) {
    it(what, () => expect(() => verify(door, each)).toThrow())
  }
})

describe('a decider that breaks its contract fails', () => {
  const happens = scenario('').given(opened).when({ type: 'CloseDoor' }).then(rung)
  const emits = (...events: readonly object[]) => ({ ...door, decide: () => events as readonly DoorEvent[] })

  it('an undefined fact is not an absent one', () => {
    expect(() => verify(emits({ type: 'BellRung', by: undefined }), happens)).toThrow()
  })
  it('an event that JSON would change', () => {
    const dated = { ...rung, when: new Date(0) }
    const expected = scenario('').given(opened).when({ type: 'CloseDoor' }).then(dated)
    expect(() => verify(emits(dated), expected)).toThrow(/as they are stored/)
  })
  it('decide that changes the state it was given', () => {
    const careless: typeof door = { ...door, decide: (state) => [Object.assign(state, rung)] }
    expect(() => verify(careless, happens)).toThrow(TypeError)
  })
  it('evolve that cannot take what decide emits', () => {
    const unknown = { type: 'RoofLifted' }
    expect(() => verify(emits(unknown), { ...happens, expected: { kind: 'events', events: [unknown as never] } })).toThrow(
      /RoofLifted/,
    )
  })
  it('a bug is not a refusal', () => {
    const buggy: typeof door = {
      ...door,
      decide: () => {
        throw new RangeError('off by one')
      },
    }
    expect(() => verify(buggy, scenario('').given(opened).when(open).refused('door/open'))).toThrow(RangeError)
  })
})

describe('behaviour', () => {
  it('with two scenarios of one name is refused', () => {
    const each = scenario('twice').when(open).then(opened, rung)
    expect(() => behaviour('door', door, [each, each])).toThrow(/twice/)
  })
  it('without a scenario is refused', () => expect(() => behaviour('door', door, [])).toThrow(/no scenario/))
})

describe('at', () => {
  it('gives UTC with milliseconds', () => expect(at('2026-05-10T17:00+07:00')).toBe('2026-05-10T10:00:00.000Z'))
  it('refuses a time without a zone', () => expect(() => at('2026-05-10T17:00')).toThrow(/zone/))
})
