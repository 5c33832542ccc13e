// AsyncAPI 3 of what services say to each other: a channel a topic, a message an event type, CloudEvents in Kafka's binary mode.
// Guarantees: the same contracts give the same bytes, so the committed document can be compared with it; `sealed` is in none.
// Does not: create topics or encode; platform/kafka does, and tests/api compares the headers.
import type { TSchema } from 'typebox'

export interface Contract {
  readonly source: string
  readonly types: Readonly<Record<string, TSchema>>
}

const text = { type: 'string' }

/** As kafka/codec.ts writes them; the attributes of CloudEvents with the prefix of its Kafka binding. `ce_type` is each message's own. */
const headers = {
  type: 'object',
  properties: {
    'content-type': { const: 'application/json' },
    ce_specversion: { const: '1.0' },
    ce_id: { ...text, description: '<id of the aggregate>:<sequence, 12 digits>' },
    ce_source: { ...text, description: '/<service>/<aggregate>/<id of the aggregate>' },
    ce_type: text,
    ce_time: { ...text, format: 'date-time' },
    ce_subject: { ...text, description: 'Id of the aggregate; also the key of the message.' },
    ce_sequence: { ...text, pattern: '^\\d{12}$', description: '1 for the first event of an aggregate, without gaps.' },
    ce_commandid: text,
    ce_fingerprint: text,
    ce_actor: { ...text, description: 'Subject of a person, process:<name> or consumer:<name>.' },
    ce_correlationid: text,
    ce_causationid: text,
    ce_traceparent: { ...text, description: 'W3C trace context, when there is one.' },
  },
  required: [
    ...['content-type', 'ce_specversion', 'ce_id', 'ce_source', 'ce_type', 'ce_time', 'ce_subject', 'ce_sequence'],
    ...['ce_commandid', 'ce_fingerprint', 'ce_actor', 'ce_correlationid', 'ce_causationid'],
  ],
}

export function asyncApiOf(contracts: readonly Contract[]): string {
  const sorted = contracts.toSorted((a, b) => (a.source < b.source ? -1 : 1))
  const document = {
    asyncapi: '3.0.0',
    info: {
      title: 'Simpul',
      version: '1',
      description:
        'Kejadian antarlayanan / events between services. Urut per kunci, bisa terkirim lebih dari sekali / in order per key, delivered at least once.',
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(sorted.map((contract) => [contract.source, channelOf(contract)])),
    operations: Object.fromEntries(
      sorted.map(({ source }) => [`send ${source}`, { action: 'send', channel: { $ref: `#/channels/${source}` } }]),
    ),
    components: {
      messageTraits: {
        CloudEvent: {
          contentType: 'application/json',
          headers,
          bindings: { kafka: { key: { ...text, description: 'Id of the aggregate.' }, bindingVersion: '0.5.0' } },
        },
      },
      messages: Object.fromEntries(sorted.flatMap(({ source, types }) => messagesOf(source, types))),
    },
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

const channelOf = ({ source, types }: Contract) => ({
  address: `{epoch}.${source}.v1`,
  parameters: {
    epoch: {
      description: 'Masa instalasi; pemulihan memulai yang baru / epoch of the installation; a restore begins a new one.',
    },
  },
  messages: Object.fromEntries(Object.keys(types).map((type) => [type, { $ref: `#/components/messages/${source}.${type}` }])),
  bindings: { kafka: { bindingVersion: '0.5.0' } },
})

const messagesOf = (source: string, types: Contract['types']) =>
  Object.entries(types).map(([type, payload]) => [
    `${source}.${type}`,
    {
      name: type,
      traits: [{ $ref: '#/components/messageTraits/CloudEvent' }],
      headers: { type: 'object', properties: { ce_type: { const: `id.simpul.${source}.${type}.v1` } } },
      payload,
    },
  ])
