// The documents that others build on: OpenAPI of each service, AsyncAPI of the events, as committed in docs/api.
// Guarantees: what is served and sent is what the documents say (a drift fails: run with `-u` and commit what changed); against the last
// release nothing was broken that accepted-breaks.json does not name. Does not: decide what may break; people do, in that file.
import { existsSync, readFileSync } from 'node:fs'
import * as everything from '@simpul/contracts'
import { asyncApiOf, type Contract } from '@simpul/contracts'
import { systemClock } from '@simpul/platform'
import { apiDocument, buildApp } from '@simpul/platform/http'
import { logger, metrics } from '@simpul/platform/observe'
import specs from '@asyncapi/specs'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { encode } from '../../packages/platform/src/kafka/codec.ts'
import { topicOf } from '../../packages/platform/src/kafka/topics.ts'
import { apiBreaks, eventBreaks, schemaBreaks } from './compatibility.ts'
import { hostInMemory } from './memoryHost.ts'
import { SERVICE_KEY, SERVICES } from './simpul.ts'

type Json = Record<string, unknown>

const DOCS = new URL('../../docs/api/', import.meta.url)
const committed = (name: string) => JSON.parse(readFileSync(new URL(name, DOCS), 'utf8')) as Json
/** A service that is younger than the last release breaks nothing. */
function breaksSinceRelease(name: string): string[] {
  const file = `${name}.openapi.json`
  return existsSync(new URL(`released/${file}`, DOCS)) ? apiBreaks(committed(`released/${file}`), committed(file)) : []
}
const accepted = committed('accepted-breaks.json') as unknown as { what: string; why: string }[]

const contracts = Object.values(everything as Readonly<Record<string, unknown>>).filter(
  (exported): exported is Contract =>
    typeof exported === 'object' && exported !== null && 'source' in exported && 'types' in exported,
)

async function openApiOf(service: (typeof SERVICES)[number]): Promise<string> {
  const app = await buildApp({
    services: [hostInMemory(service, null).app],
    verify: async () => ({ ok: false, reason: 'invalid' }),
    serviceKey: SERVICE_KEY,
    clock: systemClock,
    log: logger({ level: 'silent', service: 'api' }),
    metrics: metrics({ process: false }),
    ready: async () => true,
  })
  await app.ready()
  const document = apiDocument(app)
  await app.close()
  return document
}

describe.each(SERVICES.map((service) => [service.name, service] as const))('OpenAPI of %s', (name, service) => {
  test('is as committed', async () => {
    await expect(await openApiOf(service)).toMatchFileSnapshot(new URL(`${name}.openapi.json`, DOCS).pathname)
  })

  test('breaks nothing of the last release but what was accepted', () => {
    const breaks = breaksSinceRelease(name)
    expect(breaks.filter((each) => !accepted.some(({ what }) => what === each))).toEqual([])
  })

  test('says who may ask, what is wrong when it is refused, and what each field is at most', () => {
    const { paths } = committed(`${name}.openapi.json`) as { paths: Record<string, Record<string, Json>> }
    for (const [path, operations] of Object.entries(paths))
      for (const [method, operation] of Object.entries(operations)) {
        expect(Object.keys(operation), `${method} ${path}`).toEqual(
          expect.arrayContaining(['summary', 'tags', 'security', 'responses']),
        )
        expect(Object.keys(operation['responses'] as Json), `${method} ${path}`).toEqual(expect.arrayContaining(['4XX', '5XX']))
        const asked = [
          operation['requestBody'],
          ...((operation['parameters'] ?? []) as Json[]).filter((each) => each['in'] !== 'header'),
        ]
        expect(unbounded(asked, ''), `${method} ${path}`).toEqual([])
      }
  })
})

/** Texts and lists in what is asked that no bound ends. */
function unbounded(value: unknown, place: string): string[] {
  if (typeof value !== 'object' || value === null) return []
  const schema = value as Json
  const open =
    (schema['type'] === 'string' && !['maxLength', 'pattern', 'enum', 'const', 'format'].some((bound) => bound in schema)) ||
    (schema['type'] === 'array' && !('maxItems' in schema)) ||
    ((schema['type'] === 'integer' || schema['type'] === 'number') && !('maximum' in schema && 'minimum' in schema))
  return [...(open ? [place] : []), ...Object.entries(schema).flatMap(([name, inner]) => unbounded(inner, `${place}/${name}`))]
}

describe('AsyncAPI', () => {
  const document = asyncApiOf(contracts)

  test('is as committed', async () => {
    await expect(document).toMatchFileSnapshot(new URL('asyncapi.json', DOCS).pathname)
  })

  test('is valid by the schema of AsyncAPI 3', () => {
    const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false })
    const valid = ajv.compile(specs.schemasWithoutId['3.0.0'] as object)
    valid(JSON.parse(document))
    expect(valid.errors ?? []).toEqual([])
    const { info: _, ...broken } = JSON.parse(document) as Json
    expect(valid(broken)).toBe(false)
  })

  test('has a channel for each aggregate of each service, at the address of its topic', () => {
    const { channels } = JSON.parse(document) as { channels: Record<string, { address: string }> }
    const sources = SERVICES.flatMap(({ aggregates }) => aggregates.map(({ contract }) => contract.source))
    expect(Object.keys(channels)).toEqual(sources.toSorted())
    for (const source of sources) expect(channels[source]?.address.replace('{epoch}', 'e1')).toBe(topicOf('e1', source))
  })

  test('names the headers that are sent', () => {
    const envelope = {
      id: 'a:000000000001',
      aggregateId: 'a',
      sequence: 1,
      type: 'ChecksPassed',
      source: 'microcredit.application',
      data: {},
    }
    const by = { commandId: 'c', fingerprint: 'f', actor: 's', correlationId: 'x', causationId: 'x' }
    const { headers } = encode({ ...envelope, ...by, time: '2026-01-01T00:00:00.000Z', traceparent: 't' })
    const { components } = JSON.parse(document) as {
      components: Record<'messages' | 'messageTraits', Record<string, { headers: { properties: Json } }>>
    }
    const told = {
      ...components.messageTraits['CloudEvent']?.headers.properties,
      ...components.messages['microcredit.application.ChecksPassed']?.headers.properties,
    }
    expect(Object.keys(told).toSorted()).toEqual(Object.keys(headers).toSorted())
    for (const [name, schema] of Object.entries(told))
      if ('const' in (schema as Json)) expect(schema).toEqual({ const: headers[name] })
  })

  test('only grew since the last release, but for what was accepted', () => {
    const breaks = eventBreaks(committed('released/asyncapi.json'), committed('asyncapi.json'))
    expect(breaks.filter((each) => !accepted.some(({ what }) => what === each))).toEqual([])
  })
})

test('each accepted break is still one, and says why', () => {
  const all = [
    ...SERVICES.flatMap(({ name }) => breaksSinceRelease(name)),
    ...eventBreaks(committed('released/asyncapi.json'), committed('asyncapi.json')),
  ]
  for (const { what, why } of accepted) {
    expect(all).toContain(what)
    expect(why.length).toBeGreaterThan(20)
  }
})

describe('what breaks', () => {
  const before = {
    type: 'object',
    required: ['a'],
    properties: {
      a: { type: 'string', maxLength: 9 },
      kind: { enum: ['x', 'y'] },
      list: { type: 'array', items: { type: 'integer' } },
    },
    additionalProperties: false,
  }
  const { properties } = before
  test.each<[string, object, number, number]>([
    ['nothing', before, 0, 0],
    ['a new field', { ...before, properties: { ...properties, b: { type: 'string' } } }, 0, 0],
    [
      'a wider bound and a new value',
      { ...before, properties: { ...properties, a: { type: 'string', maxLength: 10 }, kind: { enum: ['x', 'y', 'z'] } } },
      0,
      0,
    ],
    ['a field that is gone', { ...before, properties: { a: properties.a, kind: properties.kind } }, 1, 1],
    ['a new duty', { ...before, required: ['a', 'kind'] }, 1, 0],
    ['a duty less', { ...before, required: [] }, 0, 1],
    ['a value less', { ...before, properties: { ...properties, kind: { enum: ['x'] } } }, 1, 1],
    ['another type', { ...before, properties: { ...properties, list: { type: 'array', items: { type: 'string' } } } }, 1, 1],
    ['a narrower bound', { ...before, properties: { ...properties, a: { type: 'string', maxLength: 8 } } }, 1, 0],
    ['a pattern', { ...before, properties: { ...properties, a: { type: 'string', maxLength: 9, pattern: '^x' } } }, 1, 0],
    ['a choice made free text', { ...before, properties: { ...properties, kind: { type: 'string' } } }, 0, 0],
  ])('%s', (_, after, incoming, outgoing) => {
    expect(schemaBreaks('it', before, after, 'in')).toHaveLength(incoming)
    expect(schemaBreaks('it', before, after, 'out')).toHaveLength(outgoing)
    expect(schemaBreaks('it', before, after, 'kept').length).toBe(Math.max(incoming, outgoing))
  })

  test('paths, parameters, answers and credentials', () => {
    const operation = {
      parameters: [{ in: 'query', name: 'q', schema: { type: 'string' } }],
      responses: { 200: {} },
      security: [],
    }
    const document = (change: object) => ({ paths: { '/x': { get: { ...operation, ...change } } } })
    const of = (change: object) => apiBreaks(document({}), document(change))
    expect(apiBreaks(document({}), { paths: {} })).toEqual(['GET /x is gone'])
    expect(of({})).toEqual([])
    expect(of({ parameters: [] })).toEqual(['GET /x has no query q any more'])
    expect(of({ parameters: [...operation.parameters, { in: 'query', name: 'r', required: true, schema: {} }] })).toEqual([
      'GET /x demands query r now',
    ])
    expect(of({ responses: {} })).toEqual(['GET /x does not answer 200 any more'])
    expect(of({ security: [{ bearer: [] }] })).toEqual(['GET /x wants other credentials'])
  })
})
