// The HTTP side of a process: one Fastify for all its services, the same in tests and in production.
// Guarantees: every answer that is not a success is problem+json with a code that has a page; who may call is decided before a body is
// read; a route without policy or schema does not start. Does not: listen; whoever hosts it does.
import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import swagger from '@fastify/swagger'
import Fastify, {
  LogController,
  type FastifyInstance,
  type FastifyRequest,
  type FastifyHttpOptions,
  type RouteOptions,
} from 'fastify'
import type { Logger } from 'pino'
import type { TSchema } from 'typebox'
import { platformRefusals } from '../aggregate/refusals.ts'
import { ANONYMOUS, type Actor } from '../auth/actor.ts'
import { guard, SERVICE_KEY_HEADER, type VerifyToken } from '../auth/guard.ts'
import { blobRefusals } from '../blob/refusals.ts'
import type { Clock } from '../clock.ts'
import type { Metrics } from '../observe/metrics.ts'
import { apiOptions } from './apiDocument.ts'
import { parseBody } from './body.ts'
import { bounded } from './bounds.ts'
import { routeFaults } from './faults.ts'
import { httpLimits, type HttpLimits } from './limits.ts'
import { mount } from './mount.ts'
import type { MountedService } from './mounting.ts'
import { answerBrokenRequest, refusalOf, sendProblem, type Refusals } from './problem.ts'
import { operatorPages, type OperatedService } from './operatorPage.ts'
import { platformPages } from './platformPages.ts'
import { httpRefusals, refuse } from './refusals.ts'
import type { Policy } from './routes.ts'
import { schemaCompiler } from './validation.ts'

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor
    traceId: string
  }
  interface FastifyContextConfig {
    may?: Policy<unknown>
    /** Headers that the API document shows. */
    asks?: TSchema | undefined
    /** The types of file that the body may be; without it the body is JSON. */
    takes?: readonly string[]
  }
}

export interface AppService extends MountedService {
  readonly refusals: Refusals
}

export interface AppDeps {
  readonly services: readonly AppService[]
  readonly verify: VerifyToken
  /** SIMPUL_SERVICE_KEY: services know each other by it, and fingerprints of commands are made with it. */
  readonly serviceKey: string
  readonly clock: Clock
  readonly log: Logger
  readonly metrics: Metrics
  /** An api's readiness is its database alone. */
  ready(): Promise<boolean>
  readonly limits?: HttpLimits
  /** Services that have operators' routes; the page /operator is theirs. */
  readonly operated?: readonly OperatedService[]
}

const options = (log: Logger, limits: HttpLimits) =>
  ({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }), // observed() writes one line with the route, not the address
    requestIdHeader: false,
    genReqId: () => randomUUID().replaceAll('-', ''),
    bodyLimit: limits.bodyBytesMax,
    http: {
      maxHeaderSize: limits.headerBytesMax,
      headersTimeout: limits.headersTimeoutMs,
      connectionsCheckingInterval: limits.timeoutsCheckedEveryMs,
      requireHostHeader: false, // refused by us instead, so that the answer is a problem like others
    },
    requestTimeout: limits.requestTimeoutMs,
    connectionTimeout: limits.connectionTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    maxRequestsPerSocket: 0,
    forceCloseConnections: 'idle', // who is under way is answered first
    return503OnClosing: false, // its answer would be no problem+json; /readyz says that we close
    exposeHeadRoutes: false,
    trustProxy: false,
    routerOptions: {
      maxParamLength: limits.pathParameterCharactersMax,
      caseSensitive: true,
      ignoreTrailingSlash: false,
      ignoreDuplicateSlashes: false,
    },
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (error, request, reply) => {
      sendProblem(request, reply, refusalOf(error) ?? refuse('http/bad-request'), request.id)
    },
  }) satisfies FastifyHttpOptions<Server>

export async function buildApp(deps: AppDeps): Promise<FastifyInstance> {
  const limits = deps.limits ?? httpLimits
  const app = Fastify(options(deps.log, limits)) as unknown as FastifyInstance
  app.setValidatorCompiler(schemaCompiler())
  app.decorateRequest('actor')
  app.decorateRequest('traceId', '')
  begun(app)
  bounded(app, limits)
  readOnlyJson(app)
  const routes = collected(app)
  guarded(app, deps)
  hangsUpWhenClosing(app)
  observed(app, deps.metrics)
  answersProblems(app, deps, routes)
  await app.register(swagger, apiOptions(deps.services.map(({ name }) => name)))
  for (const service of deps.services)
    for (const { tag, entries } of service.routes)
      for (const entry of entries) mount({ app, service, clock: deps.clock, limits, fingerprintKey: deps.serviceKey }, tag, entry)
  platformPages(app, { ...deps, limits, refusals: refusalsOf(deps.services) })
  if (deps.operated) operatorPages(app, deps.operated)
  return app
}

const refusalsOf = (services: readonly AppService[]): Refusals =>
  Object.assign({}, platformRefusals, httpRefusals, blobRefusals, ...services.map(({ refusals }) => refusals)) as Refusals

function readOnlyJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (_request: FastifyRequest, bytes: Buffer) =>
    parseBody(bytes),
  )
  app.addHook('preValidation', async (request) => {
    if (request.method === 'POST' && request.body === undefined) request.body = {} // but `null` is a body, and none of ours
  })
}

/** Refuses a route that lacks what it must have, and remembers the others, for 405. */
function collected(app: FastifyInstance): RouteOptions[] {
  const routes: RouteOptions[] = []
  app.addHook('onRoute', (route) => {
    const faults = routeFaults(route)
    if (faults.length > 0) throw new Error(faults.join('; '))
    routes.push(route)
  })
  return routes
}

/** What every request has, even one that is refused at once. */
function begun(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    request.traceId = request.id
    request.actor = ANONYMOUS
    void reply.headers({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' })
    if (request.raw.httpVersion === '1.1' && request.headers.host === undefined) throw refuse('http/bad-request')
  })
}

function guarded(app: FastifyInstance, { verify, serviceKey }: AppDeps): void {
  const pass = guard(verify, serviceKey)
  app.addHook('onRequest', async (request) => {
    const may = request.routeOptions.config.may
    if (!may) return // nothing is here: the not-found handler answers
    const offered = request.headers[SERVICE_KEY_HEADER]
    request.actor = await pass(may.roles, {
      authorization: request.headers.authorization,
      serviceKey: typeof offered === 'string' ? offered : undefined,
    })
    const key = request.headers['idempotency-key']
    if (request.method === 'POST' && !(typeof key === 'string' && /^[\x21-\x7e]{1,128}$/.test(key)))
      throw refuse('http/key-missing')
  })
}

/** A kept-alive connection that is answered while we close would hold the close for all of keepAliveTimeout. */
function hangsUpWhenClosing(app: FastifyInstance): void {
  let closing = false
  app.addHook('preClose', async () => {
    closing = true
  })
  app.addHook('onSend', async (_request, reply) => {
    if (closing) void reply.header('connection', 'close')
  })
}

function observed(app: FastifyInstance, { requests }: Metrics): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    const method = request.routeOptions.url === undefined ? 'none' : request.method
    requests.observe({ method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
    const { traceId } = request
    request.log.info({ method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime), traceId }, 'answered')
  })
}

function answersProblems(app: FastifyInstance, { metrics }: AppDeps, routes: readonly RouteOptions[]): void {
  app.setErrorHandler((error, request, reply) => {
    const told = sendProblem(request, reply, error, request.traceId)
    metrics.refusals.inc({ code: told.code })
    if (told.code !== 'http/unexpected') return
    request.log.error({ err: error, traceId: request.traceId, route: request.routeOptions.url }, 'unexpected error')
  })
  app.setNotFoundHandler((request, reply) => {
    const allowed = methodsAt(routes, request.url)
    if (allowed.length === 0) throw refuse('http/no-such-path')
    void reply.header('allow', allowed.join(', '))
    throw refuse('http/method-not-allowed', { method: request.method, allowed: allowed.join(', ') })
  })
}

function methodsAt(routes: readonly RouteOptions[], url: string): string[] {
  const path = url.split('?')[0] ?? ''
  const fits = (pattern: string) =>
    new RegExp(`^${pattern.replace(/[.+]/g, '\\$&').replace(/:\w+/g, '[^/]+').replace('*', '.*')}$`).test(path)
  return [...new Set(routes.filter((route) => fits(route.url)).map(({ method }) => String(method)))]
}
