// One declared route becomes one Fastify route.
// Guarantees: every command goes through `execute`, with ids and a fingerprint made from the request alone; whoever does not own a thing
// is answered as if it were not there. Does not guarantee: ownership in reads, which the service's query decides. Shown by app.test.ts.
import { SpanKind } from '@opentelemetry/api'
import { never } from '@simpul/kernel'
import type { FastifyInstance, RouteOptions } from 'fastify'
import { Type, type TSchema } from 'typebox'
import { refuse as refusePlatform } from '../aggregate/refusals.ts'
import type { Actor } from '../auth/actor.ts'
import { confirmed } from '../auth/rights.ts'
import { traceparentOf, withSpan } from '../observe/tracing.ts'
import { CONTENT_TYPES } from '../blob/contentType.ts'
import { sending, uploading } from './files.ts'
import { canonicalJson, fingerprintOf, uuid5 } from './identity.ts'
import type { HttpLimits } from './limits.ts'
import { answerWritten, askedOf, headerOf, locationOf, type Handler, type MountedService, type Mounting } from './mounting.ts'
import { Problem } from './problem.ts'
import { rendering } from './rendering.ts'
import { refuse } from './refusals.ts'
import { Written, type GetEntry, type ListEntry, type RouteEntry, type WriteEntry } from './routes.ts'

export function mount(mounting: Mounting, tag: string, entry: RouteEntry): void {
  const { app, service, limits } = mounting
  const writes = entry.kind === 'create' || entry.kind === 'command'
  const takesFile = entry.kind === 'upload'
  const url = `/${service.name}${entry.path}`
  const handle = handlerOf(mounting, entry)
  const route: RouteOptions = {
    method: writes || takesFile ? 'POST' : 'GET',
    url,
    config: { may: entry.may, asks: headersOf(entry), ...(takesFile ? { takes: entry.contentTypes } : {}) },
    bodyLimit: (writes ? entry.bodyBytesMax : undefined) ?? limits.bodyBytesMax,
    schema: {
      ...schemaOf(entry, limits),
      tags: [tag],
      summary: `${entry.summary.id} / ${entry.summary.en}`,
      security: securityOf(entry),
    },
    handler: (request, reply) =>
      withSpan(
        `${request.method} ${url}`,
        headerOf(request, 'traceparent'),
        (span) => {
          const { traceId } = span.spanContext()
          if (traceparentOf(span) !== undefined) request.traceId = traceId
          return handle(request, reply)
        },
        SpanKind.SERVER,
      ),
  }
  if (takesFile) void app.register(async (inner) => ofFiles(inner).route(route))
  else app.route(route)
}

/** Here every body is a stream, whatever it says it is. */
function ofFiles(app: FastifyInstance): FastifyInstance {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, stream, done) => done(null, stream))
  return app
}

function handlerOf(mounting: Mounting, entry: RouteEntry): Handler {
  switch (entry.kind) {
    case 'create':
    case 'command':
      return writing(mounting, entry)
    case 'get':
      return reading(mounting, entry)
    case 'list':
      return listing(mounting, entry)
    case 'upload':
      return uploading(mounting, entry)
    case 'file':
      return sending(mounting, entry)
    case 'rendered':
      return rendering(mounting, entry)
    default:
      return never(entry)
  }
}

function writing({ service, clock, limits, fingerprintKey }: Mounting, entry: WriteEntry): Handler {
  const execute = service.executeOf(entry.aggregate)
  const route = `${service.name}${entry.path}`
  const rightsNow = rightsOf(service, entry)
  return async (request, reply) => {
    const asked = askedOf(request, service)
    const { actor, body, params } = asked
    const key = headerOf(request, 'idempotency-key') ?? ''
    const expectedVersion = versionOf(headerOf(request, 'if-match'))
    if (entry.ifMatch === 'required' && expectedVersion === undefined) throw refuse('http/if-match-required')
    const target = entry.target?.(asked) ?? uuid5(actor.subject, route, canonicalJson(params), key)
    const commandId = uuid5(actor.subject, route, target, key)
    const traceparent = traceparentOf()
    const recorded = await execute({
      target,
      command: async () => entry.command({ ...asked, actor: await rightsNow(actor), id: target }),
      commandId,
      fingerprint: fingerprintOf(fingerprintKey, route, target, body),
      actor: actor.subject,
      correlationId: commandId,
      causationId: commandId,
      creates: entry.kind === 'create',
      deadline: clock.now() + limits.commandDeadlineMs,
      caller: 'http',
      authorise: (state) => {
        // What does not exist yet belongs to nobody.
        if (state === entry.aggregate.decider.initial) return
        if (entry.may.owns && !entry.may.owns(state, actor)) throw refusePlatform('platform/not-found')
      },
      ...(expectedVersion === undefined ? {} : { expectedVersion }),
      ...(traceparent === undefined ? {} : { traceparent }),
    })
    return answerWritten(reply, recorded, entry.kind === 'create' ? locationOf(service.name, entry, params, recorded.id) : null)
  }
}

/** A route that must confirm rights and cannot does not start. */
function rightsOf({ name, rights }: MountedService, { path, may: { roles, confirmed: must } }: WriteEntry) {
  if (must !== true) return async (actor: Actor) => actor
  if (!rights) throw new Error(`${name}${path} has rights confirmed, but ${name} says nowhere whom to ask`)
  if (typeof roles === 'string') throw new Error(`${name}${path} has rights confirmed, but names no role to confirm`)
  return (actor: Actor) => confirmed(actor, roles, rights)
}

function reading({ service }: Mounting, entry: GetEntry): Handler {
  return async (request, reply) => {
    const value = await entry.read(askedOf(request, service))
    if (value === null || value === undefined) throw refusePlatform('platform/not-found')
    const version: unknown = (value as { version?: unknown }).version
    if (typeof version !== 'number') return value
    const etag = `"${version}"`
    void reply.headers({ etag, 'cache-control': 'private, no-cache' })
    if (!matches(headerOf(request, 'if-none-match'), etag)) return value
    return reply.code(304).send()
  }
}

/** RFC 9110 §13.1.2: If-None-Match compares weakly. */
const matches = (ifNoneMatch: string | undefined, etag: string) =>
  (ifNoneMatch ?? '').split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag)

function listing({ service, clock, limits }: Mounting, entry: ListEntry): Handler {
  return async (request, reply) => {
    const asked = askedOf(request, service)
    const { limit, after, ...query } = asked.query as { limit?: number; after?: string }
    if (!(await caughtUp(headerOf(request, 'simpul-after')))) void reply.header('simpul-stale', 'true')
    const { rows, next } = await entry.rows({
      ...asked,
      query,
      limit: limit ?? limits.pageRowsDefault,
      ...(after === undefined ? {} : { after }),
    })
    return { items: rows, next }
  }

  async function caughtUp(header: string | undefined): Promise<boolean> {
    if (header === undefined || !entry.after) return true
    const [, id, version] = /^(.{1,128}):(\d{1,15})$/.exec(header) ?? []
    if (id === undefined) throw refuse('http/after-malformed')
    const rows = service.context.rows(entry.after)
    const until = clock.monotonic() + limits.afterWaitMs
    for (;;) {
      const row = await rows.get(id)
      if (row && row.seq >= Number(version)) return true
      if (clock.monotonic() >= until) return false
      await clock.sleep(limits.afterPollMs)
    }
  }
}

function versionOf(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined) return undefined
  const [, version] = /^"(\d{1,15})"$/.exec(ifMatch) ?? []
  if (version === undefined) throw refuse('http/if-match-malformed')
  return Number(version)
}

const problems = { description: 'Masalah / Problem', content: { 'application/problem+json': { schema: Problem } } }

function schemaOf(entry: RouteEntry, limits: HttpLimits) {
  const names = [...entry.path.matchAll(/:(\w+)/g)].map(([, name]) => name as string)
  const params = names.length > 0 ? { params: paramsSchema(names, limits) } : {}
  const answers = (status: 200 | 201, schema: TSchema | typeof FILE) => ({
    response: { [status]: schema, '4xx': problems, '5xx': problems },
  })
  switch (entry.kind) {
    case 'create':
      return { ...params, body: entry.body, ...answers(201, Written) }
    case 'command':
      return { ...params, body: entry.body, ...answers(200, Written) }
    case 'get':
      return { ...params, querystring: entry.query ?? closed({}), ...answers(200, entry.response) }
    case 'list':
      return { ...params, querystring: pageQuery(entry, limits), ...answers(200, Page(entry.item)) }
    case 'upload':
      return { ...params, querystring: closed({}), ...answers(201, Written) }
    case 'file':
      return { ...params, querystring: closed({}), ...answers(200, FILE) }
    case 'rendered':
      return { ...params, querystring: entry.query, ...answers(200, filesOf(entry.contentTypes)) }
    default:
      return never(entry)
  }
}

/** Of any of the types that are taken. */
const filesOf = (contentTypes: readonly string[]) => ({
  description: 'Berkas / file',
  content: Object.fromEntries(contentTypes.map((type) => [type, { schema: Type.String({ format: 'binary' }) }])),
})
const FILE = filesOf(CONTENT_TYPES)

const closed = (properties: Record<string, TSchema>) => Type.Object(properties, { additionalProperties: false })

const paramsSchema = (names: readonly string[], { pathParameterCharactersMax }: HttpLimits) =>
  closed(
    Object.fromEntries(
      names.map((name) => [name, Type.String({ pattern: '^[A-Za-z0-9._:~-]+$', maxLength: pathParameterCharactersMax })]),
    ),
  )

const pageQuery = (entry: ListEntry, { pageRowsMax, pageRowsDefault }: HttpLimits) =>
  closed({
    ...entry.query.properties,
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: pageRowsMax, description: `Default ${pageRowsDefault}.` })),
    after: Type.Optional(Type.String({ maxLength: 512, description: 'The `next` of an earlier page.' })),
  })

const Page = (item: TSchema) => closed({ items: Type.Array(item), next: Type.Union([Type.String(), Type.Null()]) })

/** For the API document; mount and app check them by hand, before the body is read. */
function headersOf(entry: RouteEntry): TSchema | undefined {
  if (entry.kind === 'get' || entry.kind === 'file' || entry.kind === 'rendered') return undefined
  if (entry.kind === 'list')
    return entry.after ? Type.Object({ 'simpul-after': Type.Optional(Type.String({ description: 'id:version' })) }) : undefined
  const key = { 'idempotency-key': Type.String({ minLength: 1, maxLength: 128, pattern: '^[!-~]+$' }) }
  if (entry.kind === 'upload') return Type.Object(key)
  const ifMatch = Type.String({ description: 'ETag "version"', pattern: '^"\\d{1,15}"$' })
  return Type.Object({
    ...key,
    'if-match': entry.ifMatch === 'required' ? ifMatch : Type.Optional(ifMatch),
  })
}

function securityOf({ may: { roles } }: RouteEntry): Record<string, string[]>[] {
  if (roles === 'public') return []
  return roles === 'services' ? [{ serviceKey: [] }] : [{ bearer: [] }]
}
