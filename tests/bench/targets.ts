// What Simpul wants to be, as bounds on figures. A missed one stays in the results as missed.
import type { Figure, OtherField } from './samples.ts'

export interface Target {
  readonly metric: string
  readonly process?: string
  /** Of the ratio to this rival; of our own figure when absent. */
  readonly over?: OtherField
  readonly least?: number
  readonly most?: number
}

export const TARGETS: readonly Target[] = [
  { metric: 'M1 create', over: 'limit', least: 0.6 },
  { metric: 'M1 update', over: 'limit', least: 0.5 },
  { metric: 'M1 create', over: 'peer', least: 1 },
  { metric: 'M1 update', over: 'peer', least: 1 },
  { metric: 'M1 create', over: 'peerSafe', least: 2 },
  { metric: 'M1 update', over: 'peerSafe', least: 2 },
  { metric: 'M1 create CPU of the api', over: 'peer', most: 0.6 },
  { metric: 'M1 update CPU of the api', over: 'peer', most: 0.6 },
  { metric: 'M2 visible at 200/s p50', most: 8 },
  { metric: 'M2 visible at 200/s p99', most: 25 },
  { metric: 'M2 visible at 200/s p50', over: 'peerSafe', most: 0.2 },
  { metric: 'M3 relay drain', over: 'limit', least: 0.7 },
  { metric: 'M4 projecting', over: 'limit', least: 0.8 },
  { metric: 'M4 projecting', over: 'peer', least: 2 },
  { metric: 'M5 procedures done', over: 'limit', least: 0.8 },
  { metric: 'M7 ready', process: 'api + relay', most: 1_500 },
  ...(['api + relay', 'projector + process', 'worker'] as const).flatMap((process): Target[] => [
    { metric: 'M7 memory', process, most: process === 'worker' ? 200 : 130 },
    { metric: 'M7 idle', process, most: 1 },
  ]),
  { metric: 'M8 verdicts', least: 20_000 },
  { metric: 'M9 worklist p99', most: 50 },
  { metric: 'Losses under kill -9', most: 0 },
]

export function verdictOf({ metric, process, over, least, most }: Target, figures: readonly Figure[]) {
  const figure = figures.find((each) => each.metric === metric && each.process === process)
  const found = (over === undefined ? figure?.ours : figure?.ratios[over]?.median) ?? null
  const bound = least === undefined ? `≤ ${most}` : `≥ ${least}`
  const of = process === undefined ? '' : ` of ${process}`
  const compared = over === undefined ? ` ${figure?.unit ?? ''}` : ` × ${NAMES[over]}`
  const met = found === null ? null : (least === undefined || found >= least) && (most === undefined || found <= most)
  return { target: `${metric}${of} ${bound}${compared}`.trimEnd(), found, met }
}

const NAMES = { limit: 'LIMIT', peer: 'PEER', peerSafe: 'PEER-SAFE' } as const
