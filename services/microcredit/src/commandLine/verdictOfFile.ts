// `simpul verdict FILE`: what the rules say about a file of facts, without a running Simpul.
// Guarantees: the same verdict as an application gets from the same edition; the exit code says the answer: 0 eligible, 2 conditional,
// 3 for a person, 4 not eligible, 1 when there was none. Does not: know which edition is in force; it takes the newest, or the one named.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { dayInWib } from '@simpul/kernel'
import { counterfactual } from '../rules/counterfactual.ts'
import { kurBooks, kurRules } from '../rules/kurRules.ts'
import { verdict } from '../rules/verdict.ts'
import { changesShown, verdictShown } from '../simulation/answers.ts'
import { readFacts } from './factsFile.ts'
import { EXIT_CODES, inWords } from './words.ts'

const BYTES_MAX = 1_000_000

export function verdictOfText(
  text: string,
  named: { akad?: string | undefined; edition?: string | undefined; json?: boolean | undefined },
) {
  if (text.length > BYTES_MAX)
    return { code: 1, output: `berkas lebih dari ${BYTES_MAX} huruf / the file has more than ${BYTES_MAX} characters` }
  const read = readFacts(text)
  if (!read.ok) return { code: 1, output: read.faults.join('\n') }
  const akadOn = named.akad ?? read.asked.akadOn ?? dayInWib(new Date().toISOString())
  const edition = named.edition ?? read.asked.edition ?? kurRules.edition
  const book = kurBooks.get(edition)
  if (!book) return { code: 1, output: unknownEdition(edition) }
  if (!isDay(akadOn)) return { code: 1, output: `akad ${akadOn}: bukan tanggal / not a day` }
  const given = verdict(read.facts, akadOn, book)
  const changes = counterfactual(read.facts, akadOn, book)
  const output = named.json
    ? JSON.stringify({ verdict: verdictShown(given), changes: changesShown(changes) }, null, 2)
    : inWords(given, changes)
  return { code: EXIT_CODES[given.outcome], output }
}

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text

const unknownEdition = (edition: string) =>
  `edisi ${edition} tidak ada; yang ada / there is no edition ${edition}, but: ${[...kurBooks.keys()].join(', ')}`

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { akad: { type: 'string' }, edition: { type: 'string' }, json: { type: 'boolean' } },
  })
  const [file = '-'] = positionals
  const { code, output } = verdictOfText(readFileSync(file === '-' ? 0 : file, 'utf8'), values)
  ;(code === 1 ? process.stderr : process.stdout).write(`${output}\n`)
  process.exitCode = code
}

if (import.meta.main) main()
