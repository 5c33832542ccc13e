// `simpul portfolio FILE`: the best use of the budgets in a file of programs and needs, with reasons, without a running Simpul.
// Guarantees: the exit code says how it went: 0 proven or within the gap, 2 the best that was found in time or by the simple way, 3 no choice
// keeps every limit, 1 when there was none. Does not: store anything; reserve anything.
import { createReadStream, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { dayInWib } from '@simpul/kernel'
import { csvRows, jsonRows, type Line } from '@simpul/platform/rows'
import type { Solve } from '../portfolio/solver.ts'
import { recommend } from '../recommendation/recommend.ts'
import { highsThreads } from '../solver/highsThreads.ts'
import { NeedRow, readRequest } from './requestFile.ts'
import { inCsv, inJson } from './tables.ts'
import { exitCodeOf, inWords, whyInWords } from './words.ts'

const CHARACTERS_MAX = 50_000_000

export interface Named {
  readonly on?: string | undefined
  readonly why?: string | undefined
  /** Hundredths of a percent would be more than anybody reads: whole or with decimals, of the value. */
  readonly gap?: string | undefined
  readonly seconds?: string | undefined
  readonly 'what-if'?: string | undefined
  readonly json?: boolean | undefined
  readonly csv?: boolean | undefined
}

interface Told {
  readonly code: number
  readonly output: string
}

export async function portfolioOfText(text: string, rows: readonly Line[] | null, named: Named, solve: Solve): Promise<Told> {
  if (text.length > CHARACTERS_MAX)
    return wrong(`berkas lebih dari / the file has more than ${CHARACTERS_MAX} huruf / characters`)
  const [seconds, gap, whatIf] = [Number(named.seconds ?? 10), Number(named.gap ?? 0.5), named['what-if']]
  if (!(seconds > 0 && seconds <= 600)) return wrong('--seconds: 1–600')
  if (!(gap >= 0 && gap <= 50)) return wrong('--gap: 0–50')
  if (whatIf !== undefined && !/^[1-9]\d?$/.test(whatIf)) return wrong('--what-if: 1–99')
  const read = readRequest(text, rows, named.on ?? dayInWib(new Date().toISOString()))
  if (!read.ok) return wrong(read.faults.join('\n'))
  const request = named.on === undefined ? read.request : { ...read.request, on: named.on }
  if (!isDay(request.on)) return wrong(`--on ${request.on}: bukan tanggal / not a day`)
  const effort = { secondsMax: seconds, gapPpm: Math.round(gap * 10_000) }
  const given = await recommend(request, solve, { effort, whatIfPercent: whatIf === undefined ? null : Number(whatIf) })
  const pair = /^([^:]+):([^:]+)$/.exec(named.why ?? '')
  if (named.why !== undefined && !pair) return wrong('--why: N1:N2')
  if (pair) return { code: exitCodeOf(given.choice), output: whyInWords(given, [pair[1] ?? '', pair[2] ?? '']).join('\n') }
  return { code: exitCodeOf(given.choice), output: named.json ? inJson(given) : named.csv ? inCsv(given) : inWords(given) }
}

const wrong = (output: string): Told => ({ code: 1, output })

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text

export async function rowsOf(file: string): Promise<readonly Line[]> {
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity })
  const rows = /\.(jsonl|ndjson|json)$/i.test(file) ? jsonRows(lines) : csvRows(lines, NeedRow)
  const read: Line[] = []
  for await (const row of rows) read.push(row)
  return read
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      needs: { type: 'string' },
      on: { type: 'string' },
      why: { type: 'string' },
      gap: { type: 'string' },
      seconds: { type: 'string' },
      'what-if': { type: 'string' },
      json: { type: 'boolean' },
      csv: { type: 'boolean' },
    },
  })
  const [file = '-'] = positionals
  const rows = values.needs === undefined ? null : await rowsOf(values.needs)
  const { code, output } = await portfolioOfText(readFileSync(file === '-' ? 0 : file, 'utf8'), rows, values, highsThreads())
  ;(code === 1 ? process.stderr : process.stdout).write(`${output}\n`)
  process.exitCode = code
}

if (import.meta.main) await main()
