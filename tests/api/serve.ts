// The real app over stores in memory, with a small world in it, behind a socket: what the fuzzer knocks at. Says READY, port and token.
import type { AddressInfo } from 'node:net'
import { ROLES, type Actor } from '@simpul/platform/http'
import { headersOf, SERVICE_KEY } from './simpul.ts'
import { BANK, openWorld } from './world.ts'

const { simpul, ids } = await openWorld()
await simpul.app.listen({ host: '127.0.0.1', port: 0 })
/** Every role, and a person and an organisation that the world knows, so that as much as can be answered is. */
const everyone: Actor = { subject: 'fuzzer', roles: ROLES, person: ids.siti, org: BANK }
const { authorization = '' } = await headersOf(everyone)
const { port } = simpul.app.server.address() as AddressInfo
process.stdout.write(`READY ${JSON.stringify({ port, authorization, serviceKey: SERVICE_KEY })}\n`)
process.once('SIGTERM', () => {
  process.stderr.write(simpul.logged.join(''))
  void simpul.app.close().then(() => process.exit(0))
})
