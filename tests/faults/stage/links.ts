// The links of one role: a proxy of its own to each engine and to the API, so that it alone is cut off, slow, or hears nothing.
// Guarantees: from its next life on the role uses them and nothing else. Does not: lose single packets; TCP would send them again.
import { FaultProxy } from '@simpul/testkit/proxy'
import type { Engine, EngineName } from './engine.ts'
import type { Role } from './role.ts'

export type LinkName = EngineName | 'api'
export type Links = Readonly<Record<LinkName, FaultProxy>>

const BROKER_LINK = new URL('brokerLink.mjs', import.meta.url).pathname

export async function openLinks(engines: Readonly<Record<EngineName, Engine>>, apiUrl: string): Promise<Links> {
  const to = (port: number) => FaultProxy.open({ host: '127.0.0.1', port })
  const [kafka, mongodb, temporal, api] = await Promise.all([
    to(engines.kafka.proxy.port),
    to(engines.mongodb.proxy.port),
    to(engines.temporal.proxy.port),
    to(Number(new URL(apiUrl).port)),
  ])
  return { kafka, mongodb, temporal, api }
}

export function useLinks(role: Role, engines: Readonly<Record<EngineName, Engine>>, links: Links): void {
  role.becomes({
    env: {
      NODE_OPTIONS: `--import=${BROKER_LINK}`,
      SIMPUL_BROKER_LINK: `${engines.kafka.proxy.port}:${links.kafka.port}`,
      MONGODB_URL: `mongodb://127.0.0.1:${links.mongodb.port}/?directConnection=true&retryWrites=false`,
      TEMPORAL_ADDRESS: `127.0.0.1:${links.temporal.port}`,
      SIMPUL_API_URL: `http://127.0.0.1:${links.api.port}`,
    },
  })
}
