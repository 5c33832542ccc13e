// A JSON schema as a person reads it: names, kinds and bounds, one field a line.
// Guarantees: short enough that the page of a whole installation loads on a slow telephone. Does not: say everything; OpenAPI does.
// Shown by tests/api/pages.test.ts.
type Schema = Readonly<Record<string, unknown>>

const objectOf = (value: unknown): Schema => (typeof value === 'object' && value !== null ? (value as Schema) : {})

export const SHAPES_EXPLAINED =
  'teks / text · bilangan / whole number · angka / number · ya-tidak / true or false · [ ] daftar / list · ? boleh kosong / optional'

export function shapeOf(value: unknown, indent = ''): string {
  const schema = objectOf(value)
  if ('const' in schema) return JSON.stringify(schema['const'])
  if (Array.isArray(schema['enum'])) return schema['enum'].map((each) => JSON.stringify(each)).join(' | ')
  const choices = schema['anyOf'] ?? schema['oneOf']
  if (Array.isArray(choices)) return choices.map((choice) => shapeOf(choice, indent)).join(' | ')
  switch (schema['type']) {
    case 'object':
      return fieldsOf(schema, indent)
    case 'array':
      return `[ ${shapeOf(schema['items'], indent)} ]${upTo(schema['maxItems'])}`
    case 'string':
      return schema['format'] === undefined ? `teks${upTo(schema['maxLength'])}` : JSON.stringify(schema['format'])
    case 'integer':
    case 'number':
      return `${schema['type'] === 'integer' ? 'bilangan' : 'angka'}${between(schema)}`
    case 'boolean':
      return 'ya-tidak'
    case 'null':
      return 'null'
    default:
      return '…'
  }
}

function fieldsOf({ properties, required }: Schema, indent: string): string {
  const names = Object.keys(objectOf(properties))
  if (names.length === 0) return '{ }'
  const demanded = Array.isArray(required) ? (required as unknown[]) : []
  const inner = `${indent} `
  const lines = names.map(
    (name) => `${inner}${name}${demanded.includes(name) ? '' : '?'}: ${shapeOf(objectOf(properties)[name], inner)}`,
  )
  return `{\n${lines.join('\n')}\n${indent}}`
}

const upTo = (bound: unknown) => (typeof bound === 'number' ? ` ≤${bound}` : '')

/** The largest whole number that is exact is no bound that a person cares for. */
function between({ minimum, maximum }: Schema): string {
  const high = typeof maximum === 'number' && maximum < Number.MAX_SAFE_INTEGER ? String(maximum) : ''
  if (high === '') return typeof minimum === 'number' ? ` ≥${minimum}` : ''
  return typeof minimum === 'number' ? ` ${minimum}–${high}` : ` ≤${high}`
}
