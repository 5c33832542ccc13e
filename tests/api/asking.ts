// The routes of all services, their own and those that every host serves beside them, and how one is asked.
import type { RouteEntry } from '@simpul/platform'
import { hostInMemory } from './memoryHost.ts'
import { requests, type Sample } from './requests.ts'
import { headersOf, SERVICES, type Simpul } from './simpul.ts'
import type { World } from './world.ts'

export interface DeclaredRoute {
  /** `POST /partners/people` */
  readonly name: string
  readonly method: 'GET' | 'POST'
  /** `/partners/parties/:id` */
  readonly path: string
  readonly service: string
  readonly entry: RouteEntry
}

export const declaredRoutes: readonly DeclaredRoute[] = SERVICES.flatMap((declared) =>
  hostInMemory(declared, null).app.routes.flatMap(({ entries }) =>
    entries.map((entry) => {
      const method = ['get', 'list', 'file', 'rendered'].includes(entry.kind) ? 'GET' : 'POST'
      const service = declared.name
      const path = `/${service}${entry.path}`
      return { name: `${method} ${path}`, method, path, service, entry } as const
    }),
  ),
)

export const sampleOf = (world: World, { name }: DeclaredRoute): Sample => {
  const sample = requests[name]
  if (!sample) throw new Error(`tests/api/requests.ts has no request for ${name}`)
  return sample(world)
}

let asked = 0

export type Answer = Awaited<ReturnType<Simpul['app']['inject']>>

export interface Asking extends Sample {
  readonly headers?: Readonly<Record<string, string>>
  /** Instead of `body`, as it is sent. */
  readonly payload?: string | Buffer
  readonly language?: string
}

/** Sends If-Match with the version that stands where the route requires one, unless `headers` has its own. */
export async function ask(world: World, route: DeclaredRoute, asking: Asking): Promise<Answer> {
  const { as, params = {}, query = {}, body, file, payload = file, headers = {}, language } = asking
  const actor = as === 'service' || as === 'nobody' ? as : world.actors[as]
  const url = `${addressOf(route.path, params)}${queryOf(query)}`
  const sent: Record<string, string> = {
    ...(await headersOf(actor)),
    ...(route.method === 'POST' ? { 'idempotency-key': `asked-${(asked += 1)}` } : {}),
    ...(await versionHeader(world, route, params)),
    ...(language === undefined ? {} : { 'accept-language': language }),
    ...(payload === undefined ? {} : { 'content-type': payload === file ? 'image/jpeg' : 'application/json' }),
    ...headers,
  }
  return world.simpul.app.inject({
    method: route.method,
    url,
    headers: sent,
    ...(route.method === 'GET' ? {} : { payload: payload ?? (body as object) ?? {} }),
  })
}

export const addressOf = (path: string, params: Readonly<Record<string, string>>) =>
  path.replace(/:(\w+)/g, (whole, name: string) => params[name] ?? whole)

export function queryOf(query: Sample['query'] & {}): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`],
  )
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}

async function versionHeader({ simpul }: World, { service, entry }: DeclaredRoute, params: Readonly<Record<string, string>>) {
  if (entry.kind !== 'command' || entry.ifMatch !== 'required') return {}
  const { context } = simpul.hosts[service as keyof typeof simpul.hosts].app
  const found = await context.commands.state(entry.aggregate, params['id'] ?? '')
  return { 'if-match': `"${found?.version ?? 1}"` }
}
