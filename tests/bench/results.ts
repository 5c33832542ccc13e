// The kept results: tests/bench/results/latest.json for people and programs, raw.json with every sample behind it.
// Guarantees: a measure that is taken again replaces its former samples whole; both files are written at once from the same samples.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { VERSION as KAFKA } from '../../infra/engines/kafka.mjs'
import { VERSION as TEMPORAL } from '../../infra/engines/temporal.mjs'
import { figuresOf, type Figure, type Sample } from './samples.ts'
import { ROOT } from './surroundings.ts'
import { TARGETS, verdictOf } from './targets.ts'

const FOLDER = `${ROOT}tests/bench/results/`

export interface Results {
  readonly machine: string
  readonly versions: Readonly<Record<string, string>>
  /** When each measure was taken. */
  readonly takenAt: Readonly<Record<string, string>>
  readonly figures: readonly Figure[]
  readonly targets: readonly { readonly target: string; readonly found: number | null; readonly met: boolean | null }[]
}

type Packed = readonly [
  metric: string,
  unit: string,
  process: string,
  at: number,
  rival: Sample['rival'],
  round: number,
  value: number,
]

const measureOf = ({ metric }: Pick<Sample, 'metric'>) => metric.split(' ')[0] ?? ''

/** Null before the first run that was kept. */
export function kept(): Results | null {
  const text = readOr(`${FOLDER}latest.json`, '')
  return text === '' ? null : (JSON.parse(text) as Results)
}

export function keep(samples: readonly Sample[]): Results {
  const taken = new Set(samples.map(measureOf))
  const all = [...keptSamples().filter((sample) => !taken.has(measureOf(sample))), ...samples.map(rounded)]
  const figures = figuresOf(all)
  const at = new Date().toISOString()
  const results: Results = {
    machine: `${availableParallelism()} cores`,
    versions: versions(),
    takenAt: { ...takenBefore(), ...Object.fromEntries([...taken].map((name) => [name, at])) },
    figures,
    targets: TARGETS.map((target) => verdictOf(target, figures)),
  }
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(`${FOLDER}latest.json`, `${JSON.stringify(results, null, 1)}\n`)
  writeFileSync(
    `${FOLDER}raw.json`,
    `[\n${all
      .map(packed)
      .map((each) => JSON.stringify(each))
      .join(',\n')}\n]\n`,
  )
  return results
}

export const judged = (figures: readonly Figure[]): string[] =>
  TARGETS.map((target) => verdictOf(target, figures))
    .filter(({ found }) => found !== null)
    .map(({ target, found, met }) => `${met ? 'met   ' : 'MISSED'} ${target}: ${(found ?? 0).toFixed(2)}`)

export function table(figures: readonly Figure[]): string[] {
  const shown = (value: number | null) => (value === null ? '' : value.toFixed(2)).padStart(10)
  const ratio = (figure: Figure, other: 'limit' | 'peer' | 'peerSafe') => shown(figure.ratios[other]?.median ?? null)
  const head = `${''.padEnd(52)}${['ours', 'limit', 'peer', 'peer-safe', '/limit', '/peer', '/peer-safe'].map((name) => name.padStart(10)).join('')}`
  return [
    head,
    ...figures.map((figure) => {
      const { metric, process, at, unit, ours, limit, peer, peerSafe } = figure
      const name = [metric, process && `of ${process}`, at && `at ${at}`, unit].filter(Boolean).join(' ')
      return `${name.padEnd(52)}${[ours, limit, peer, peerSafe].map(shown).join('')}${(['limit', 'peer', 'peerSafe'] as const).map((other) => ratio(figure, other)).join('')}`
    }),
  ]
}

const packed = ({ metric, unit, process = '', at = 0, rival, round, value }: Sample): Packed => [
  metric,
  unit,
  process,
  at,
  rival,
  round,
  value,
]

const rounded = (sample: Sample): Sample => ({ ...sample, value: Number(sample.value.toPrecision(5)) })

export function keptSamples(): Sample[] {
  const rows = JSON.parse(readOr(`${FOLDER}raw.json`, '[]')) as Packed[]
  return rows.map(([metric, unit, process, at, rival, round, value]) => ({
    metric,
    unit,
    rival,
    round,
    value,
    ...(process === '' ? {} : { process }),
    ...(at === 0 ? {} : { at }),
  }))
}

const takenBefore = () => kept()?.takenAt ?? {}

function readOr(path: string, otherwise: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return otherwise
    throw error
  }
}

/** Of everything that a figure depends on. */
function versions(): Record<string, string> {
  const rivals = dependenciesOf('tests/bench/rivals/package.json')
  const engines = { kafka: KAFKA, temporal: `CLI ${TEMPORAL}`, mongodb: 'the stand-in of infra/engines/mongodb' }
  const names = ['@nestjs/core', '@nestjs/microservices', '@nestjs/mongoose', 'fastify', 'kafkajs', 'mongodb', 'mongoose']
  return { node: process.version, ...engines, ...Object.fromEntries(names.map((name) => [name, rivals[name] ?? ''])) }
}

const dependenciesOf = (path: string) =>
  (JSON.parse(readFileSync(ROOT + path, 'utf8')) as { dependencies: Record<string, string> }).dependencies
