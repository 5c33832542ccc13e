// What a careless or hostile client puts into a field, made from the field's own schema.
// Guarantees: every field of a body is reached, also those that the sample leaves out. Does not: know what a value means, but for the
// numbers and days that people mistype.
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'

export type Json = Readonly<Record<string, unknown>>
type Path = readonly string[]

export interface Field {
  readonly path: Path
  readonly schema: Json
}

const objectOf = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {})

/** All fields below a schema; of a list, its first item. */
export function fieldsOf(schema: unknown, path: Path = []): Field[] {
  const { properties, items, anyOf } = objectOf(schema)
  const below = [
    ...Object.entries(objectOf(properties)).map(([name, field]) => [name, field] as const),
    ...(items === undefined ? [] : [['0', items] as const]),
  ].flatMap(([name, field]) => [{ path: [...path, name], schema: objectOf(field) }, ...fieldsOf(field, [...path, name])])
  const choices = Array.isArray(anyOf) ? anyOf.flatMap((choice) => fieldsOf(choice, path)) : []
  return [...below, ...choices]
}

/** A copy with that value at that place; what lies between is made when it is missing. `undefined` takes the field away. */
export function withValue(body: unknown, path: Path, value: unknown): unknown {
  const [name, ...rest] = path
  if (name === undefined) return value
  const inner = (of: unknown) => withValue(of, rest, value)
  if (Array.isArray(body)) return [inner(body[Number(name)]), ...(body.slice(1) as unknown[])]
  const fields = objectOf(body)
  const changed = inner(fields[name])
  return Object.fromEntries(Object.entries({ ...fields, [name]: changed }).filter(([, field]) => field !== undefined))
}

export const pointerOf = (path: Path) => `#/${path.join('/')}`

const deep = (levels: number): unknown => (levels === 0 ? 1 : { a: deep(levels - 1) })

/** Not a value of any field, whatever its schema. */
const NOWHERE: readonly unknown[] = [{ $gt: '' }, { $where: 'sleep(1)' }, { $ne: null }, [[[[]]]], deep(12), { a: { b: 1 } }]

const TEXTS: readonly unknown[] = [
  '',
  ' ',
  'x'.repeat(60_000),
  'a\u0000b',
  '\ud800',
  '\u202e\u2066\u200b',
  'a\r\nSet-Cookie: x=1',
  '$where',
  '__proto__',
  '../../etc/passwd',
  '<script>alert(1)</script>',
  "'; drop table parties; --",
  '{{7*7}}${7*7}',
  'NaN',
  '2025-02-30',
  '𝟙𝟚𝟛',
  '٣١٧١٠١',
]
const NUMBERS: readonly unknown[] = [0, -0, -1, 1.5, 2 ** 53, -(2 ** 53), 1e308, 5e-324, '5', 'NaN', 'Infinity', '0x10', '1e3']

export function valuesFor({ schema }: Field): readonly unknown[] {
  const { type, maxLength, maxItems, minimum, maximum } = schema
  const beside = [null, undefined, true, 'x', 5, [], {}, ...NOWHERE]
  if (type === 'integer' || type === 'number')
    return [
      ...beside,
      ...NUMBERS,
      ...(typeof minimum === 'number' ? [minimum - 1] : []),
      ...(typeof maximum === 'number' ? [maximum + 1] : []),
    ]
  if (type === 'array')
    return [
      ...beside,
      Array.from({ length: (typeof maxItems === 'number' ? maxItems : 1_000) + 1 }, () => 'x'),
      ['x', 'x'],
      [null],
    ]
  if (type === 'boolean') return [...beside, 'true', 'false', 0, 1]
  if (type === 'object') return [...beside, { strange: 1 }, 'text']
  return [...beside, ...TEXTS, ...(typeof maxLength === 'number' ? ['x'.repeat(maxLength + 1)] : [])]
}

/** What fits the schema of a number or a day that people type, and yet cannot be one. By the last part of the field's name. */
export const mistyped: Readonly<Record<string, readonly string[]>> = {
  nik: [
    '3171014008900001x',
    '317101410890000',
    '3171017308900001', // day 33 of a woman
    '3171013208900001', // day 32
    '3171014013900001', // month 13
    '3171013002900001', // 30 February
    '3171010000900001',
    '0071014108900001', // no province
    '3171014108900000', // serial 0000
    '3100014108900001',
  ],
  birthDate: [
    '1990-02-30',
    '1990-13-01',
    '1990-00-10',
    '2999-01-01',
    '01-08-1990',
    '1990-8-1',
    'kemarin',
    '1990-08-01T00:00:00Z',
  ],
  npwp: ['0123456782123001x', '0123456783123000', '12345', '9971014108900001'],
  nib: ['123456789012', '12345678901234', '12345678901ab'],
  businessStartedOn: ['2025-02-30', '2025-13-01', '2025-00-10', '2999-01-01'],
  startedOn: ['2025-02-30', '2023-02-29', '2025-13-01', '2999-01-01'],
  surveyedOn: ['2025-02-30', '2023-02-29', '2025-04-31', '2999-01-01'],
  signedOn: ['2025-02-30', '2023-02-29', '2999-01-01'],
  disbursedOn: ['2025-02-30', '2023-02-29', '2999-01-01'],
  region: ['7', '73.8', '73.08.11.9999', '73.08.11.2003.1', '7308'],
  email: ['siti', 'siti@', '@warung.id', 'siti @warung.id'],
  phone: ['08-12', '+', '0812345678901234567'],
}

export interface BadBody {
  readonly what: string
  readonly field: Field
  readonly body: unknown
}

/** Bodies that must be refused at that field, and bodies that fit the schema: those may be taken or refused, but never break anything. */
export function badBodies(schema: TSchema, sample: unknown): { refused: BadBody[]; odd: BadBody[] } {
  const fits = Compile(schema)
  const all = fieldsOf(schema).flatMap((field) =>
    valuesFor(field).map((value) => ({
      what: `${pointerOf(field.path)} = ${value === undefined ? 'missing' : JSON.stringify(value).slice(0, 60)}`,
      field,
      body: withValue(sample, field.path, value),
    })),
  )
  const typos = fieldsOf(schema).flatMap((field) =>
    (mistyped[field.path.at(-1) ?? ''] ?? []).map((value) => ({
      what: `${pointerOf(field.path)} = ${value}`,
      field,
      body: withValue(sample, field.path, value),
    })),
  )
  return { refused: [...all.filter(({ body }) => !fits.Check(body)), ...typos], odd: all.filter(({ body }) => fits.Check(body)) }
}
