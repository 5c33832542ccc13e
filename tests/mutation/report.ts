// From Stryker's reports to a page that can be read: each file's score, and every mutant that nobody noticed, with its reason.
// `node tests/mutation/report.ts .stryker-tmp/report.json` writes tests/mutation/REPORT.md; several reports are put together.
// Guarantees: a survivor without a reason in reasons.json is shown as such. Does not: run Stryker (`npm run mutate`), nor judge reasons.
import { readFileSync, writeFileSync } from 'node:fs'

interface Mutant {
  readonly status: string
  readonly mutatorName: string
  readonly replacement?: string
  readonly location: {
    readonly start: { readonly line: number; readonly column: number }
    readonly end: { readonly line: number }
  }
}
interface Report {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>>
}
/** By file: part of the mutated line, or of its replacement, and why nobody can notice. */
type Reasons = Readonly<Record<string, readonly { readonly line: string; readonly why: string }[]>>

const here = new URL('./', import.meta.url)
const reasons = JSON.parse(readFileSync(new URL('reasons.json', here), 'utf8')) as Reasons
const noticed = ['Killed', 'Timeout']
const unnoticed = ['Survived', 'NoCoverage']

const rows: string[] = []
const survivors: string[] = []
const total = { noticed: 0, unnoticed: 0 }
for (const path of process.argv.slice(2)) {
  const { files } = JSON.parse(readFileSync(path, 'utf8')) as Report
  for (const [file, { source, mutants }] of Object.entries(files)) {
    const count = (statuses: readonly string[]) => mutants.filter(({ status }) => statuses.includes(status)).length
    const [hit, missed] = [count(noticed), count(unnoticed)]
    if (hit + missed === 0) continue
    total.noticed += hit
    total.unnoticed += missed
    rows.push(`| \`${file}\` | ${percent(hit, missed)} | ${hit} | ${missed} | ${count(['Ignored'])} |`)
    const lines = source.split('\n')
    const open = mutants.filter(({ status }) => unnoticed.includes(status))
    if (open.length > 0)
      survivors.push(`\n### ${file}\n`, ...open.map((mutant) => survivorOf(mutant, lines, reasons[file] ?? [])))
  }
}

function survivorOf(
  { location: { start, end }, mutatorName, replacement = '' }: Mutant,
  lines: readonly string[],
  why: Reasons[string],
) {
  const line = (lines[start.line - 1] ?? '').trim()
  const reason = why.find((each) => line.includes(each.line) || replacement.includes(each.line))?.why ?? 'still to be looked at'
  const change = replacement.replace(/\s+/g, ' ').slice(0, 80)
  const more = end.line > start.line ? ' …' : ''
  return `- ${start.line} ${mutatorName}: \`${line.slice(0, 110)}${more}\` → \`${change}\`: ${reason}`
}

function percent(hit: number, missed: number): string {
  return `${((100 * hit) / (hit + missed)).toFixed(1)} %`
}

const page = `# Mutation score of rules, schedules and deciders

Written by \`node tests/mutation/report.ts\` from what \`npm run mutate\` found (Stryker, vitest.config.ts beside this page). Properties over
random cases do not run here, and mutants of what runs only while a file is loaded are left out ("ignored"). A rule or decider that is
not in the table has not been measured yet.

**${percent(total.noticed, total.unnoticed)}**: ${total.noticed} of ${total.noticed + total.unnoticed} mutants were noticed.

| file | score | noticed | not noticed | ignored |
| --- | --- | --- | --- | --- |
${rows.join('\n')}

## Not noticed
${survivors.join('\n')}
`
writeFileSync(new URL('REPORT.md', here), page)
process.stdout.write(`${percent(total.noticed, total.unnoticed)} of ${total.noticed + total.unnoticed}\n`)
