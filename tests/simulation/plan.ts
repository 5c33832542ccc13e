// What one seed does: how much work, which kinds of faults, how often. Drawn from the seed, or made smaller by the shrinker.
// Guarantees: a plan is small, plain data that a command line can say, so a failure can be played again.
import { Random } from './random.ts'

/** At a call of an engine, with the plan's share of all calls. */
export const CALL_FAULTS = ['refused', 'lostAnswer', 'inPart', 'late', 'slow', 'callerCrashes', 'callerStalls'] as const
/** Things that happen to machines and engines, a few times a seed. */
export const EVENT_FAULTS = [
  'crash',
  'pause',
  'outage',
  'rebalance',
  'offsetsReset',
  'kafkaWiped',
  'tailLost',
  'resent',
  'temporalWiped',
  'clockSet',
  'poison',
  'hourPasses',
] as const
export type CallFault = (typeof CALL_FAULTS)[number]
export type EventFault = (typeof EVENT_FAULTS)[number]

export interface Plan {
  readonly seed: number
  /** Another order of the same work and faults. */
  readonly shuffle: number
  readonly clients: number
  readonly commandsEach: number
  /** Fewer than there are applications, so that some are refused and a place that comes free matters. */
  readonly places: number
  /** Faults of machines and engines. */
  readonly events: number
  readonly callFaultShare: number
  readonly kinds: readonly (CallFault | EventFault)[]
}

const SHARES = [0, 0.01, 0.03, 0.1] as const

/** Each seed has its own mix (swarm testing): a fault that is always there hides what happens without it. */
export function planOf(seed: number): Plan {
  const random = new Random(seed, 'plan')
  return {
    seed,
    shuffle: 0,
    clients: random.between(2, 5),
    commandsEach: random.between(3, 8),
    places: random.between(1, 2),
    events: random.chance(0.9) ? random.between(1, 10) : 0,
    callFaultShare: random.pick(SHARES),
    kinds: [...CALL_FAULTS, ...EVENT_FAULTS].filter(() => random.chance(0.6)),
  }
}

/** `--plan` of the command line. */
export const planText = ({ seed, shuffle, clients, commandsEach, places, events, callFaultShare, kinds }: Plan) =>
  [seed, shuffle, clients, commandsEach, places, events, callFaultShare, kinds.join('+') || 'none'].join(',')

export function planFromText(text: string): Plan {
  const [seed, shuffle, clients, commandsEach, places, events, callFaultShare, kinds = ''] = text.split(',')
  const known: readonly string[] = [...CALL_FAULTS, ...EVENT_FAULTS]
  return {
    seed: Number(seed),
    shuffle: Number(shuffle),
    clients: Number(clients),
    commandsEach: Number(commandsEach),
    places: Number(places),
    events: Number(events),
    callFaultShare: Number(callFaultShare),
    kinds: kinds.split('+').filter((kind) => known.includes(kind)) as Plan['kinds'],
  }
}
