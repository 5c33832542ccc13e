// What a server holds at once and how long it waits, so that a flood or a slow client costs the others little.
// Guarantees: more requests at once than the bound are told 503 before anything is done for them; a body that trickles in is told 408.
// Does not: share fairly between clients; what stands in front of the installation does. Shown by tests/api/socket.test.ts.
import type { FastifyInstance } from 'fastify'
import type { HttpLimits } from './limits.ts'
import { sendProblem } from './problem.ts'
import { refuse } from './refusals.ts'

export function bounded(app: FastifyInstance, limits: HttpLimits): void {
  app.server.maxConnections = limits.connectionsMax
  app.server.maxHeadersCount = limits.headersMax
  boundedAtOnce(app, limits)
  boundedInTime(app, limits)
}

function boundedAtOnce(app: FastifyInstance, { requestsInFlightMax }: HttpLimits): void {
  let inFlight = 0
  app.addHook('onRequest', async (request, reply) => {
    inFlight += 1
    // Closed is said once, after the answer or when the client went away, whichever comes.
    reply.raw.once('close', () => (inFlight -= 1))
    if (inFlight > requestsInFlightMax && request.routeOptions.url !== '/livez') throw refuse('http/too-busy')
  })
}

/** Node bounds the head of a request and the whole of it; a file may take as long as the whole, a body of JSON may not. */
function boundedInTime(app: FastifyInstance, { bodyTimeoutMs }: HttpLimits): void {
  app.addHook('preParsing', async (request, reply, payload) => {
    if (request.method !== 'POST' || request.routeOptions.config.takes !== undefined) return payload
    const timer = setTimeout(() => {
      if (reply.sent) return
      void reply.header('connection', 'close')
      sendProblem(request, reply, refuse('http/too-slow'), request.traceId)
    }, bodyTimeoutMs)
    payload.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer))
    return payload
  })
}
