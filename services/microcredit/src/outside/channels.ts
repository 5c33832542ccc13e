// How applicants can be told, as the configuration says: SMTP_URL with SMTP_FROM, WHATSAPP_URL with WHATSAPP_SECRET. None is needed.
// Guarantees: half a setting stops the start, in one sentence.
import { systemClock } from '@simpul/platform'
import { ConfigProblem } from '@simpul/platform/host'
import { smtpChannel, webhookChannel, type Channels } from '@simpul/platform/notify'

const SECRET_CHARACTERS_MIN = 32

export function channelsOf(env: Readonly<Record<string, string | undefined>>): Channels {
  const { SMTP_URL: url, SMTP_FROM: from, WHATSAPP_URL: baseUrl, WHATSAPP_SECRET: secret } = env
  if (url && !/^smtps?:\/\/[^\s]+$/.test(url)) throw new ConfigProblem('SMTP_URL cannot be used: it must be an smtp:// address.')
  if (url && !from) throw new ConfigProblem('SMTP_FROM is not set: it must be the address that mail comes from.')
  if (baseUrl && (secret ?? '').length < SECRET_CHARACTERS_MIN)
    throw new ConfigProblem(`WHATSAPP_SECRET is not set: it must be a secret of at least ${SECRET_CHARACTERS_MIN} characters.`)
  return {
    ...(url && from ? { email: smtpChannel({ url, from }) } : {}),
    ...(baseUrl && secret ? { whatsapp: webhookChannel({ baseUrl, secret, now: systemClock.now }) } : {}),
  }
}
