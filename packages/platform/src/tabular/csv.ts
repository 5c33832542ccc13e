// A table as CSV (RFC 4180), for people who open it in a spreadsheet.
// Guarantees: UTF-8 with its mark, because Excel takes it for the machine's own code page without; a text that a spreadsheet would run
// as a formula has an apostrophe before it; a number stays a number. Does not: ask which separator a machine's locale expects: it is the
// comma, and who does not see columns takes the workbook (xlsx.ts). Shown by tabular.test.ts.
import { CHUNK_CHARACTERS, type Cell, type Table } from './table.ts'

const BYTE_ORDER_MARK = '\uFEFF'

export async function* csvOf({ columns, rows }: Table): AsyncGenerator<string> {
  let chunk = BYTE_ORDER_MARK + lineOf(columns)
  for await (const row of rows) {
    chunk += lineOf(row)
    if (chunk.length < CHUNK_CHARACTERS) continue
    yield chunk
    chunk = ''
  }
  if (chunk !== '') yield chunk
}

const lineOf = (cells: readonly Cell[]) => `${cells.map(fieldOf).join(',')}\r\n`

function fieldOf(cell: Cell): string {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell)
  const text = harmless(cell)
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** OWASP, CSV injection: what begins so is a formula to a spreadsheet, also behind quotes. */
const harmless = (text: string) => (/^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text)
