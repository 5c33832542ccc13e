// What the kinds of routes share: the request as a route sees it, and how a write is answered.
// Guarantees: every write answers id, version, ETag and Simpul-After alike. Does not: decide who may; guard and routes do.
// Shown by app.test.ts.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { AnyAggregate } from '../aggregate/aggregate.ts'
import type { Recorded } from '../aggregate/envelope.ts'
import type { Execute } from '../aggregate/execute.ts'
import type { AskRights } from '../auth/rights.ts'
import type { Clock } from '../clock.ts'
import type { ServiceContext } from '../host/serviceContext.ts'
import type { HttpLimits } from './limits.ts'
import type { AnyAsked, Routes } from './routes.ts'

export interface MountedService {
  readonly name: string
  readonly routes: readonly Routes[]
  readonly context: ServiceContext
  // oxlint-disable-next-line typescript/no-explicit-any -- the types of state and command were checked where the route was declared
  executeOf(aggregate: AnyAggregate): Execute<any, any>
  /** Needed by a service that has a `confirmed` route. */
  readonly rights?: AskRights
}

export interface Mounting {
  readonly app: FastifyInstance
  readonly service: MountedService
  readonly clock: Clock
  readonly limits: HttpLimits
  /** Changing it makes a repetition that spans the change look like another request; nothing else. */
  readonly fingerprintKey: string
}

export type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>

export function answerWritten(reply: FastifyReply, { id, version }: Recorded, location: string | null) {
  if (location !== null) void reply.header('location', location)
  void reply.code(location === null ? 200 : 201).headers({ etag: `"${version}"`, 'simpul-after': `${id}:${version}` })
  return { id, version }
}

export function locationOf(
  service: string,
  entry: { readonly path: string; readonly location?: string },
  params: Readonly<Record<string, string>>,
  id: string,
): string {
  const filled = { ...params, id }
  const path = (entry.location ?? `${entry.path}/:id`).replace(/:(\w+)/g, (whole, name: string) => {
    const value = (filled as Readonly<Record<string, string>>)[name]
    return value === undefined ? whole : encodeURIComponent(value)
  })
  return `/${service}${path}`
}

export function askedOf(request: FastifyRequest, service: MountedService): AnyAsked {
  return {
    params: { ...(request.params as Readonly<Record<string, string>>) },
    body: request.body,
    query: { ...(request.query as Readonly<Record<string, unknown>>) },
    actor: request.actor,
    context: service.context,
  }
}

/** Undefined for a header that was not sent; of several Node has made one, or a list that no check accepts. */
export const headerOf = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name]
  return Array.isArray(value) ? value.join(', ') : value
}
