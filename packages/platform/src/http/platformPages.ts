// What every process serves beside its services: health, metrics, the API document and the pages that people read.
// Guarantees: pages need no script, no other host and no more than 360 px; each code of the catalogue has its page.
// Shown by app.test.ts and tests/api/pages.test.ts.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Metrics } from '../observe/metrics.ts'
import { apiDocument } from './apiDocument.ts'
import { docsPage, docsSection, problemList, problemPage, problemSection, type ApiDocument } from './html.ts'
import type { HttpLimits } from './limits.ts'
import type { Refusals } from './problem.ts'
import { refuse } from './refusals.ts'

export interface PageDeps {
  readonly metrics: Metrics
  readonly limits: HttpLimits
  readonly refusals: Refusals
  ready(): Promise<boolean>
}

const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cache-control': 'public, max-age=300',
}

export function platformPages(app: FastifyInstance, { metrics, limits, refusals, ready }: PageDeps): void {
  const serve = (url: string, handler: (request: FastifyRequest, reply: FastifyReply) => unknown) =>
    app.route({
      method: 'GET',
      url,
      config: { may: { roles: 'public' } },
      schema: { hide: true, response: { 200: Type.String() } },
      handler: async (request, reply) => handler(request, reply),
    })
  const page = (reply: FastifyReply, html: string) => reply.headers(PAGE_HEADERS).send(html)

  let closing = false
  app.addHook('preClose', async () => {
    closing = true
  })
  serve('/livez', (_request, reply) => reply.type('text/plain').send('ok'))
  serve('/readyz', async (_request, reply) => {
    if (closing || !(await within(limits.readyTimeoutMs, ready()))) throw refuse('http/closing')
    return reply.type('text/plain').send('ok')
  })
  serve('/metrics', async (_request, reply) => reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()))

  let document: string | undefined
  const api = () => (document ??= apiDocument(app))
  serve('/openapi.json', (_request, reply) => reply.type('application/json').serializer(String).send(api()))
  const described = () => JSON.parse(api()) as ApiDocument
  serve('/docs', (_request, reply) => page(reply, docsPage(described())))
  serve('/docs/:section', (request, reply) => {
    const html = docsSection(described(), (request.params as { section: string }).section)
    if (html === null) throw refuse('http/no-such-path')
    return page(reply, html)
  })
  serve('/problems', (_request, reply) => page(reply, problemList(refusals)))
  serve('/problems/*', (request, reply) => {
    const code = (request.params as { '*': string })['*']
    const entry = Object.hasOwn(refusals, code) ? refusals[code] : undefined
    const html = entry ? problemPage(code, entry) : problemSection(refusals, code)
    if (html === null) throw refuse('http/no-such-path')
    return page(reply, html)
  })
}

/** False when it takes longer or fails: not ready either way, and the cause is logged where it happens. */
async function within(ms: number, answer: Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms)
  })
  try {
    return await Promise.race([answer.catch(() => false), tooLate])
  } finally {
    clearTimeout(timer)
  }
}
