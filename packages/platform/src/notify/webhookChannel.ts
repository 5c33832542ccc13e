// Messages through a signed webhook, as providers of WhatsApp and SMS take them.
// Guarantees: the body is signed (HMAC-SHA256 over moment and body), the key goes as Idempotency-Key; an answer that was lost is `unknown`.
// Does not guarantee: that the provider drops repeats; whoever configures one answers for that.
// Shown by notification/channels.test.ts of microcredit.
import { createHmac } from 'node:crypto'
import { Type } from 'typebox'
import type { Down } from '../outside/answer.ts'
import { outside, type OutsideOptions } from '../outside/outside.ts'
import type { Channel, Delivery, Message } from './channel.ts'

export const SIGNATURE_HEADER = 'simpul-signature'
export const WEBHOOK_BOUNDS = { timeoutMs: 5_000, attempts: 1, breaker: { failures: 10, openForMs: 5_000 } } as const

const Accepted = Type.Object({ id: Type.String({ minLength: 1, maxLength: 200 }) })
const Refused = Type.Object({})

type Options = Pick<OutsideOptions, 'baseUrl'> & Partial<OutsideOptions> & { readonly secret: string; readonly now: () => number }

export function webhookChannel({ secret, now, ...options }: Options): Channel {
  const send = outside({ ...WEBHOOK_BOUNDS, ...options, name: 'messages' }).question({
    operation: 'send',
    // 410: this number takes no more messages; 422: not this message.
    answers: { 200: Accepted, 202: Accepted, 410: Refused, 422: Refused },
    request({ key, to, text }: Message) {
      const body = { to, text }
      const headers = { 'idempotency-key': key, [SIGNATURE_HEADER]: signatureOf(secret, now(), JSON.stringify(body)) }
      return { method: 'POST', path: '/messages', headers, body }
    },
  })
  return {
    dropsRepeats: true,
    async send(message) {
      const answer = await send(message)
      if (answer.kind === 'down') return undelivered(answer)
      const { status, body } = answer.value
      if (status === 410) return { kind: 'refused', code: 'webhook/410', blocked: true }
      if (status === 422) return { kind: 'refused', code: 'webhook/422', blocked: false }
      return { kind: 'accepted', ref: body.id }
    },
  }
}

/** `t=<ms>,v1=<hex>`: the moment is signed too, so an old message cannot be sent again by whoever saw it. */
export const signatureOf = (secret: string, at: number, body: string) =>
  `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`

const UNSENT: ReadonlySet<Down['reason']> = new Set(['refused', 'throttled', 'breaker-open', 'busy'])

function undelivered({ reason }: Down): Delivery {
  const code = `webhook/${reason}`
  if (reason === 'rejected') return { kind: 'refused', code, blocked: false }
  return UNSENT.has(reason) ? { kind: 'down', code } : { kind: 'unknown', code }
}
