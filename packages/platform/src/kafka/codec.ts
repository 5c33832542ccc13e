// CloudEvents 1.0 in Kafka's binary mode: attributes as `ce_…` headers, data as the JSON value (cloudevents/spec, kafka-protocol-binding §3.2).
// Guarantees: what is encoded decodes to the same public envelope; decoding never throws. Does not carry `sealed`.
import { checkEvent, type EventContract } from '../aggregate/contract.ts'
import { eventId, type Envelope } from '../aggregate/envelope.ts'

export interface WireMessage {
  readonly key: Buffer | null
  readonly value: Buffer | null
  readonly headers: Readonly<Record<string, Buffer | string | (Buffer | string)[] | undefined>>
}

export interface EncodedMessage {
  readonly key: string
  readonly value: string
  readonly headers: Record<string, string>
}

export type Decoded =
  | { kind: 'event'; envelope: Envelope }
  /** A type that this release does not know: a newer writer, not poison. */
  | { kind: 'unknown-type'; type: string }
  /** `key` is the aggregate when the message names one. */
  | { kind: 'poison'; key: string | null; cause: string }

export const VALUE_BYTES_MAX = 131_072 // twice the largest event, so that only what we never wrote is refused unread

const sequenceText = (sequence: number) => String(sequence).padStart(12, '0')

/** `ApplicationSubmitted` of microcredit.application → `id.simpul.microcredit.application.ApplicationSubmitted.v1` */
const wireType = (envelope: Envelope) => `id.simpul.${envelope.source}.${envelope.type}.v1`

export function encode(envelope: Envelope): EncodedMessage {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_id: envelope.id,
    ce_source: `/${envelope.source.replace('.', '/')}/${envelope.aggregateId}`,
    ce_type: wireType(envelope),
    ce_time: envelope.time,
    ce_subject: envelope.aggregateId,
    ce_sequence: sequenceText(envelope.sequence),
    ce_commandid: envelope.commandId,
    ce_fingerprint: envelope.fingerprint,
    ce_actor: envelope.actor,
    ce_correlationid: envelope.correlationId,
    ce_causationid: envelope.causationId,
  }
  if (envelope.traceparent !== undefined) headers['ce_traceparent'] = envelope.traceparent
  return { key: envelope.aggregateId, value: JSON.stringify(envelope.data), headers }
}

export function decode(contract: EventContract, message: WireMessage): Decoded {
  const key = message.key ? message.key.toString('utf8') : null
  const poison = (cause: string): Decoded => ({ kind: 'poison', key, cause })
  const header = (name: string): string => {
    const value = message.headers[name]
    const one = Array.isArray(value) ? value[0] : value
    return one === undefined ? '' : one.toString('utf8')
  }
  if (!key) return poison('no key')
  if (!message.value) return poison('no value')
  if (message.value.byteLength > VALUE_BYTES_MAX) return poison(`value of ${message.value.byteLength} bytes`)
  const type = typeOf(contract, header('ce_type'))
  if (type === null) return poison('not an event of this topic')
  const sequence = Number(header('ce_sequence'))
  if (!Number.isSafeInteger(sequence) || sequence < 1) return poison('no sequence')
  if (header('ce_id') !== eventId(key, sequence)) return poison('id does not fit key and sequence')
  let data: unknown
  try {
    data = JSON.parse(message.value.toString('utf8'))
  } catch {
    return poison('value is not JSON')
  }
  const checked = checkEvent(contract, type, data)
  if (!checked.ok) return checked.unknownType ? { kind: 'unknown-type', type } : poison(checked.problem)
  const traceparent = header('ce_traceparent')
  return {
    kind: 'event',
    envelope: {
      id: eventId(key, sequence),
      aggregateId: key,
      sequence,
      type,
      source: contract.source,
      time: header('ce_time'),
      data: data as Envelope['data'],
      commandId: header('ce_commandid'),
      fingerprint: header('ce_fingerprint'),
      actor: header('ce_actor'),
      correlationId: header('ce_correlationid'),
      causationId: header('ce_causationid'),
      ...(traceparent ? { traceparent } : {}),
    },
  }
}

function typeOf(contract: EventContract, wire: string): string | null {
  const prefix = `id.simpul.${contract.source}.`
  if (!wire.startsWith(prefix) || !wire.endsWith('.v1')) return null
  return wire.slice(prefix.length, -'.v1'.length)
}
