// `simpul portfolio` over files: words, JSON and CSV, tables of needs, exit codes, and each fault of a file with its place.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { GRESIK_FILE } from '../recommendation/gresik.ts'
import { solveWithHighs } from '../solver/highs.ts'
import { portfolioOfText, rowsOf, type Named } from './portfolioOfFile.ts'

const gresik = readFileSync(GRESIK_FILE, 'utf8')
const trap = {
  on: '2026-03-02',
  programs: [{ id: 'P', budgetIdr: 400 }],
  needs: [
    { id: 'A', askIdr: 250, given: { P: 84 } },
    { id: 'B', askIdr: 200, given: { P: 70 } },
    { id: 'C', askIdr: 200, given: { P: 69 } },
    { id: 'D', askIdr: 200, given: { P: 60 }, isWomenLed: true },
  ],
}
const told = (file: unknown, named: Named = {}) =>
  portfolioOfText(typeof file === 'string' ? file : JSON.stringify(file), null, named, solveWithHighs)

describe('words', () => {
  test('what is chosen, how sure it is, and each reason with its source', async () => {
    const { code, output } = await told(gresik)
    expect(code).toBe(0)
    expect(output).toMatch(
      /^PORTOFOLIO \/ portfolio: 6 pilihan \/ chosen, nilai \/ value 440,95, Rp1\.180\.000\.000 dari \/ of Rp1\.250\.000\.000\n/,
    )
    expect(output).toContain(
      '✓ N1 72,5 (sdg 30 + ring 25 + inclusion 0 + documents 15 + cost 2,5), keyakinan / confidence high, Rp200.000.000',
    )
    expect(output).toContain('✗ E_NPWP V1 (S): Penerima belum mempunyai NPWP. →')
    expect(output).toMatch(/E_TENOR V2023 \(M\).*\n.*\n.*petugas memeriksa \/ not confirmed, for a person/)
    expect(output).toContain('N12 @ P2: BUDGET: N12 (70,41) di atas N11')
  })
  test('a floor with its price and its warning; without a floor the greedy trap', async () => {
    const { output } = await told({ ...trap, floors: [{ group: 'women-led', percent: 60 }] })
    expect(output).toContain('harga / price 56,83% (tanpanya / without it 139)')
    expect(output).toContain('this floor leaves Rp200 idle although eligible needs could use it')
    expect((await told(trap)).output).toContain('cara sederhana / the simple way: 84 (+65,48%)')
  })
  test('why one is above the other, within a program, across programs, and when one was not scored', async () => {
    expect((await told(gresik, { why: 'N1:N2' })).output).toBe(
      'P1: N1 di atas N2 (+0,5): Ring I +10, biaya +2,5, inklusi −12.\n  N1 is above N2 (+0.5): Ring I +10, cost +2.5, inclusion −12.',
    )
    expect((await told(gresik, { why: 'N4:N1' })).output).toMatch(/^P2 \/ P1: N4 di atas N1/)
    expect((await told(gresik, { why: 'N3:N1' })).output).toContain('not both are scored')
  })
  test('other terms, and what no choice can keep', async () => {
    expect((await told(trap, { 'what-if': '50' })).output).toMatch(/anggaran \/ budget −50% +70 +Rp200 {2}−C\n/)
    const { code, output } = await told({ ...trap, programs: [{ id: 'P', budgetIdr: 400, minNeeds: 3 }] })
    expect([code, output]).toEqual([3, 'TIDAK ADA PILIHAN yang memenuhi semua batas / no choice keeps every limit\n! P: ≥ 3'])
  })
  test('the simple way says so by its exit code', async () => {
    const { code, output } = await portfolioOfText(JSON.stringify(trap), null, {}, () =>
      Promise.resolve({ status: 'failed', why: 'HiGHS: solve error' }),
    )
    expect([code, output.split('\n')[1]]).toEqual([
      2,
      'CARA SEDERHANA, bukan yang terbaik / the simple way, not the best: HiGHS: solve error',
    ])
  })
})

describe('for programs', () => {
  test('JSON has every pair with every failing and asked rule', async () => {
    const shown = JSON.parse((await told(gresik, { json: true })).output) as {
      portfolio: unknown
      pairs: Record<string, unknown>[]
    }
    expect(shown.portfolio).toMatchObject({ value: 44_095, method: 'proven', gapPpm: 0 })
    expect(shown.pairs).toHaveLength(42)
    expect(shown.pairs.find(({ need, program }) => need === 'N3' && program === 'P1')).toMatchObject({
      outcome: 'ineligible',
      failed: [{ rule: 'E_NPWP', mark: 'S', facts: [{ name: 'hasNpwp', value: false }] }],
    })
  })
  test('CSV has a row a need; a name that begins like a formula is made harmless', async () => {
    const file = { ...trap, needs: [...trap.needs.slice(0, 3), { id: '=cmd,"x"', askIdr: 500, given: { P: 1 } }] }
    const rows = (await told(file, { csv: true })).output.split('\n')
    expect(rows[0]).toBe('need,program,reason,amountIdr,points,confidence,codes,asked,sentenceId,sentenceEn')
    expect(rows.slice(1).map((row) => row.split(',').slice(0, 5).join(','))).toEqual([
      'A,P,BUDGET,,84.00',
      'B,P,CHOSEN,200,70.00',
      'C,P,CHOSEN,200,69.00',
      `"'=cmd,""x""",P,INELIGIBLE,`,
    ])
  })
})

describe('tables of needs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'simpul-portfolio-'))
  const read = async (text: string) => {
    const file = join(folder, 'needs.csv')
    writeFileSync(file, text)
    return portfolioOfText(JSON.stringify({ ...trap, needs: undefined }), await rowsOf(file), { json: true }, solveWithHighs)
  }
  test('columns by name, scores of people, and where the facts come from', async () => {
    const { code, output } = await read(
      'id;askIdr;isWomenLed;hasNpwp;given:P;source;asOf\nA;250;tidak;ya;84;survey;2026-02-01\nB;200;ya;;70;;\n',
    )
    expect(code).toBe(0)
    const { portfolio, pairs } = JSON.parse(output) as { portfolio: unknown; pairs: { asked: { rule: string }[] }[] }
    expect(portfolio).toMatchObject({ awards: [{ need: 'A', amountIdr: 250 }] })
    expect(pairs.map(({ asked }) => asked.some(({ rule }) => rule === 'E_NPWP'))).toEqual([false, true])
  })
  test('what is wrong is told by line and column', async () => {
    const { code, output } = await read('id,askIdr,hasNpwp\nA,x,ya\nB,1\nC,5,mungkin\n')
    rmSync(folder, { recursive: true })
    expect(code).toBe(1)
    expect(output).toMatch(/baris \/ line 2: \/askIdr: /)
    expect(output).toContain('baris / line 3: 2 kolom')
    expect(output).toMatch(/baris \/ line 4: \/hasNpwp: /)
  })
})

describe('what is wrong in a file', () => {
  const faults = async (more: object) => (await told({ ...trap, ...more })).output
  test('no JSON, a misspelt name, an amount that is none', async () => {
    expect(await told('{')).toEqual({ code: 1, output: expect.stringContaining('bukan JSON') })
    expect(await faults({ needs: [{ id: 'A', askIdr: 1, hasNpwb: true }] })).toContain(
      '/needs/0/hasNpwb: nama tidak dikenal / unknown name',
    )
    for (const askIdr of [0, 1.5, -1, '5', 2 ** 53])
      expect(await faults({ needs: [{ id: 'A', askIdr }] })).toContain('/needs/0/askIdr')
  })
  test('names that are there twice, or not at all', async () => {
    expect(await faults({ needs: [trap.needs[0], trap.needs[0]] })).toBe('A: dua kali / twice')
    expect(await faults({ programs: [...trap.programs, ...trap.programs] })).toContain('P: dua kali / twice')
    expect(await faults({ needs: [{ id: 'A', askIdr: 1, prefers: ['Q'] }] })).toBe('A: program Q tidak ada / is not there')
    expect(await faults({ floors: [{ group: '3t', percent: 5, program: 'Q' }] })).toContain('floors: program Q')
    expect(await faults({ coFunding: { most: 3, leastPercent: 40 } })).toContain('most × leastPercent > 100')
    expect(await faults({ programs: [{ id: 'P', budgetIdr: 1, askMinIdr: 5, askMaxIdr: 4 }] })).toContain(
      'P: askMinIdr > askMaxIdr',
    )
  })
  test('options that make no sense', async () => {
    for (const named of [{ seconds: '0' }, { gap: 'x' }, { 'what-if': '0' }, { on: '2026-02-30' }, { why: 'N1' }])
      expect((await told(trap, named)).code).toBe(1)
  })
})

test('as a program: the answer goes to stdout and its exit code', () => {
  const program = fileURLToPath(new URL('./portfolioOfFile.ts', import.meta.url))
  const { status, stdout } = spawnSync(process.execPath, [program, '-', '--csv'], {
    input: JSON.stringify(trap),
    encoding: 'utf8',
  })
  expect([status, stdout.split('\n')[2]?.slice(0, 14)]).toEqual([0, 'B,P,CHOSEN,200'])
})
