// Rights in a cooperative, asked of partners over HTTP: by its answers and by none.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it, test } from 'vitest'
import { connect } from './connect.ts'
import { rights } from './rights.ts'

let asked: (readonly [string | undefined, unknown])[]
let answer: { status: number; body: object }
let server: ReturnType<typeof createServer>
let baseUrl: string
beforeEach(async () => {
  asked = []
  server = createServer((request, response) => {
    asked.push([request.url, request.headers['simpul-service-key']])
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => new Promise<void>((resolve) => void server.close(() => resolve())))

const manager = { subject: 'siti', roles: ['manager'], person: 'p-siti', org: 'kop/1' } as const
const told = (body: object, status = 200) => void (answer = { status, body: { verified: false, actsFor: ['p-budi'], ...body } })
const ask = () =>
  rights({ baseUrl: `${baseUrl}/partners`, headers: () => ({ 'simpul-service-key': 'k' }), retryWaitMs: { first: 1, max: 2 } })(
    manager,
  )

it('asks for the person in the organisation of the token, and takes the roles that the market knows', async () => {
  told({ kind: 'koperasi', roles: ['manager', 'treasurer'] })
  expect(await ask()).toEqual({ kind: 'held', roles: ['manager'], actsFor: ['p-budi'] })
  expect(asked).toEqual([['/partners/internal/organisations/kop%2F1/rights/p-siti', 'k']])
})

test.each(['penyalur', 'warung', null])('a manager of a %s sells nothing here', async (kind) => {
  told({ kind, roles: ['manager'] })
  expect(await ask()).toEqual({ kind: 'held', roles: [], actsFor: ['p-budi'] })
})

it('no answer is no right', async () => {
  told({}, 500)
  expect(await ask()).toEqual({ kind: 'unreachable' })
})

it('a token without a person or an organisation is told what is missing', async () => {
  const of = rights({ baseUrl })
  await expect(of({ subject: 'x', roles: ['manager'] })).rejects.toMatchObject({ code: 'seller/no-organisation' })
  await expect(of({ subject: 'x', roles: ['manager'], org: 'kop' })).rejects.toMatchObject({ code: 'seller/no-person' })
  expect(asked).toEqual([])
})

test.each(['SIMPUL_SERVICE_KEY', 'SIMPUL_API_URL'])('without %s it does not start, and says so', (name) => {
  const env = { SIMPUL_SERVICE_KEY: 'k'.repeat(32), SIMPUL_API_URL: baseUrl, [name]: '' }
  expect(() => connect({ env })).toThrow(`${name} belum diatur`)
})
