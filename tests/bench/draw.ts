// Draws docs/performance.md and docs/capacity.md from the kept results: a plot a file in docs/figures/, tables between the pages' marks.
// Guarantees: no figure of those tables is typed by hand; what was not measured is not drawn. Does not: write the words around them.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { applicationMs, ASSUMED, businessMs, capacity, costsOf, verificationMs, type Costs, type Line } from './capacity.ts'
import { bars, lines, stacks, type Bar, type Stack } from './charts.ts'
import type { Results } from './results.ts'
import type { Field, Figure } from './samples.ts'
import { ROOT } from './surroundings.ts'

const PAGES = ['performance.md', 'capacity.md']
const FOLDER = `${ROOT}docs/figures/`
const NAMES: Readonly<Record<Field, string>> = { ours: 'Simpul', limit: 'LIMIT', peer: 'PEER', peerSafe: 'PEER-SAFE' }
const FIELDS = Object.keys(NAMES) as Field[]

export function draw(results: Results): void {
  mkdirSync(FOLDER, { recursive: true })
  for (const [name, svg] of Object.entries(plots(results.figures))) if (svg !== null) writeFileSync(`${FOLDER}${name}.svg`, svg)
  for (const { path, drawn } of drawnPages(results)) writeFileSync(path, drawn)
}

export interface DrawnPage {
  readonly path: string
  readonly committed: string
  readonly drawn: string
}

export function drawnPages(results: Results): DrawnPage[] {
  const parts = partsOf(results)
  return PAGES.map((page) => {
    const path = `${ROOT}docs/${page}`
    const committed = readFileSync(path, 'utf8')
    const drawn = committed.replace(
      /(<!-- (\w+): drawn -->)[\s\S]*?(<!-- end -->)/g,
      (_, open: string, name: string, close: string) => [open, ...(parts[name] ? ['', parts[name], ''] : []), close].join('\n'),
    )
    return { path, committed, drawn }
  })
}

/** By the name that a page's mark has. */
function partsOf(results: Results): Readonly<Record<string, string>> {
  const costs = costsOf(results.figures)
  return {
    ...plotLinks(results.figures),
    targets: targetTable(results),
    figures: figureTable(results.figures),
    cpu: cpuTable(results.figures),
    taken: takenTable(results),
    assumed: rows(
      ['assumed', 'value'],
      Object.entries(ASSUMED).map(([name, value]) => [inWords(name), value.toLocaleString('en')]),
    ),
    costs: costs === null ? '' : costTable(costs),
    capacity: costs === null ? '' : capacityTable(capacity(costs)),
  }
}

/** A page shows what was drawn, under the plot's own title. */
const plotLinks = (figures: readonly Figure[]): Record<string, string> =>
  Object.fromEntries(
    Object.entries(plots(figures)).flatMap(([name, svg]) => {
      const title = svg === null ? undefined : />([^<]+)<\/text>/.exec(svg)?.[1]
      return title === undefined ? [] : [[`plot_${name}`, `![${title}](figures/${name}.svg)`]]
    }),
  )

function plots(figures: readonly Figure[]): Record<string, string | null> {
  const named = (metric: string) => figures.find((each) => each.metric === metric && each.process === undefined)
  const rates = ['M1 create', 'M1 update', 'M3 relay drain', 'M4 projecting', 'M5 procedures done'].flatMap(
    (metric) => named(metric) ?? [],
  )
  const waits = figures.filter(({ metric }) => metric.startsWith('M2 visible'))
  const grown = figures.filter(({ metric }) => metric.endsWith('CPU of all over the fewest'))
  const soaked = figures.filter(({ metric, at }) => metric === 'Soak memory' && at !== undefined)
  const work = ['M1 create', 'M1 update', 'M3 relay drain', 'M4 projecting'].map((metric) => cpuOf(figures, metric))
  return {
    rates: orNone(rates, () =>
      bars(
        rates.map((figure) => ({ name: figure.metric, bars: barsOf(figure, figure.limit ?? 1) })),
        { title: 'Work a second, of what bare libraries do', axis: 'LIMIT = 1; thin line: least and most of the rounds' },
        { mark: 1 },
      ),
    ),
    visible: orNone(waits, () =>
      bars(
        waits.map((figure) => ({ name: figure.metric.replace('M2 ', ''), bars: barsOf(figure, 1) })),
        { title: 'From the answer to the row that others see', axis: 'milliseconds, logarithmic' },
        { log: true },
      ),
    ),
    cpu: orNone(rates, () =>
      stacks(
        work.filter(({ bars: each }) => each.length > 0),
        { title: 'CPU an operation, by process', axis: 'milliseconds of one core' },
      ),
    ),
    growth: orNone(grown, () =>
      lines(
        ['Growth create', 'Growth update'].flatMap((work) =>
          (['ours', 'limit'] as const).map((field) => grownLine(grown, work, field)),
        ),
        { title: 'CPU of a command, among how many applications', axis: '1 = among 1,000' },
        { log: true },
      ),
    ),
    soak: orNone(soaked, () =>
      lines(
        [...Map.groupBy(soaked, ({ process }) => process ?? '')].map(([name, of]) => ({
          name,
          points: of.map(({ at = 0, ours }) => [at / 60, ours ?? 0] as const),
        })),
        { title: 'Memory under 100 commands a second', axis: 'MiB, over minutes' },
        { unit: ' min' },
      ),
    ),
  }
}

const orNone = (figures: readonly Figure[], svg: () => string) => (figures.length === 0 ? null : svg())

function barsOf(figure: Figure, unit: number): Bar[] {
  return FIELDS.flatMap((field) => {
    const [value, spread] = [figure[field], figure.spread[field]]
    return value === null || !spread
      ? []
      : [{ name: NAMES[field], value: value / unit, least: spread[0] / unit, most: spread[1] / unit }]
  })
}

function cpuOf(figures: readonly Figure[], metric: string): { name: string; bars: Stack[] } {
  const of = figures.filter((each) => each.metric === `${metric} CPU` && each.process !== undefined)
  const stackOf = (field: Field): Stack => ({
    name: NAMES[field],
    parts: Object.fromEntries(of.flatMap((each) => (each[field] === null ? [] : [[each.process ?? '', each[field]]]))),
  })
  return { name: metric, bars: FIELDS.map(stackOf).filter(({ parts }) => Object.keys(parts).length > 0) }
}

const grownLine = (grown: readonly Figure[], work: string, field: 'ours' | 'limit') => ({
  name: `${work.replace('Growth ', '')}, ${NAMES[field]}`,
  points: grown
    .filter(({ metric }) => metric.startsWith(work))
    .flatMap((each) => (each[field] === null || each.at === undefined ? [] : [[each.at, each[field]] as const])),
})

const cell = (value: number | null | undefined) =>
  value === null || value === undefined ? '' : Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2)

/** A number of things has no hundredths. */
const counted = (value: number) => (Number.isInteger(value) ? value.toLocaleString('en') : cell(value))

function rows(head: readonly string[], body: readonly (readonly string[])[]): string {
  const widths = head.map((_, n) => Math.max(...[head, ...body].map((row) => (row[n] ?? '').length), 3))
  const row = (cells: readonly string[]) => `| ${cells.map((text, n) => text.padEnd(widths[n] ?? 0)).join(' | ')} |`
  return [row(head), row(widths.map((width) => '-'.repeat(width))), ...body.map(row)].join('\n')
}

const targetTable = ({ targets }: Results) =>
  rows(
    ['target', 'found', ''],
    targets.map(({ target, found, met }) => [target, cell(found), met === null ? 'not measured' : met ? 'met' : '**missed**']),
  )

function figureTable(figures: readonly Figure[]): string {
  const ranged = (figure: Figure, field: Field) => {
    const [least, most] = figure.spread[field] ?? []
    return figure[field] === null ? '' : `${cell(figure[field])} (${cell(least)}–${cell(most)})`
  }
  const shownFigures = figures.filter(
    ({ process, metric }) => (process === undefined || /^M7|^Soak .*slope/.test(metric)) && metric !== 'Soak memory',
  )
  return rows(
    ['figure', ...FIELDS.map((field) => NAMES[field]), 'of LIMIT', 'of PEER', 'of PEER-SAFE'],
    shownFigures.map((figure) => {
      const { metric, process, at, unit, ratios } = figure
      const name = [metric, process && `of ${process}`, at && `at ${at.toLocaleString('en')}`].filter(Boolean).join(' ')
      const ratio = (field: 'limit' | 'peer' | 'peerSafe') => cell(ratios[field]?.median)
      return [
        `${name}, ${unit}`,
        ...FIELDS.map((field) => ranged(figure, field)),
        ratio('limit'),
        ratio('peer'),
        ratio('peerSafe'),
      ]
    }),
  )
}

function takenTable({ takenAt, versions, machine, figures }: Results): string {
  const roundsOf = (name: string) =>
    Math.max(...figures.filter(({ metric }) => metric.startsWith(name)).map(({ rounds }) => rounds))
  const measures = Object.entries(takenAt).map(([name, at]) => [name, at.slice(0, 16).replace('T', ' '), String(roundsOf(name))])
  const of = Object.entries(versions).map(([name, version]) => `${name} ${version}`)
  return [rows(['measure', 'taken (UTC)', 'rounds'], measures), '', `On ${machine}. ${of.join(', ')}.`].join('\n')
}

/** Milliseconds an operation, by process: where the time of a missed target is. */
function cpuTable(figures: readonly Figure[]): string {
  const of = figures.filter(({ metric, process }) => /^M[1-5] .*CPU$/.test(metric) && process !== undefined)
  return rows(
    ['CPU of an operation', 'process', ...FIELDS.map((field) => NAMES[field])],
    of.map((figure) => [figure.metric.replace(' CPU', ''), figure.process ?? '', ...FIELDS.map((field) => cell(figure[field]))]),
  )
}

const inWords = (name: string) => name.replaceAll(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`)

const costTable = (costs: Costs): string =>
  rows(
    ['measured', 'value', 'from'],
    [
      ['command, CPU ms of all processes and engines', cell(costs.command), 'M1 update'],
      ['of it in the api', cell(costs.apiPerCommand), 'M1 update'],
      ['procedure of three steps with their commands, CPU ms', cell(costs.procedure), 'M5'],
      ['page of a worklist, CPU ms', cell(costs.page), 'M9'],
      ['event into one projection, CPU ms of the projector', cell(costs.projectorPerEvent), 'M4'],
      ['entries a relay moves a second', cell(costs.relayPerSecond), 'M3'],
      ['events one projector takes a second', cell(costs.projectorPerSecond), 'M4'],
      ['document and row, bytes', cell(costs.applicationBytes), 'Growth'],
      ['event in the log, bytes', cell(costs.eventBytes), 'Growth'],
      ['message in Kafka, bytes', cell(costs.messageBytes), 'Growth'],
      ['application, CPU ms', cell(applicationMs(costs)), 'commands × command + steps ÷ 3 × procedure + pages × page'],
      ['verification, CPU ms', cell(verificationMs(costs)), 'commands × command + steps ÷ 3 × procedure'],
      ['year of a business, CPU ms', cell(businessMs(costs)), 'applications, verifications and pages of a year × their costs'],
    ],
  )

const capacityTable = (lines: readonly Line[]): string =>
  rows(
    ['', 'one small server', '× 10', '× 100', '× 1,000', 'the country', 'formula'],
    lines.map(({ name, formula, values }) => [name, ...values.map(counted), formula]),
  )
