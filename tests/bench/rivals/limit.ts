// LIMIT: Fastify and the MongoDB driver doing only the work: token, schema, one durable write. Nothing for safety: no event, no duplicates.
// Run by tests/bench: PORT, MONGODB_URL, DATABASE, ISSUER in the environment; says READY <port>.
import { randomUUID } from 'node:crypto'
import fastify from 'fastify'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { MongoClient } from 'mongodb'

const { MONGODB_URL = '', DATABASE = '', ISSUER = '', PORT = '0' } = process.env
const client = await new MongoClient(MONGODB_URL, { writeConcern: { w: 'majority', journal: true } }).connect()
const applications = client.db(DATABASE).collection<{ _id: string; [field: string]: unknown }>('applications')
const keys = createRemoteJWKSet(new URL(`${ISSUER}/jwks.json`))
const verified = new Map<string, string>()

const app = fastify({ ajv: { customOptions: { coerceTypes: false, removeAdditional: false } } })
app.decorateRequest('person', '')
app.addHook('onRequest', async (request, reply) => {
  const token = request.headers.authorization?.slice('Bearer '.length) ?? ''
  let person = verified.get(token)
  if (person === undefined) {
    try {
      const { payload } = await jwtVerify(token, keys, { issuer: ISSUER, audience: 'simpul' })
      person = String(payload['person'])
      verified.set(token, person)
    } catch {
      return reply.code(401).send({ error: 'token' })
    }
  }
  ;(request as unknown as { person: string }).person = person
})

const answer = {
  type: 'object',
  properties: { id: { type: 'string' }, version: { type: 'integer' } },
  additionalProperties: false,
}
const text = { type: 'string', minLength: 1, maxLength: 200 }
const draft = {
  type: 'object',
  additionalProperties: false,
  properties: {
    lender: text,
    unit: text,
    scheme: { enum: ['SUPER_MIKRO', 'MIKRO', 'KECIL', 'KHUSUS', 'PMI'] },
    plafonIdr: { type: 'integer', minimum: 0 },
    tenorMonths: { type: 'integer', minimum: 1, maximum: 120 },
    loanType: { enum: ['KMK', 'KI'] },
    purposeCode: text,
    business: {
      type: 'object',
      additionalProperties: false,
      properties: {
        sector: text,
        startedOn: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
        yearlyTurnoverIdr: { type: 'integer', minimum: 0 },
        hasNib: { type: 'boolean' },
        hasNpwp: { type: 'boolean' },
        ownerIsCivilServant: { type: 'boolean' },
        substitutes: { type: 'array', maxItems: 10, items: text },
      },
    },
    documents: {
      type: 'array',
      maxItems: 20,
      items: { type: 'object', additionalProperties: false, properties: { kind: text, ref: text } },
    },
  },
}

app.post(
  '/applications',
  {
    schema: {
      body: {
        type: 'object',
        additionalProperties: false,
        required: ['forOrganisation'],
        properties: { forOrganisation: { type: 'boolean' } },
      },
      response: { 201: answer },
    },
  },
  async (request, reply) => {
    const _id = randomUUID()
    const { forOrganisation } = request.body as { forOrganisation: boolean }
    const applicant = (request as unknown as { person: string }).person
    await applications.insertOne({ _id, version: 1, status: 'draft', applicant, forOrganisation, draft: {} })
    return reply.code(201).send({ id: _id, version: 1 })
  },
)

app.post('/applications/:id/draft', { schema: { body: draft, response: { 200: answer } } }, async (request, reply) => {
  const { id } = request.params as { id: string }
  const { person } = request as unknown as { person: string }
  const changed = await applications.findOneAndUpdate(
    { _id: id, applicant: person },
    { $set: { draft: request.body }, $inc: { version: 1 } },
    { returnDocument: 'after', projection: { version: 1 } },
  )
  return changed ? { id, version: changed['version'] } : reply.code(404).send()
})

await app.listen({ host: '127.0.0.1', port: Number(PORT) })
process.stdout.write(`READY limit ${(app.server.address() as { port: number }).port}\n`)
process.once('SIGTERM', () => void app.close().then(() => client.close()))
