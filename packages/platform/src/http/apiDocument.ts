// OpenAPI 3.1 of what is served, from the declared routes.
// Guarantees: the same routes give the same bytes, so the committed document can be compared with it. Shown by tests/api/documents.test.ts.
import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { SERVICE_KEY_HEADER } from '../auth/guard.ts'

export function apiOptions(services: readonly string[]): FastifyDynamicSwaggerOptions {
  return {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Simpul',
        version: '1',
        description: `Layanan / services: ${services.join(', ')}. Setiap masalah dijelaskan di / every problem is explained at /problems.`,
      },
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
          serviceKey: { type: 'apiKey', in: 'header', name: SERVICE_KEY_HEADER },
        },
      },
    },
    transform: ({ schema, url, route }) => {
      const { asks, takes } = route.config ?? {}
      const file = takes ? { consumes: [...takes], body: { type: 'string', format: 'binary' } } : {}
      return { schema: { ...schema, ...file, ...(asks ? { headers: asks } : {}) }, url }
    },
  }
}

/** As it is committed: two spaces, sorted paths, a newline at the end. Needs `app.ready()`. */
export function apiDocument(app: FastifyInstance): string {
  const { paths = {}, ...document } = app.swagger() as Document
  const told = Object.entries(paths).toSorted(([a], [b]) => (a < b ? -1 : 1))
  const problem = told.flatMap(([, operations]) => Object.values(operations)).find(({ responses }) => responses?.['4XX'])
  const once = {
    ...document,
    components: { ...document.components, responses: { Problem: problem?.responses?.['4XX'] } },
    paths: Object.fromEntries(told.map(([path, operations]) => [path, byReference(operations)])),
  }
  return `${JSON.stringify(once, null, 2)}\n`
}

type Operations = Readonly<Record<string, { readonly responses?: Readonly<Record<string, unknown>> }>>
type Document = { readonly paths?: Readonly<Record<string, Operations>>; readonly components?: object }

/** The problem stands in the document once, not twice an operation. */
const byReference = (operations: Operations) =>
  Object.fromEntries(
    Object.entries(operations).map(([method, operation]) => {
      const responses = Object.entries(operation.responses ?? {}).map(([status, response]) => [
        status,
        status === '4XX' || status === '5XX' ? { $ref: '#/components/responses/Problem' } : response,
      ])
      return [method, { ...operation, responses: Object.fromEntries(responses) as Readonly<Record<string, unknown>> }]
    }),
  )
