// Tables as people open them: each by a reader that is not ours, and what happens when there are many rows or nobody takes them any more.
import { Readable } from 'node:stream'
import { unzipSync } from 'fflate'
import { readSheet } from 'read-excel-file/node'
import { describe, expect, test } from 'vitest'
import { csvOf, xlsxOf, type Cell } from './index.ts'

const HOSTILE = ['=1+1', '+62812', '-5', '@SUM(A1)', '\t=1', '＝1', "'=1"]
const ODD = ['a,b', 'say "no"', 'two\nlines', ' spaced ', '', 'Rp1.000', 'é世界😀', '<b>&amp;']
const columns = ['nomor', 'teks', 'rupiah', 'lewat']
const small: readonly (readonly Cell[])[] = [...HOSTILE, ...ODD].map((text, n) => [n, text, n * 1_000_000, n % 2 === 0])

async function* of(rows: Iterable<readonly Cell[]>) {
  yield* rows
}
const text = async (rows: readonly (readonly Cell[])[]) => (await allOf(csvOf({ columns, rows: of(rows) }))).join('')
const workbook = async (rows: readonly (readonly Cell[])[]) =>
  Buffer.concat(await allOf(xlsxOf({ columns, rows: of(rows) }, { sheet: 'Daftar & kerja', at: 1_773_111_600_000 })))

async function allOf<Chunk>(chunks: AsyncIterable<Chunk>): Promise<Chunk[]> {
  const all: Chunk[] = []
  for await (const chunk of chunks) all.push(chunk)
  return all
}

/** A reader by RFC 4180's grammar and nothing else. */
function parsed(csv: string): string[][] {
  const rows: string[][] = [[]]
  const field = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/gy
  for (let match = field.exec(csv); match; match = field.exec(csv)) {
    const [, cell = '', end] = match
    rows.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell)
    if (end === '\r\n') rows.push([])
  }
  expect(rows.pop()).toEqual([])
  return rows
}

describe('CSV', () => {
  test('is UTF-8 with its mark, has a line for the columns and one a row, and reads back as it was', async () => {
    const csv = await text(small)
    expect(Buffer.from(csv).subarray(0, 3).toString('hex')).toBe('efbbbf')
    const read = parsed(csv.slice(1))
    expect(read[0]).toEqual(columns)
    expect(read.slice(1 + HOSTILE.length)).toEqual(small.slice(HOSTILE.length).map((row) => row.map((cell) => String(cell))))
  })

  test('no text begins as a formula; a number stays one, also below zero', async () => {
    const read = parsed((await text([...small, [-7, null, -1_000, false]])).slice(1))
    const texts = read.slice(1, 1 + HOSTILE.length).map(([, cell]) => cell)
    expect(texts).toEqual([...HOSTILE.slice(0, -1).map((hostile) => `'${hostile}`), "'=1"])
    expect(read.at(-1)).toEqual(['-7', '', '-1000', 'false'])
  })
})

describe('XLSX', () => {
  test('opens in a reader that is not ours, with the same rows; what looks like a formula is a text', async () => {
    const wide = Array.from({ length: 30 }, (_, n) => n)
    const read = await readSheet(await workbook([...small, wide]), { trim: false })
    const given = [columns, ...small, wide].map((row) => row.map((cell) => (cell === '' ? null : cell)))
    expect(read.map((row) => row.filter((cell, n) => n < 4 || cell !== null))).toEqual(given)
  })

  test('what XML cannot hold is left out, and the archive is whole', async () => {
    const parts = unzipSync(new Uint8Array(await workbook([[1, 'a\u0000b\ud800c\u000b', 2, true]])))
    expect(Object.keys(parts)).toEqual([
      '[Content_Types].xml',
      '_rels/.rels',
      'xl/workbook.xml',
      'xl/_rels/workbook.xml.rels',
      'xl/worksheets/sheet1.xml',
    ])
    expect(Buffer.from(parts['xl/worksheets/sheet1.xml'] as Uint8Array).toString()).toContain('>ab\ufffdc</t>')
    expect(Buffer.from(parts['xl/workbook.xml'] as Uint8Array).toString()).toContain('name="Daftar &amp; kerja"')
  })

  test('the same rows at the same time are the same bytes', async () =>
    expect(await workbook(small)).toEqual(await workbook(small)))
})

/** So many rows, with what was asked for and whether their source was told to stop. */
function source(count: number) {
  const seen = { taken: 0, closed: false }
  async function* rows(): AsyncGenerator<readonly Cell[]> {
    try {
      for (; seen.taken < count; seen.taken += 1) yield [seen.taken, `Usaha nomor ${seen.taken}, Jakarta`, 40_000_000, true]
    } finally {
      seen.closed = true
    }
  }
  return { seen, rows: rows() }
}

const FORMATS = [
  ['CSV', (rows: AsyncIterable<readonly Cell[]>) => csvOf({ columns, rows })],
  ['XLSX', (rows: AsyncIterable<readonly Cell[]>) => xlsxOf({ columns, rows }, { sheet: 'x', at: 1_773_111_600_000 })],
] as const

describe.each(FORMATS)('%s of many rows', (_, written) => {
  test('holds a small part of 100,000 rows at any time', async () => {
    const { seen, rows } = source(100_000)
    let [bytes, largest] = [0, 0]
    for await (const chunk of written(rows)) {
      bytes += chunk.length
      largest = Math.max(largest, chunk.length)
    }
    expect([seen.taken, seen.closed]).toEqual([100_000, true])
    expect(bytes).toBeGreaterThan(20 * largest)
    expect(largest).toBeLessThan(200_000)
  })

  test('is made as fast as it is read, and no faster', async () => {
    const { seen, rows } = source(100_000)
    const stream = Readable.from(written(rows))
    await new Promise<void>((resolve) => stream.once('readable', resolve))
    const pause = () => new Promise((resolve) => setTimeout(resolve, 20))
    await pause()
    const before = seen.taken
    await pause()
    expect([before > 0, before < 20_000, seen.taken]).toEqual([true, true, before])
    stream.destroy()
  })

  test('ends its source when whoever reads it is gone', async () => {
    const { seen, rows } = source(100_000)
    const stream = Readable.from(written(rows))
    await new Promise<void>((resolve) => stream.once('readable', resolve))
    stream.destroy()
    await new Promise((resolve) => stream.once('close', resolve))
    expect([seen.closed, seen.taken < 100_000]).toEqual([true, true])
  })
})
