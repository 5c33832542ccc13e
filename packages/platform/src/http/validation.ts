// Checks by schema, and what is wrong said per field in both languages.
// Guarantees: nothing in a body is coerced or removed; text in a query becomes a number or boolean only where the schema asks for one;
// at most 20 complaints are told, whatever was sent. Shown by badInput.test.ts.
import { Ajv, type ErrorObject, type Options } from 'ajv'
import { Format } from 'typebox/format'
import type { FastifySchemaCompiler } from 'fastify'
import type { Language } from './language.ts'

export const COMPLAINTS_MAX = 20
const FORMATS = ['date', 'date-time', 'uuid', 'email', 'uri'] as const

function validator(): Ajv {
  const options: Options = {
    coerceTypes: false,
    removeAdditional: false,
    useDefaults: false,
    allErrors: true,
    strict: true,
    strictTypes: false,
    addUsedSchema: false,
  }
  const ajv = new Ajv(options)
  // The same formats as in events.
  for (const name of FORMATS) ajv.addFormat(name, (value: string) => Format.Test(name, value))
  return ajv
}

/** Thrown to Fastify, caught by the error handler. `part` is body, querystring or params. */
export class Misfit extends Error {
  override readonly name = 'Misfit'
  readonly errors: readonly ErrorObject[]
  constructor(errors: readonly ErrorObject[]) {
    super('the request does not fit its schema')
    this.errors = errors
  }
}

export function schemaCompiler(): FastifySchemaCompiler<object> {
  const ajv = validator()
  return ({ schema, httpPart }) => {
    const check = ajv.compile(schema)
    const readings = httpPart === 'querystring' ? readingsOf(schema) : null
    return (sent: unknown) => {
      const value = readings ? read(sent as Readonly<Record<string, unknown>>, readings) : sent
      return check(value) ? { value } : { error: new Misfit([...(check.errors ?? [])]) }
    }
  }
}

type Reading = (text: string) => unknown

/** Written as people write numbers: no `0x10`, no `1e3`, no `Infinity`, no spaces. What is not stays text, which the schema refuses. */
const numberOf: Reading = (text) => (/^-?\d{1,17}(\.\d{1,17})?$/.test(text) ? Number(text) : text)
const booleanOf: Reading = (text) => (text === 'true' ? true : text === 'false' ? false : text)

function readingsOf(schema: unknown): ReadonlyMap<string, Reading> {
  const { properties = {} } = schema as { properties?: Readonly<Record<string, { type?: unknown }>> }
  const byType: Readonly<Record<string, Reading>> = { integer: numberOf, number: numberOf, boolean: booleanOf }
  const readings = Object.entries(properties).map(([name, { type }]) => [name, byType[String(type)]] as const)
  return new Map(readings.filter((entry): entry is [string, Reading] => entry[1] !== undefined))
}

/** A query as its schema reads it; a name that was given twice stays a list. Null prototype, so that `__proto__` is a name like others. */
function read(query: Readonly<Record<string, unknown>>, readings: ReadonlyMap<string, Reading>): Record<string, unknown> {
  const value = Object.create(null) as Record<string, unknown>
  for (const [name, text] of Object.entries(query))
    value[name] = typeof text === 'string' ? (readings.get(name)?.(text) ?? text) : text
  return value
}

export interface Complaint {
  /** RFC 6901 in a URI fragment: `#/business/startedOn`. For bodies. */
  readonly pointer?: string
  /** For query and path. */
  readonly parameter?: string
  readonly detail: string
}

export function complaintsOf(errors: readonly ErrorObject[], part: string, language: Language): Complaint[] {
  const alternatives = errors.filter(({ keyword }) => keyword === 'anyOf')
  const complaints = errors
    .filter((error) => !alternatives.some((whole) => error !== whole && error.schemaPath.startsWith(whole.schemaPath)))
    .map((error) => {
      const path = `${error.instancePath}${missingOrStrange(error)}`
      const detail = sentenceOf(error, errors)[language]
      return part === 'body' ? { pointer: `#${encodeURI(path)}`, detail } : { parameter: path.slice(1), detail }
    })
  return complaints.slice(0, COMPLAINTS_MAX)
}

/** The complaint points at the field that is missing or not known, not at the object around it. */
function missingOrStrange({ keyword, params }: ErrorObject): string {
  const name: unknown =
    keyword === 'required'
      ? params['missingProperty']
      : keyword === 'additionalProperties'
        ? params['additionalProperty']
        : undefined
  return typeof name === 'string' ? `/${name.slice(0, 100).toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1')}` : ''
}

const TYPES: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  string: { id: 'teks', en: 'text' },
  integer: { id: 'bilangan bulat', en: 'a whole number' },
  number: { id: 'angka', en: 'a number' },
  boolean: { id: 'true atau false', en: 'true or false' },
  array: { id: 'daftar', en: 'a list' },
  object: { id: 'objek', en: 'an object' },
  null: { id: 'null', en: 'null' },
}

type Sentences = Readonly<Record<Language, string>>

const UNFIT: Sentences = { id: 'Bentuknya tidak sesuai.', en: 'This does not have the right form.' }

const FORMAT_SENTENCES: Readonly<Record<string, Sentences>> = {
  date: {
    id: 'Bukan tanggal yang ada. Tulis tahun-bulan-hari, misalnya 2025-03-10.',
    en: 'No such day. Write year-month-day, for example 2025-03-10.',
  },
  'date-time': { id: 'Bukan waktu yang benar.', en: 'Not a valid point in time.' },
  uuid: { id: 'Bukan nomor UUID yang benar.', en: 'Not a valid UUID.' },
  email: { id: 'Bukan alamat email yang benar.', en: 'Not a valid email address.' },
  uri: { id: 'Bukan alamat yang benar.', en: 'Not a valid address.' },
}

function sentenceOf(error: ErrorObject, all: readonly ErrorObject[]): Sentences {
  const { keyword, params } = error
  const limit = String(params['limit'])
  switch (keyword) {
    case 'required':
      return { id: 'Wajib diisi.', en: 'This is required.' }
    case 'additionalProperties':
      return { id: 'Isian ini tidak dikenal.', en: 'This field is not known.' }
    case 'type': {
      const type = TYPES[String(params['type'])] ?? { id: String(params['type']), en: String(params['type']) }
      return { id: `Harus berupa ${type.id}.`, en: `Must be ${type.en}.` }
    }
    case 'minimum':
    case 'exclusiveMinimum':
      return { id: `Paling sedikit ${limit}.`, en: `Must be at least ${limit}.` }
    case 'maximum':
    case 'exclusiveMaximum':
      return { id: `Paling banyak ${limit}.`, en: `Must be at most ${limit}.` }
    case 'minLength':
      return { id: `Paling sedikit ${limit} huruf.`, en: `Must have at least ${limit} characters.` }
    case 'maxLength':
      return { id: `Paling banyak ${limit} huruf.`, en: `Must have at most ${limit} characters.` }
    case 'minItems':
      return { id: `Paling sedikit ${limit} butir.`, en: `Must have at least ${limit} items.` }
    case 'maxItems':
      return { id: `Paling banyak ${limit} butir.`, en: `Must have at most ${limit} items.` }
    case 'format':
      return FORMAT_SENTENCES[String(params['format'])] ?? UNFIT
    case 'enum':
    case 'const':
    case 'anyOf':
      return choices(error, all)
    default:
      return UNFIT
  }
}

function choices(error: ErrorObject, all: readonly ErrorObject[]): Sentences {
  const values: unknown[] =
    error.keyword === 'enum'
      ? (error.params['allowedValues'] as unknown[])
      : all
          .filter(({ keyword, instancePath, schemaPath }) => {
            return keyword === 'const' && instancePath === error.instancePath && schemaPath.startsWith(error.schemaPath)
          })
          .map(({ params }) => params['allowedValue'] as unknown)
  if (values.length === 0) return UNFIT
  const listed = values.map(String).join(', ')
  return { id: `Harus salah satu dari: ${listed}.`, en: `Must be one of: ${listed}.` }
}
