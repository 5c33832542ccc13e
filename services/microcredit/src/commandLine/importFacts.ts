// `simpul import FILE`: facts of many wishes for a loan, a row each, checked and judged; a verdict a row goes out as it is given.
// Guarantees: a row that is wrong is told with its line and column and stops no other; memory for one row; `--dry-run` judges nothing and
// writes nothing but faults; exit code 0 only when no row was wrong. Does not: store anything in a running Simpul.
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { csvRows, jsonRows, type Line } from '@simpul/platform/rows'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { kurBooks, kurRules } from '../rules/kurRules.ts'
import type { RuleBook } from '../rules/ruleBook.ts'
import { verdict } from '../rules/verdict.ts'
import { askedFacts, factsOf } from '../simulation/facts.ts'
import { faultOf } from './factsFile.ts'

/** The columns of a simulation, and a name of one's own for the row; it comes back beside the verdict. */
export const Row = Type.Object(
  { ...askedFacts.properties, ref: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })) },
  { additionalProperties: false },
)
const checker = Compile(Row)

export interface Told {
  verdict(line: string): Promise<void> | void
  fault(line: string): Promise<void> | void
}

export async function importRows(
  rows: AsyncIterable<Line>,
  book: RuleBook,
  { isDryRun, tell }: { isDryRun: boolean; tell: Told },
) {
  const count = { rows: 0, faults: 0 }
  for await (const row of rows) {
    count.rows += 1
    const faults = faultsOf(row)
    if (faults.length > 0) {
      count.faults += 1
      for (const fault of faults) await tell.fault(`${row.line}: ${fault}`)
    } else if (!isDryRun && 'value' in row && checker.Check(row.value)) {
      const { ref, ...asked } = row.value
      const { outcome, indicative, restsOn, scheme, rate, instalmentIdr } = verdict(factsOf(asked), asked.akadOn, book)
      const told = {
        line: row.line,
        ref: ref ?? null,
        outcome,
        indicative,
        restsOn,
        scheme,
        ratePpm: rate?.ppm ?? null,
        instalmentIdr,
      }
      await tell.verdict(JSON.stringify(told))
    }
  }
  return count
}

function faultsOf(row: Line): readonly string[] {
  if ('fault' in row) return [row.fault]
  if (checker.Check(row.value)) return []
  return [...new Set(checker.Errors(row.value).flatMap(faultOf))]
}

/** Waits until whoever reads it has taken it, so that a slow reader fills no memory. */
const written = async (stream: NodeJS.WriteStream, line: string): Promise<void> => {
  if (!stream.write(`${line}\n`)) await once(stream, 'drain')
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'dry-run': { type: 'boolean' }, edition: { type: 'string' } },
  })
  const [file = '-'] = positionals
  const book = kurBooks.get(values.edition ?? kurRules.edition)
  if (!book) throw new Error(`edisi tidak ada / no such edition: ${values.edition}`)
  const lines = createInterface({ input: file === '-' ? process.stdin : createReadStream(file), crlfDelay: Infinity })
  const rows = /\.(jsonl|ndjson|json)$/i.test(file) ? jsonRows(lines) : csvRows(lines, Row)
  const tell: Told = {
    verdict: (line) => written(process.stdout, line),
    fault: (line) => written(process.stderr, `baris / line ${line}`),
  }
  const count = await importRows(rows, book, { isDryRun: values['dry-run'] === true, tell })
  process.stderr.write(`${count.rows} baris / rows, ${count.faults} salah / wrong\n`)
  process.exitCode = count.faults === 0 ? 0 : 1
}

if (import.meta.main) await main()
