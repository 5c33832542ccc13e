// The systems that Simpul does not own, played on this machine: Dukcapil, OSS, SIKP, SLIK, a provider of messages and an issuer of tokens.
// Guarantees: every answer is documented in docs/simulators.md; nothing that was asked is logged.
// Does not guarantee: the real systems' formats, which are not public; the adapters are where a real one will differ.
import Fastify from 'fastify'
import type { AddressInfo } from 'node:net'
import { dukcapil } from './dukcapil.ts'
import { issuer } from './issuer.ts'
import { signingKey } from './keys.ts'
import { messages } from './messages.ts'
import { oss } from './oss.ts'
import { sikp } from './sikp.ts'
import { slik } from './slik.ts'

export { startSmtpSink, WEBHOOK_SECRET, type SmtpSink } from './messages.ts'
export { SCENARIOS, type Scenario, type Setting, type System } from './setting.ts'

export interface SimulatorOptions {
  /** 0 takes a free one. */
  readonly port: number
  /** Where the issuer's key is kept. */
  readonly keysFolder: string
  readonly host?: string
  /** How others reach us, when that is not `http://host:port`; the issuer's name is under it. */
  readonly publicUrl?: string
}

export interface Simulators {
  readonly url: string
  readonly port: number
  close(): Promise<void>
}

const BODY_BYTES_MAX = 16 * 1_024

export async function startSimulators({
  port,
  keysFolder,
  host = '127.0.0.1',
  publicUrl,
}: SimulatorOptions): Promise<Simulators> {
  const key = await signingKey(keysFolder)
  const app = Fastify({
    logger: false, // a request holds a NIK
    bodyLimit: BODY_BYTES_MAX,
    forceCloseConnections: true, // an answer that is being slow on purpose must not hold up the end
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
  })
  let url = publicUrl ?? ''
  for (const system of [dukcapil, oss, sikp, slik]) system(app)
  messages(app)
  issuer(app, key, () => `${url}/issuer`)
  app.get('/', () => ({ simulators: ['dukcapil', 'oss', 'sikp', 'slik', 'whatsapp', 'issuer'] }))

  await app.listen({ port, host })
  const taken = (app.server.address() as AddressInfo).port
  url ||= `http://${host}:${taken}`
  return { url, port: taken, close: () => app.close() }
}
