// A feed served by a small app of its own, for tests that read it over HTTP: it can be closed and opened again at the same address.
import type { AddressInfo } from 'node:net'
import { counter } from '../aggregate/sample.ts'
import { SERVICE_KEY, sampleApp } from '../http/sampleApp.ts'
import type { ServiceContext } from '../host/serviceContext.ts'
import type { Feed } from './feed.ts'
import { feedRoutes } from './feedRoutes.ts'

export { SERVICE_KEY }

export async function servedFeed(feed: Feed, at = 0) {
  const routes = [feedRoutes([{ aggregate: counter, feed }])]
  const executeOf = () => () => Promise.reject(new Error('a feed only reads'))
  const { app, logged } = await sampleApp({
    services: [{ name: 'sample', routes, refusals: {}, context: {} as ServiceContext, executeOf }],
  })
  await app.listen({ port: at, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  return { port, apiUrl: `http://127.0.0.1:${port}`, logged, close: () => app.close() }
}
