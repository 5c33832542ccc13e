import { describe, expect, test } from 'vitest'
import { toEnvelopes, publicPart, type Envelope } from '../aggregate/envelope.ts'
import { counterEvents } from '../aggregate/sample.ts'
import { decode, encode, VALUE_BYTES_MAX, type WireMessage } from './codec.ts'

const [envelope] = toEnvelopes(
  counterEvents,
  'c1',
  6,
  [{ type: 'CounterRaised', by: 3, sealed: { name: 'Siti' } } as never],
  '2026-01-05T02:00:00.000Z',
  {
    commandId: 'k',
    fingerprint: 'f',
    actor: 'siti',
    correlationId: 'co',
    causationId: 'ca',
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  },
) as [Envelope]

function onTheWire(change: { key?: string | null; value?: string | null; headers?: Record<string, string> } = {}): WireMessage {
  const message = encode(envelope)
  const { key, value, headers } = { ...message, ...change }
  const all = { ...message.headers, ...headers }
  return {
    key: key === null ? null : Buffer.from(key),
    value: value === null ? null : Buffer.from(value),
    headers: Object.fromEntries(Object.entries(all).map(([name, text]) => [name, Buffer.from(text)])),
  }
}

describe('CloudEvents on Kafka', () => {
  test('binary mode as the specification says, and without personal data', () => {
    const { key, value, headers } = encode(envelope)
    expect(key).toBe('c1')
    expect(JSON.parse(value)).toEqual({ by: 3 })
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      ce_specversion: '1.0',
      ce_id: 'c1:000000000007',
      ce_source: '/sample/counter/c1',
      ce_type: 'id.simpul.sample.counter.CounterRaised.v1',
      ce_sequence: '000000000007',
    })
    expect(JSON.stringify({ key, value, headers })).not.toContain('Siti')
  })

  test('what is encoded decodes to the public part', () => {
    expect(decode(counterEvents, onTheWire())).toEqual({ kind: 'event', envelope: publicPart(envelope) })
  })

  test.each([
    ['no key', { key: null }, 'no key'],
    ['a tombstone', { value: null }, 'no value'],
    ['bad JSON', { value: '{"by":' }, 'value is not JSON'],
    ['wrong schema', { value: '{"by":"three"}' }, 'CounterRaised/by must be integer'],
    ['an unknown field', { value: '{"by":3,"nik":"1"}' }, 'CounterRaised/nik schema is false'],
    ['too many bytes', { value: 'x'.repeat(VALUE_BYTES_MAX + 1) }, `value of ${VALUE_BYTES_MAX + 1} bytes`],
    ['another topic', { headers: { ce_type: 'id.simpul.other.thing.CounterRaised.v1' } }, 'not an event of this topic'],
    ['no sequence', { headers: { ce_sequence: '' } }, 'no sequence'],
    ['a foreign id', { headers: { ce_id: 'c2:000000000007' } }, 'id does not fit key and sequence'],
  ])('%s is poison, with its cause', (_, change, cause) => {
    expect(decode(counterEvents, onTheWire(change))).toEqual({ kind: 'poison', key: 'key' in change ? null : 'c1', cause })
  })

  test('a type of a newer release is not poison', () => {
    const message = onTheWire({ headers: { ce_type: 'id.simpul.sample.counter.CounterFrozen.v1' } })
    expect(decode(counterEvents, message)).toEqual({ kind: 'unknown-type', type: 'CounterFrozen' })
  })
})
