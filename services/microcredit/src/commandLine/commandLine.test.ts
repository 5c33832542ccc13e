// The command line over files: the answer in words and by exit code, each fault with its place, rows one by one.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { csvRows, jsonRows, LINE_CHARACTERS_MAX, type Line } from '@simpul/platform/rows'
import { describe, expect, test } from 'vitest'
import { trader } from '../rules/example.ts'
import type { ApplicantFacts } from '../rules/facts.ts'
import { kurRules } from '../rules/kurRules.ts'
import { verdict } from '../rules/verdict.ts'
import { readFacts } from './factsFile.ts'
import { importRows, Row } from './importFacts.ts'
import { verdictOfText } from './verdictOfFile.ts'

const file = (change: Partial<ApplicantFacts> = {}, akadOn = '2025-03-10') =>
  JSON.stringify({ akadOn, facts: { ...trader, ...change } })

describe('verdict of a file', () => {
  test('the exit code says the answer', () => {
    const codes = [{}, { hasNpwp: false, plafonIdr: 60_000_000 }, { tenorMonths: 48 }, { occupation: 'asn' }].map(
      (change) => verdictOfText(file(change), {}).code,
    )
    expect(codes).toEqual([0, 2, 3, 4])
  })
  test('the words name the answer, the money, each rule that does not pass, and what would change it', () => {
    const { output } = verdictOfText(file({ occupation: 'asn', unitNplPpm: [60_000, 60_000, 60_000] }), {})
    expect(output).toMatch(
      /^BELUM MEMENUHI SYARAT \/ not eligible\nakad 2025-03-10, edisi \/ edition 2026-11-24, MIKRO; bunga \/ rate 6% \(N\), subsidi/,
    )
    expect(output).toContain('angsuran / instalment Rp1.216.877\n')
    expect(output).toContain('✗ R-ASN V2023 (S-mirror): KUR tidak dibuka')
    expect(output).toContain('PENYALUR / lender R-NPL-GATE')
    expect(output).toMatch(/\n\d+ aturan terpenuhi \/ rules met, \d+ tidak berlaku \/ not applicable\n\n→ Tidak ada perubahan/)
    expect(verdictOfText(file({ tenorMonths: 48 }), {}).output).toMatch(/\(BELUM MEMENUHI.*→ Pilih tenor 36 bulan/s)
  })
  test('another day of akad or edition than that of the file, and JSON', () => {
    expect(verdictOfText(file({ earlierAccesses: { MIKRO: 2 } }), { akad: '2026-02-01' }).code).toBe(3)
    const { verdict: given } = JSON.parse(verdictOfText(file(), { json: true }).output) as {
      verdict: { outcome: string; edition: string }
    }
    expect([given.outcome, given.edition]).toEqual(['eligible', kurRules.edition])
    expect(verdictOfText(file(), { edition: '2030-01-01' })).toEqual({ code: 1, output: expect.stringContaining('2026-11-24') })
    for (const akad of ['2026-02-30', 'besok', '2026-13-01']) expect(verdictOfText(file(), { akad }).code).toBe(1)
  })
  test('what is wrong is told with its place; a misspelt name is no fact that nobody knows', () => {
    expect(verdictOfText('{', {})).toEqual({ code: 1, output: expect.stringContaining('bukan JSON') })
    const wrong = readFacts('{"facts":{"plafonIdr":"x","tenorMonths":0,"loanType":"KMK","plafn":1,"credits":[{"kind":"x"}]}}')
    if (wrong.ok) throw new Error('wrong')
    expect(wrong.faults).toEqual(
      expect.arrayContaining(['/facts/plafn: nama tidak dikenal / unknown name', '/facts/plafonIdr: must be integer']),
    )
    expect(wrong.faults.join()).toContain('/facts/tenorMonths')
    expect(wrong.faults.join()).toContain('/facts/credits/0/kind')
    expect(verdictOfText(`${file()}${' '.repeat(1_000_000)}`, {}).code).toBe(1)
  })
  test('every fact that the rules look at can be written down', () => {
    const read = readFacts(file({ origins: { worstKol: { source: 'slik', asOf: '2025-03-01' } }, group: { tagging: null } }))
    if (!read.ok) throw new Error(read.faults.join())
    expect(verdict(read.facts, '2025-03-10').rules.find(({ rule }) => rule === 'R-CONCURRENT')?.facts[1]).toMatchObject({
      ageDays: 9,
    })
  })
  test('as a program: the answer goes to stdout and its exit code', () => {
    const program = fileURLToPath(new URL('./verdictOfFile.ts', import.meta.url))
    const { status, stdout } = spawnSync(process.execPath, [program, '-', '--akad', '2025-03-10'], {
      input: file(),
      encoding: 'utf8',
    })
    expect([status, stdout.split('\n')[0]]).toEqual([0, 'MEMENUHI SYARAT / eligible'])
  })
})

const lines = async function* (...texts: string[]): AsyncGenerator<string> {
  yield* texts
}

async function imported(rows: AsyncIterable<Line>, isDryRun = false) {
  const [verdicts, faults]: [Record<string, unknown>[], string[]] = [[], []]
  const tell = {
    verdict: (line: string) => void verdicts.push(JSON.parse(line) as Record<string, unknown>),
    fault: (line: string) => void faults.push(line),
  }
  return { count: await importRows(rows, kurRules, { isDryRun, tell }), verdicts, faults }
}

const head = 'ref;plafonIdr;tenorMonths;loanType;akadOn;sector;businessAgeMonths;isCivilServant;hasNib'

describe('import', () => {
  test('a verdict a row, under the name that the row has', async () => {
    const rows = csvRows(
      lines(
        `\uFEFF${head}`,
        'warung-1;40000000;36;KMK;2025-03-10;perdagangan;14;tidak;ya',
        '',
        'warung-2;40000000;36;KMK;2025-03-10;;;ya;',
      ),
      Row,
    )
    const { count, verdicts, faults } = await imported(rows)
    expect([count, faults]).toEqual([{ rows: 2, faults: 0 }, []])
    expect(verdicts).toMatchObject([
      { line: 2, ref: 'warung-1', outcome: 'conditional', scheme: 'MIKRO' },
      { line: 4, ref: 'warung-2', outcome: 'ineligible', restsOn: ['R-ASN'], ratePpm: null },
    ])
  })
  test('what is wrong in a row is told with line and column, and stops no other', async () => {
    const rows = csvRows(
      lines(
        head,
        'a;4,5;36;KMK;2025-02-30;x;1;mungkin;ya',
        'b;1',
        `c${'x'.repeat(LINE_CHARACTERS_MAX)}`,
        'd;1;1;KI;2025-03-10;;;;',
      ),
      Row,
    )
    const { count, verdicts, faults } = await imported(rows)
    expect([count, verdicts.length]).toEqual([{ rows: 4, faults: 3 }, 1])
    expect(faults.map((fault) => fault.split(' ').slice(0, 2).join(' '))).toEqual(
      expect.arrayContaining(['2: /plafonIdr:', '2: /akadOn:', '2: /isCivilServant:', '3: 2', '4: lebih']),
    )
  })
  test('a dry run judges nothing', async () => {
    const row = '{"plafonIdr":1,"tenorMonths":1,"loanType":"KMK","akadOn":"2025-03-10"}'
    const { count, verdicts, faults } = await imported(jsonRows(lines(row, '{', '{"plafonIdr":1}', row)), true)
    expect([count, verdicts]).toEqual([{ rows: 4, faults: 2 }, []])
    expect(faults[0]).toBe('2: bukan JSON / not JSON')
    expect((await imported(jsonRows(lines(row)))).verdicts).toMatchObject([{ line: 1, ref: null }])
  })
})
