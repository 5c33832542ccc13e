// Rows of a large file, one at a time: CSV with a head, or one JSON object a line.
// Guarantees: memory for one row, whatever the size of the file; a quoted comma is part of its field; a row that is too long is a fault of
// that row. Shown by rows.test.ts. Does not: take line breaks inside a field.
import type { TObject, TSchema } from 'typebox'

export const LINE_CHARACTERS_MAX = 65_536

export type Line = { readonly line: number; readonly value: unknown } | { readonly line: number; readonly fault: string }

export async function* jsonRows(lines: AsyncIterable<string>): AsyncGenerator<Line> {
  for await (const { line, text } of numbered(lines)) {
    if (text.length > LINE_CHARACTERS_MAX) yield { line, fault: TOO_LONG }
    else yield parsed(line, text)
  }
}

/** `schema` says which columns are figures, yes or no, or lists (`1|4`); an empty field is a fact that nobody told. */
export async function* csvRows(lines: AsyncIterable<string>, schema: TObject): AsyncGenerator<Line> {
  let head: readonly string[] | null = null
  let separator = ','
  for await (const { line, text } of numbered(lines)) {
    if (text.length > LINE_CHARACTERS_MAX) {
      yield { line, fault: TOO_LONG }
      continue
    }
    if (head === null) {
      // Spreadsheets in Indonesian write semicolons, and some a mark before the first letter.
      separator = text.includes(';') ? ';' : ','
      head = fieldsOf(text.replace(/^\uFEFF/, ''), separator)
      continue
    }
    const fields = fieldsOf(text, separator)
    if (fields.length !== head.length) yield { line, fault: `${fields.length} kolom, bukan / columns, not ${head.length}` }
    else yield { line, value: objectOf(head, fields, schema) }
  }
}

const TOO_LONG = `lebih dari / more than ${LINE_CHARACTERS_MAX} huruf / characters`

async function* numbered(lines: AsyncIterable<string>) {
  let line = 0
  for await (const text of lines) {
    line += 1
    if (text.trim() !== '') yield { line, text }
  }
}

function parsed(line: number, text: string): Line {
  try {
    return { line, value: JSON.parse(text) }
  } catch {
    return { line, fault: 'bukan JSON / not JSON' }
  }
}

export function fieldsOf(text: string, separator: string): string[] {
  const fields: string[] = []
  let field = ''
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? ''
    if (quoted && letter === '"' && text[at + 1] === '"') {
      field += '"'
      at += 1
    } else if (letter === '"') quoted = !quoted
    else if (letter === separator && !quoted) {
      fields.push(field.trim())
      field = ''
    } else field += letter
  }
  return [...fields, field.trim()]
}

interface Typed {
  readonly type?: string
  readonly items?: Typed
}

const YES = ['ya', 'yes', 'true']
const NO = ['tidak', 'no', 'false']

function objectOf(head: readonly string[], fields: readonly string[], schema: TObject): Record<string, unknown> {
  const properties: Readonly<Record<string, TSchema & Typed>> = schema.properties
  return Object.fromEntries(
    head.flatMap((name, index) => {
      const text = fields[index] ?? ''
      return text === '' ? [] : [[name, valueOf(text, properties[name])]]
    }),
  )
}

function valueOf(text: string, { type, items }: Typed = {}): unknown {
  if (type === 'array') return text.split('|').map((each) => valueOf(each.trim(), items))
  if (type === 'boolean' && YES.includes(text.toLowerCase())) return true
  if (type === 'boolean' && NO.includes(text.toLowerCase())) return false
  return type === 'integer' && /^-?\d{1,15}$/.test(text) ? Number(text) : text
}
