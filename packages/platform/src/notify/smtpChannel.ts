// E-mail through an SMTP server.
// Guarantees: one connection a message, bounded in time; the Message-ID follows from the key, so that a repetition can at least be told.
// Does not guarantee: once. SMTP has no key: when the line breaks after the text was sent, nobody can say whether it was taken (`unknown`).
// Shown by notification/channels.test.ts of microcredit.
import nodemailer from 'nodemailer'
import type { Channel, Delivery } from './channel.ts'

export const SMTP_TIMEOUT_MS = 10_000

export interface SmtpOptions {
  /** `smtp://user:secret@host:port`; `smtps:` from the first byte under TLS. */
  readonly url: string
  readonly from: string
  readonly timeoutMs?: number
}

export function smtpChannel({ url, from, timeoutMs = SMTP_TIMEOUT_MS }: SmtpOptions): Channel {
  const { protocol, hostname, port, username, password } = new URL(url)
  const secure = protocol === 'smtps:'
  const server = {
    host: hostname,
    port: Number(port || (secure ? 465 : 587)),
    secure,
    ...(username ? { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } } : {}),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
  return {
    dropsRepeats: false,
    async send({ key, to, subject, text }) {
      const messageId = `<${key.replace(/[^\w.-]/g, '.')}@simpul>`
      const { logger, handedOver } = watching()
      try {
        const transport = nodemailer.createTransport({ ...server, logger, debug: true })
        // As an object: a string would be parsed as a list of addresses.
        await transport.sendMail({ from, to: { name: '', address: to }, subject, text, messageId })
        return { kind: 'accepted', ref: messageId }
      } catch (error) {
        return undelivered(error, handedOver())
      }
    },
  }
}

/** Follows the talk with the server, because the library's errors do not tell before or after DATA; keeps nothing of it. */
function watching() {
  let handedOver = false
  const look = (about: { tnx?: string }, line?: string) => {
    if (about.tnx === 'client' && line === 'DATA') handedOver = true
  }
  const deaf = () => undefined
  const logger = { level: deaf, trace: look, debug: look, info: deaf, warn: deaf, error: deaf, fatal: deaf }
  return { logger, handedOver: () => handedOver }
}

/** No such mailbox, mailbox not allowed, not local: RFC 5321 §4.2.3. */
const NOBODY_THERE = new Set([550, 551, 553])

/** The library's message quotes the server, which may quote the address: only codes go on. */
function undelivered(error: unknown, handedOver: boolean): Delivery {
  if (!(error instanceof Error)) throw error
  const { responseCode, code } = error as Error & { responseCode?: number; code?: string }
  if (code === 'EENVELOPE' && responseCode === undefined) return { kind: 'refused', code: 'smtp/address', blocked: true }
  if (responseCode !== undefined && responseCode >= 500)
    return { kind: 'refused', code: `smtp/${responseCode}`, blocked: NOBODY_THERE.has(responseCode) }
  if (responseCode !== undefined && responseCode >= 400) return { kind: 'down', code: `smtp/${responseCode}` }
  const why = `smtp/${code ?? 'closed'}`
  return handedOver ? { kind: 'unknown', code: why } : { kind: 'down', code: why }
}
