// One disclosure is asked for once; another look is another disclosure. A service is told what its purpose needs, no more.
// Guarantees: who asked, for what and which fields is an event before anything is shown. Does not: show; the routes open and mask.
import { never, type Instant } from '@simpul/kernel'
import { refuse } from '../refusals.ts'
import { purposeOf } from './purposes.ts'
import { evolve, initial, type Disclosure, type DisclosedField, type DisclosureEvent } from './disclosure.ts'

export type DisclosureCommand = { readonly now: Instant } & (
  | {
      readonly type: 'ResolvePeople'
      readonly service: string
      readonly purpose: string
      readonly onBehalfOf: string
      readonly people: readonly string[]
    }
  | {
      readonly type: 'RevealPerson'
      readonly by: string
      readonly person: string
      readonly fields: readonly DisclosedField[]
      readonly reasonRef: string
    }
)

export function decide(state: Disclosure, command: DisclosureCommand): readonly DisclosureEvent[] {
  if (state.status !== 'none') throw refuse('disclosure/already-asked')
  switch (command.type) {
    case 'ResolvePeople': {
      const { service, purpose, onBehalfOf, people, now } = command
      const granted = purposeOf(purpose)
      if (granted?.service !== service) throw refuse('disclosure/not-granted', { service, purpose })
      const { fields } = granted
      return [{ type: 'PeopleResolved', service, purpose, onBehalfOf, people: [...new Set(people)], fields, at: now }]
    }
    case 'RevealPerson': {
      const { by, person, fields, reasonRef, now } = command
      return [{ type: 'PersonRevealed', by, person, fields: [...new Set(fields)], reasonRef, at: now }]
    }
    default:
      return never(command)
  }
}

export const disclosure = { initial, decide, evolve }
