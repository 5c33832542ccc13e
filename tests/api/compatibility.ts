// What of a schema's change would break who uses it, said by place and reason.
// Guarantees: a thing that is gone (path, event, field, value), a new duty (required field or parameter) and a narrower bound are told;
// what only grows is not. Does not: follow `$ref`; the documents here have them for the problem and the headers alone, which are compared once.
type Json = Readonly<Record<string, unknown>>

/** `in`: what callers send. `out`: what they read. `kept`: events, which are read anew for ever, thus both. */
export type Direction = 'in' | 'out' | 'kept'

const objectOf = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {})
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : [])
const METHODS = ['get', 'post', 'put', 'patch', 'delete']

export function apiBreaks(before: Json, after: Json): string[] {
  const problemOf = (document: Json) => contentsOf(objectOf(objectOf(document['components'])['responses'])['Problem'])[PROBLEM]
  return [...pathBreaks(before, after), ...schemaBreaks('Problem', problemOf(before), problemOf(after), 'out')]
}

const PROBLEM = 'application/problem+json'

function pathBreaks(before: Json, after: Json): string[] {
  const paths = objectOf(after['paths'])
  return Object.entries(objectOf(before['paths'])).flatMap(([path, operations]) =>
    METHODS.filter((method) => method in objectOf(operations)).flatMap((method) => {
      const place = `${method.toUpperCase()} ${path}`
      const operation = objectOf(paths[path])[method]
      return operation === undefined
        ? [`${place} is gone`]
        : operationBreaks(place, objectOf(objectOf(operations)[method]), objectOf(operation))
    }),
  )
}

function operationBreaks(place: string, before: Json, after: Json): string[] {
  const bodyOf = (operation: Json) => contentsOf(operation['requestBody'])
  const bodies = Object.entries(bodyOf(before)).flatMap(([type, schema]) =>
    type in bodyOf(after)
      ? schemaBreaks(`${place} body`, schema, bodyOf(after)[type], 'in')
      : [`${place} takes no ${type} any more`],
  )
  const newBody =
    Object.keys(bodyOf(before)).length === 0 && Object.keys(bodyOf(after)).length > 0 ? [`${place} takes a body now`] : []
  const responses = Object.entries(objectOf(before['responses'])).flatMap(([status, response]) => {
    const answered = objectOf(after['responses'])[status]
    if (answered === undefined) return [`${place} does not answer ${status} any more`]
    return Object.entries(contentsOf(response)).flatMap(([type, schema]) =>
      type in contentsOf(answered)
        ? schemaBreaks(`${place} ${status}`, schema, contentsOf(answered)[type], 'out')
        : [`${place} ${status} is not ${type} any more`],
    )
  })
  const security =
    JSON.stringify(before['security']) === JSON.stringify(after['security']) ? [] : [`${place} wants other credentials`]
  return [...parameterBreaks(place, before, after), ...bodies, ...newBody, ...responses, ...security]
}

const contentsOf = (of: unknown): Json =>
  Object.fromEntries(Object.entries(objectOf(objectOf(of)['content'])).map(([type, media]) => [type, objectOf(media)['schema']]))

function parameterBreaks(place: string, before: Json, after: Json): string[] {
  const byName = (operation: Json) =>
    new Map(
      listOf(operation['parameters'])
        .map(objectOf)
        .map((each) => [`${String(each['in'])} ${String(each['name'])}`, each]),
    )
  const [old, now] = [byName(before), byName(after)]
  const changed = [...old].flatMap(([name, parameter]) => {
    const found = now.get(name)
    return found
      ? schemaBreaks(`${place} ${name}`, parameter['schema'], found['schema'], 'in')
      : [`${place} has no ${name} any more`]
  })
  const demanded = [...now]
    .filter(([name, { required }]) => required === true && old.get(name)?.['required'] !== true)
    .map(([name]) => `${place} demands ${name} now`)
  return [...changed, ...demanded]
}

export function eventBreaks(before: Json, after: Json): string[] {
  const messagesOf = (document: Json) => objectOf(objectOf(document['components'])['messages'])
  const addresses = Object.entries(objectOf(before['channels'])).flatMap(([name, channel]) => {
    const now = objectOf(objectOf(after['channels'])[name])
    return now['address'] === objectOf(channel)['address'] ? [] : [`channel ${name} is gone or has another address`]
  })
  const messages = Object.entries(messagesOf(before)).flatMap(([name, message]) => {
    const now = messagesOf(after)[name]
    if (now === undefined) return [`event ${name} is gone`]
    return [
      ...schemaBreaks(name, objectOf(message)['payload'], objectOf(now)['payload'], 'kept'),
      ...schemaBreaks(`${name} headers`, objectOf(message)['headers'], objectOf(now)['headers'], 'kept'),
    ]
  })
  const headersOf = (document: Json) =>
    objectOf(objectOf(objectOf(document['components'])['messageTraits'])['CloudEvent'])['headers']
  return [...addresses, ...messages, ...schemaBreaks('headers', headersOf(before), headersOf(after), 'kept')]
}

const UPPER = ['maxLength', 'maximum', 'maxItems', 'exclusiveMaximum', 'maxProperties']
const LOWER = ['minLength', 'minimum', 'minItems', 'exclusiveMinimum', 'minProperties']

export function schemaBreaks(place: string, before: unknown, after: unknown, direction: Direction): string[] {
  const [old, now] = [objectOf(before), objectOf(after)]
  const alternatives = alternativesOf(old)
  if (alternatives || alternativesOf(now))
    return alternativeBreaks(place, alternatives ?? [old], alternativesOf(now) ?? [now], direction)
  if (old['type'] !== now['type']) return [`${place} was ${String(old['type'])}, is ${String(now['type'])}`]
  return [
    ...objectBreaks(place, old, now, direction),
    ...('items' in old ? schemaBreaks(`${place}/*`, old['items'], now['items'], direction) : []),
    ...(direction === 'out' ? [] : boundBreaks(place, old, now)),
  ]
}

/** A value, an enumeration and a union are all a choice. */
function alternativesOf(schema: Json): readonly Json[] | null {
  if ('const' in schema) return [schema]
  if (Array.isArray(schema['enum'])) return listOf(schema['enum']).map((value) => ({ const: value }))
  const union = schema['anyOf'] ?? schema['oneOf']
  return Array.isArray(union) ? listOf(union).flatMap((each) => alternativesOf(objectOf(each)) ?? [objectOf(each)]) : null
}

function alternativeBreaks(place: string, before: readonly Json[], after: readonly Json[], direction: Direction): string[] {
  const survives = (old: Json) =>
    after.some((now) =>
      'const' in old
        ? now['const'] === old['const'] || now['type'] === typeof old['const']
        : !('const' in now) && schemaBreaks(place, old, now, direction).length === 0,
    )
  return before
    .filter((old) => !survives(old))
    .map((old) => `${place} takes or gives ${JSON.stringify('const' in old ? old['const'] : old).slice(0, 200)} no more`)
}

function objectBreaks(place: string, old: Json, now: Json, direction: Direction): string[] {
  const fields = objectOf(now['properties'])
  const gone = Object.entries(objectOf(old['properties'])).flatMap(([name, field]) =>
    name in fields ? schemaBreaks(`${place}/${name}`, field, fields[name], direction) : [`${place}/${name} is gone`],
  )
  const [was, is] = [listOf(old['required']), listOf(now['required'])]
  const demanded =
    direction === 'out' ? [] : is.filter((name) => !was.includes(name)).map((name) => `${place}/${String(name)} is required now`)
  const unsure =
    direction === 'in'
      ? []
      : was.filter((name) => !is.includes(name)).map((name) => `${place}/${String(name)} may be missing now`)
  const closed = old['additionalProperties'] !== false && now['additionalProperties'] === false && old['type'] === 'object'
  return [...gone, ...demanded, ...unsure, ...(closed && direction !== 'out' ? [`${place} takes no other fields any more`] : [])]
}

function boundBreaks(place: string, old: Json, now: Json): string[] {
  const narrower = (name: string, worse: (is: number, was: number) => boolean) => {
    const [was, is] = [old[name], now[name]]
    return typeof is === 'number' && (typeof was !== 'number' || worse(is, was)) ? [`${place} ${name} is ${is} now`] : []
  }
  const forms = ['pattern', 'format'].flatMap((name) =>
    now[name] !== undefined && now[name] !== old[name] ? [`${place} has the ${name} ${JSON.stringify(now[name])} now`] : [],
  )
  return [
    ...UPPER.flatMap((name) => narrower(name, (is, was) => is < was)),
    ...LOWER.flatMap((name) => narrower(name, (is, was) => is > was)),
    ...forms,
  ]
}
