// Groups, seats and applications with the reactions between them, without engines: each commit and each delivery in an order of one's own.
// Guarantees: what the platform promises and no more: commands act once by their id, events of one aggregate are delivered in order and
// may come again; a reaction may die before or after any of its commands. Does not: run the approval; its steps are told by the test.
import { Refusal } from '@simpul/kernel'
import type { AnyReaction, Commands, Envelope } from '@simpul/platform'
import { application } from '../application/aggregate.ts'
import { group } from './aggregate.ts'
import { hearMembers } from './hearMembers.ts'
import { holdSeats } from './holdSeats.ts'
import { seat } from './seat.ts'
import { sendMembers } from './sendMembers.ts'

type Typed = { readonly type: string }
type Command = { readonly type: string; readonly [field: string]: unknown }
type Decider = {
  initial: unknown
  decide(state: unknown, command: unknown): readonly Typed[]
  evolve(state: unknown, event: unknown): unknown
}
interface Kept {
  state: unknown
  readonly events: Typed[]
  readonly commandIds: Set<string>
}

const reactions: readonly AnyReaction[] = [sendMembers, holdSeats, hearMembers]
const keyOf = (source: string, id: string) => `${source}/${id}`

export class Killed extends Error {}

export function groupsInMemory({ now, dies = () => false }: { readonly now: string; readonly dies?: () => boolean }) {
  const kept = new Map<string, Kept>()
  const sources = [group, seat, application].map((each) => [each.contract.source, each.decider as unknown as Decider] as const)
  const deciders = new Map(sources)
  const positions = new Map<string, number>()

  function send(source: string, id: string, command: Command, commandId: string): void {
    if (dies()) throw new Killed('before the command')
    const decider = deciders.get(source) as Decider
    const found = kept.get(keyOf(source, id)) ?? { state: decider.initial, events: [], commandIds: new Set<string>() }
    if (!found.commandIds.has(commandId)) {
      const events = decider.decide(found.state, { ...command, now })
      if (events.length > 0) {
        kept.set(keyOf(source, id), found)
        found.commandIds.add(commandId)
        found.events.push(...events)
        found.state = events.reduce((state, event) => decider.evolve(state, event), found.state)
      }
    }
    if (dies()) throw new Killed('after the command')
  }

  const commands = {
    send: async (
      aggregate: { contract: { source: string } },
      id: string,
      command: Command,
      { commandId, creates = false }: { commandId: string; creates?: boolean },
    ) => {
      const { source } = aggregate.contract
      if (!creates && !kept.has(keyOf(source, id))) throw new Refusal('platform/not-found', { status: 404, id: '', en: '' }, {})
      // As execute.ts does: what is to be created is decided on a fresh state first, and on what is there only when it would write.
      const decider = deciders.get(source) as Decider
      if (creates && decider.decide(decider.initial, { ...command, now }).length === 0) return
      send(source, id, command, commandId)
    },
    state: async ({ contract: { source } }: { contract: { source: string } }, id: string) => {
      const found = kept.get(keyOf(source, id))
      return found ? { state: found.state, version: found.events.length } : null
    },
  } as unknown as Commands

  const one = async (choose: (count: number) => number) => deliverOne({ kept, positions, commands }, choose)

  return {
    send,
    deliverOne: one,
    /** Everything that happened is delivered once more from the beginning, as after a consumer that lost its place. */
    fromTheBeginning: () => positions.clear(),
    async settle(choose: (count: number) => number = () => 0): Promise<void> {
      for (let turns = 0; await one(choose); turns += 1) if (turns > 20_000) throw new Error('it never settles')
    },
    state: (source: string, id: string) => kept.get(keyOf(source, id))?.state,
    ids: (source: string) =>
      [...kept.keys()].flatMap((key) => (key.startsWith(`${source}/`) ? [key.slice(source.length + 1)] : [])),
    events: (source: string, id: string) => kept.get(keyOf(source, id))?.events ?? [],
  }
}

interface Delivering {
  readonly kept: ReadonlyMap<string, Kept>
  readonly positions: Map<string, number>
  readonly commands: Commands
}

/** Delivers the next event of one key to one reaction; what was killed is delivered again. */
async function deliverOne({ kept, positions, commands }: Delivering, choose: (count: number) => number): Promise<boolean> {
  const waiting = reactions.flatMap((each) =>
    [...kept].flatMap(([key, { events }]) => {
      const [source = '', id = ''] = key.split('/')
      const position = positions.get(`${each.name}:${key}`) ?? 0
      return source === each.from.source && position < events.length ? [{ each, key, id, position }] : []
    }),
  )
  const next = waiting[waiting.length === 0 ? 0 : choose(waiting.length)]
  if (!next) return false
  const { each, key, id, position } = next
  const envelope = { id: `${id}:${position + 1}`, aggregateId: id, sequence: position + 1, correlationId: 'c' } as Envelope
  try {
    await each.handle(kept.get(key)?.events[position], envelope, commands)
    positions.set(`${each.name}:${key}`, position + 1)
  } catch (error) {
    if (!(error instanceof Killed)) throw error
  }
  return true
}
