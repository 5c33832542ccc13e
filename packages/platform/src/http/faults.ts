// What a route must have before it is served. app.ts asks for every route, so one without does not start.
// Guarantees: a policy, a response schema, and for bodies closed objects all the way down. Shown by app.test.ts.
import type { RouteOptions } from 'fastify'

export function routeFaults({ method, url, config, schema }: RouteOptions): string[] {
  const name = `${String(method)} ${url}`
  const faults: string[] = []
  if (!config?.may) faults.push(`${name} has no policy`)
  if (!schema?.response) faults.push(`${name} has no response schema`)
  if (method === 'POST' && !schema?.body && !config?.takes) faults.push(`${name} has no body schema`)
  for (const path of openObjects(schema?.body, '#')) faults.push(`${name} takes unknown fields in its body at ${path}`)
  return faults
}

interface Schema {
  readonly type?: unknown
  readonly additionalProperties?: unknown
  readonly properties?: Readonly<Record<string, unknown>>
  readonly patternProperties?: Readonly<Record<string, unknown>>
  readonly items?: unknown
  readonly anyOf?: readonly unknown[]
  readonly allOf?: readonly unknown[]
}

function openObjects(schema: unknown, path: string): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const { type, additionalProperties, properties = {}, patternProperties = {}, items, anyOf = [], allOf = [] } = schema as Schema
  return [
    ...(type === 'object' && additionalProperties !== false ? [path] : []),
    ...Object.entries({ ...properties, ...patternProperties }).flatMap(([key, field]) => openObjects(field, `${path}/${key}`)),
    ...openObjects(items, `${path}/items`),
    ...[...anyOf, ...allOf].flatMap((part, index) => openObjects(part, `${path}/${index}`)),
  ]
}
