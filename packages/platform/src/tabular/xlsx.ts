// A table as a workbook of one sheet (ECMA-376, SpreadsheetML), zipped as it is written.
// Guarantees: texts stand in the cells themselves as texts, so no spreadsheet runs one as a formula; what XML cannot hold is left out; a
// chunk is made only when the one before was taken. Does not: format, and make more rows than a sheet holds (1,048,576): the caller bounds them.
// Shown by tabular.test.ts.
import { strToU8, Zip, ZipDeflate } from 'fflate'
import { CHUNK_CHARACTERS, type Cell, type Table } from './table.ts'

/** Of 0 to 9: 6 made files a tenth smaller and took twice as long. */
const LEVEL = 3
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

const relation = (type: string, target: string) =>
  `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/${type}" Target="${target}"/></Relationships>`

const partsOf = (sheet: string): Readonly<Record<string, string>> => ({
  '[Content_Types].xml':
    `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    `<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>` +
    `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/></Types>`,
  '_rels/.rels': relation('officeDocument', 'xl/workbook.xml'),
  'xl/workbook.xml': `${HEAD}<workbook xmlns="${SHEET}" xmlns:r="${OFFICE}"><sheets><sheet name="${escaped(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': relation('worksheet', 'worksheets/sheet1.xml'),
})

/** `sheet`: its name, at most 31 characters. `at`: what the archive says when it was made. */
export async function* xlsxOf(
  { columns, rows }: Table,
  { sheet, at }: { sheet: string; at: number },
): AsyncGenerator<Uint8Array> {
  const made: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    made.push(chunk)
  })
  const file = (name: string) => {
    const entry = new ZipDeflate(name, { level: LEVEL })
    entry.mtime = at
    zip.add(entry)
    return { write: (text: string, last = false) => entry.push(strToU8(text), last) }
  }
  for (const [name, text] of Object.entries(partsOf(sheet))) file(name).write(text, true)
  const { write } = file('xl/worksheets/sheet1.xml')
  let line = 1
  let chunk = `${HEAD}<worksheet xmlns="${SHEET}"><sheetData>${rowOf(columns, line)}`
  for await (const row of rows) {
    chunk += rowOf(row, (line += 1))
    if (chunk.length < CHUNK_CHARACTERS) continue
    write(chunk)
    chunk = ''
    yield* made.splice(0)
  }
  write(`${chunk}</sheetData></worksheet>`, true)
  zip.end()
  yield* made.splice(0)
}

/** The address of each cell may be left out by the standard, and not every reader can do without. */
const rowOf = (cells: readonly Cell[], line: number) =>
  `<row r="${line}">${cells.map((cell, n) => cellOf(cell, `${lettersOf(n)}${line}`)).join('')}</row>`

/** 0 → A, 25 → Z, 26 → AA */
function lettersOf(n: number): string {
  const last = String.fromCharCode(65 + (n % 26))
  return n < 26 ? last : lettersOf(Math.floor(n / 26) - 1) + last
}

function cellOf(cell: Cell, at: string): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`
  if (typeof cell === 'boolean') return `<c r="${at}" t="b"><v>${cell ? 1 : 0}</v></c>`
  return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string) => legible(text).replace(/[&<>"]/g, (character) => ESCAPES[character] as string)
/** XML 1.0 §2.2 knows neither control characters nor half a pair. */
// oxlint-disable-next-line no-control-regex -- these are the characters that must go
const legible = (text: string) => text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
