// Three kinds of plots as SVG: bars with their least and most, stacked bars, lines. No library: a plot is rectangles and text.
// Guarantees: the same figures give the same file; readable on a dark page (a background of its own). Does not: fit any number of bars.

const [WIDTH, LEFT, RIGHT, ROW, GAP, TOP] = [760, 200, 90, 18, 14, 58] as const
const PLOT = WIDTH - LEFT - RIGHT

export const COLOURS: Readonly<Record<string, string>> = {
  Simpul: '#0b7a75',
  LIMIT: '#8d99ae',
  PEER: '#e07a5f',
  'PEER-SAFE': '#f2b950',
}
const OTHER_COLOURS = ['#0b7a75', '#e07a5f', '#8d99ae', '#f2b950', '#5b5f97', '#b56576', '#6a994e']

export interface Bar {
  readonly name: string
  readonly value: number
  readonly least: number
  readonly most: number
}

export interface Group<Item> {
  readonly name: string
  readonly bars: readonly Item[]
}

export interface Titles {
  readonly title: string
  /** What the length of a bar, or the height of a line, means. */
  readonly axis: string
}

type Scale = (value: number) => number

const round = (value: number) => Math.round(value * 10) / 10
const shown = (value: number) =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2).replace(/0$/, '')
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

function label(
  x: number,
  y: number,
  words: string,
  more: { anchor?: string; weight?: string; colour?: string; size?: number } = {},
) {
  const { anchor = 'start', weight = 'normal', colour = '#222', size = 12 } = more
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" font-weight="${weight}" fill="${colour}" font-size="${size}">${escaped(words)}</text>`
}

const box = (x: number, y: number, width: number, height: number, fill: string) =>
  `<rect x="${round(x)}" y="${round(y)}" width="${round(Math.max(0, width))}" height="${height}" fill="${fill}"/>`
const line = (x1: number, y1: number, x2: number, y2: number, stroke = '#222') =>
  `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke="${stroke}"/>`

function page(height: number, { title, axis }: Titles, parts: readonly string[]): string {
  const head = [label(16, 24, title, { weight: 'bold', size: 15 }), label(16, 42, axis, { colour: '#666' })]
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif">`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    ...head,
    ...parts,
    '</svg>',
    '',
  ].join('\n')
}

/** Bars with whiskers from the least to the most of the rounds. `mark`: a line at this value. */
export function bars(
  groups: readonly Group<Bar>[],
  titles: Titles,
  { log = false, mark }: { log?: boolean; mark?: number } = {},
) {
  const all = groups.flatMap(({ bars: each }) => each)
  const most = Math.max(...all.map((bar) => bar.most))
  const least = Math.min(...all.map((bar) => bar.least), 1)
  const scale: Scale = (value) => LEFT + PLOT * (log ? Math.log(value / least) / Math.log(most / least) : value / most)
  let y = TOP
  const parts: string[] = []
  for (const group of groups) {
    parts.push(label(16, y + ROW * 0.75, group.name, { weight: 'bold' }))
    for (const bar of group.bars) {
      const middle = y + ROW / 2 - 2
      const colour = COLOURS[bar.name] ?? '#5b5f97'
      parts.push(
        label(LEFT - 6, y + ROW * 0.7, bar.name, { anchor: 'end', colour: '#444', size: 11 }),
        box(LEFT, y, scale(bar.value) - LEFT, ROW - 4, colour),
        line(scale(bar.least), middle, scale(bar.most), middle),
        label(Math.max(scale(bar.most), scale(bar.value)) + 5, y + ROW * 0.7, shown(bar.value), { size: 11 }),
      )
      y += ROW
    }
    y += GAP
  }
  if (mark !== undefined) parts.push(line(scale(mark), TOP - 6, scale(mark), y - GAP, '#c1121f'))
  return page(y + 4, titles, parts)
}

export interface Stack {
  readonly name: string
  readonly parts: Readonly<Record<string, number>>
}

/** One bar a rival, made of the processes that took part. */
export function stacks(groups: readonly Group<Stack>[], titles: Titles): string {
  const all = groups.flatMap(({ bars: each }) => each)
  const names = [...new Set(all.flatMap(({ parts }) => Object.keys(parts)))]
  const sum = ({ parts }: Stack) => Object.values(parts).reduce((total, value) => total + value, 0)
  const scale: Scale = (value) => (PLOT * value) / Math.max(...all.map(sum))
  const colourOf = (name: string) => OTHER_COLOURS[names.indexOf(name) % OTHER_COLOURS.length] ?? '#222'
  let y = TOP + ROW
  const drawn = legend(names.map((name) => ({ name, colour: colourOf(name) })))
  for (const group of groups) {
    drawn.push(label(16, y + ROW * 0.75, group.name, { weight: 'bold' }))
    for (const stack of group.bars) {
      let x = LEFT
      drawn.push(label(LEFT - 6, y + ROW * 0.7, stack.name, { anchor: 'end', colour: '#444', size: 11 }))
      for (const [name, value] of Object.entries(stack.parts)) {
        drawn.push(box(x, y, scale(value), ROW - 4, colourOf(name)))
        x += scale(value)
      }
      drawn.push(label(x + 5, y + ROW * 0.7, shown(sum(stack)), { size: 11 }))
      y += ROW
    }
    y += GAP
  }
  return page(y + 4, titles, drawn)
}

export interface Line {
  readonly name: string
  readonly points: readonly (readonly [x: number, y: number])[]
}

/** `log`: the horizontal axis, for sizes. */
export function lines(
  all: readonly Line[],
  titles: Titles,
  { log = false, unit = '' }: { log?: boolean; unit?: string } = {},
): string {
  const height = 300
  const [top, bottom] = [TOP + ROW + 6, height - 34]
  const points = all.flatMap((each) => each.points)
  const [left, right] = [Math.min(...points.map(([x]) => x)), Math.max(...points.map(([x]) => x))]
  const most = Math.max(...points.map(([, y]) => y)) * 1.1
  const across: Scale = (x) => {
    const part = log ? Math.log(x / left) / Math.log(right / left) : (x - left) / (right - left)
    return 60 + (WIDTH - 90) * part
  }
  const up: Scale = (y) => bottom - ((bottom - top) * y) / most
  const ticks = log ? [...new Set(points.map(([x]) => x))] : [0, 0.25, 0.5, 0.75, 1].map((part) => left + (right - left) * part)
  const parts = legend(all.map(({ name }, index) => ({ name, colour: OTHER_COLOURS[index % OTHER_COLOURS.length] ?? '#222' })))
  for (const part of [0, 0.25, 0.5, 0.75, 1])
    parts.push(
      line(60, up(most * part), WIDTH - 30, up(most * part), '#ddd'),
      label(54, up(most * part) + 4, shown(most * part), { anchor: 'end', size: 11 }),
    )
  for (const x of ticks)
    parts.push(label(across(x), bottom + 16, `${Math.round(x).toLocaleString('en')}${unit}`, { anchor: 'middle', size: 11 }))
  for (const [index, each] of all.entries()) {
    const colour = OTHER_COLOURS[index % OTHER_COLOURS.length] ?? '#222'
    const path = each.points.map(([x, y]) => `${round(across(x))},${round(up(y))}`).join(' ')
    parts.push(`<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>`)
  }
  return page(height, titles, parts)
}

function legend(names: readonly { readonly name: string; readonly colour: string }[]): string[] {
  let x = 16
  return names.flatMap(({ name, colour }) => {
    const at = x
    x += 26 + name.length * 6.6
    return [box(at, TOP - 4, 11, 11, colour), label(at + 15, TOP + 6, name, { size: 11 })]
  })
}
