// The service that the platform's fault tests kill: counters, a projection of their sums, and a reaction that counts the opened ones.
import { projection, reaction } from '../../packages/platform/src/index.ts'
import { counter, counterEvents, type CounterEvent } from '../../packages/platform/src/aggregate/sample.ts'

export const ALL = 'all'

export const sums = projection<{ owner: string; sum: number }, CounterEvent>({
  name: 'sums',
  from: counterEvents,
  indexes: [],
  fold(row, event) {
    if (event.type === 'CounterOpened') return { owner: event.owner, sum: 0 }
    return { owner: row?.owner ?? '', sum: (row?.sum ?? 0) + event.by }
  },
})

const tally = reaction<CounterEvent>({
  name: 'tally',
  from: counterEvents,
  async handle(event, envelope, commands) {
    if (event.type !== 'CounterOpened' || event.owner === ALL) return
    const meta = { commandId: `consumer:${envelope.id}`, actor: 'consumer:tally', causationId: envelope.id }
    await commands.send(counter, ALL, { type: 'RaiseCounter', by: 1 }, meta)
  },
})

export const sample = { name: 'sample', aggregates: [counter], projections: [sums], reactions: [tally], processes: [] }
export { counter }
