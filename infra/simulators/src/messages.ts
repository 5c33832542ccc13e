// A provider of WhatsApp messages as a webhook, and a mail server: what was sent to whom can be looked at, nothing leaves this machine.
// Guarantees: a key is kept once, however often it comes; the address decides what happens (docs/simulators.md).
// Does not guarantee: the formats of real providers, nor anything across a restart.
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { Type, type Static } from 'typebox'

export interface Received {
  readonly key: string
  readonly to: string
  readonly text: string
  /** How often it came. */
  readonly times: number
}

/** By the end of the number, or the part before the @. `lost`: taken, and the answer never comes. */
export type MessageScenario = 'ok' | 'down' | 'slow' | 'refused' | 'blocked' | 'lost'
const ENDINGS: Readonly<Record<string, MessageScenario>> = {
  '0500': 'down',
  '0408': 'slow',
  '0422': 'refused',
  '0410': 'blocked',
  '0504': 'lost',
}
export const scenarioOfNumber = (to: string): MessageScenario => ENDINGS[to.slice(-4)] ?? 'ok'

export const WEBHOOK_SECRET = 'simulated-webhook-secret-of-32-chars'
const MESSAGES_MAX = 1_000
const SLOW_MS = 20_000
const Body = Type.Object(
  { to: Type.String({ maxLength: 40 }), text: Type.String({ maxLength: 2_000 }) },
  { additionalProperties: false },
)

export function messages(app: FastifyInstance): ReadonlyMap<string, Received> {
  const inbox = new Map<string, Received>()
  const take = (key: string, { to, text }: Static<typeof Body>) => {
    if (inbox.size < MESSAGES_MAX || inbox.has(key)) inbox.set(key, { key, to, text, times: (inbox.get(key)?.times ?? 0) + 1 })
  }
  app.post<{ Body: Static<typeof Body> }>('/whatsapp/messages', { schema: { body: Body } }, async (request, reply) => {
    const key = String(request.headers['idempotency-key'] ?? '')
    if (!isSigned(String(request.headers['simpul-signature'] ?? ''), JSON.stringify(request.body)))
      return reply.code(401).send({ message: 'signature' })
    switch (scenarioOfNumber(request.body.to)) {
      case 'down':
        return reply.code(503).send({ message: 'down' })
      case 'refused':
        return reply.code(422).send({ message: 'refused' })
      case 'blocked':
        return reply.code(410).send({ message: 'gone' })
      case 'slow':
        await new Promise((resolve) => request.raw.socket.once('close', resolve).setTimeout(SLOW_MS, () => resolve(undefined)))
        break
      case 'lost':
        take(key, request.body)
        reply.hijack()
        request.raw.socket.destroy()
        return reply
      case 'ok':
    }
    take(key, request.body)
    return reply.code(202).send({ id: `wa-${key}` })
  })
  app.get('/whatsapp/messages', () => ({ messages: [...inbox.values()] }))
  return inbox
}

function isSigned(header: string, body: string): boolean {
  const [, at, given] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header) ?? []
  if (at === undefined || given === undefined) return false
  const wanted = createHmac('sha256', WEBHOOK_SECRET).update(`${at}.${body}`).digest()
  return timingSafeEqual(wanted, Buffer.from(given, 'hex'))
}

export interface SmtpSink {
  readonly port: number
  /** Whole messages with their headers, by arrival. */
  readonly received: readonly { readonly to: string; readonly data: string }[]
  close(): Promise<void>
}

/** As much of RFC 5321 as a client without TLS needs. `down@`, `refused@`, `blocked@`, `slow@`, `lost@` play their parts. */
export async function startSmtpSink({ port = 0, host = '127.0.0.1' } = {}): Promise<SmtpSink> {
  const received: { to: string; data: string }[] = []
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket)).on('error', () => socket.destroy())
    serveMail(socket, received)
  })
  await new Promise<void>((resolve) => server.listen(port, host, resolve))
  return {
    port: (server.address() as AddressInfo).port,
    received,
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy()
        server.close(() => resolve())
      }),
  }
}

const RCPT_ANSWERS: Readonly<Record<string, string>> = {
  down: '451 later',
  blocked: '550 no such mailbox',
  refused: '554 refused',
}

function serveMail(socket: Socket, received: { to: string; data: string }[]): void {
  let text = ''
  let to = ''
  let inData = false
  const answer = (line: string) => void socket.write(`${line}\r\n`)
  answer('220 sink')
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
    if (text.length > 1_000_000) socket.destroy()
    for (;;) {
      const end = text.indexOf(inData ? '\r\n.\r\n' : '\r\n')
      if (end < 0) return
      const piece = text.slice(0, end)
      text = text.slice(end + (inData ? 5 : 2))
      if (inData) {
        inData = false
        if (received.length < MESSAGES_MAX) received.push({ to, data: piece })
        if (to.startsWith('lost@')) socket.destroy()
        else answer('250 taken')
      } else if (/^rcpt to:/i.test(piece)) {
        to = /<(.*)>/.exec(piece)?.[1] ?? ''
        const name = to.split('@')[0] ?? ''
        if (name !== 'slow') answer(RCPT_ANSWERS[name] ?? '250 ok')
      } else if (/^data/i.test(piece)) {
        inData = true
        answer('354 go on')
      } else if (/^quit/i.test(piece)) {
        answer('221 bye')
        socket.end()
      } else answer('250 ok')
    }
  })
}
