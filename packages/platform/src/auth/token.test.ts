import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type JWK } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { issuerKeys, tokenVerifier, type Verified } from './token.ts'

const settings = { issuer: 'http://issuer.test/issuer', audience: 'simpul' }
let pair: Awaited<ReturnType<typeof generateKeyPair>>
let jwk: JWK
let verify: (token: string) => Promise<Verified>

beforeAll(async () => {
  pair = await generateKeyPair('ES256')
  jwk = { ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'ES256' }
  verify = tokenVerifier(createLocalJWKSet({ keys: [jwk] }), settings)
})

const now = () => Math.floor(Date.now() / 1000)
const claims = { roles: ['officer', 'king'], org: 'o1', person: 'p1' }

const unsigned = (more: Record<string, unknown> = {}) => ({
  sub: 'siti',
  iss: settings.issuer,
  aud: settings.audience,
  exp: now() + 300,
  ...claims,
  ...more,
})
const signed = (more: Record<string, unknown> = {}, kid = 'k1') =>
  new SignJWT(unsigned(more)).setProtectedHeader({ alg: 'ES256', kid }).sign(pair.privateKey)

describe('who asks', () => {
  test('a good token gives the actor; a role that we do not know is left out', async () => {
    expect(await verify(await signed())).toEqual({
      ok: true,
      actor: { subject: 'siti', roles: ['officer'], org: 'o1', person: 'p1' },
    })
  })

  test.each<[string, () => Promise<string> | string]>([
    ['nothing', () => ''],
    ['garbage', () => 'abc.def.ghi'],
    ['expired', () => signed({ exp: now() - 60 })],
    ['not yet valid', () => signed({ nbf: now() + 60 })],
    ['without an end', () => signed({ exp: undefined })],
    ['for another audience', () => signed({ aud: 'someone-else' })],
    ['by another issuer', () => signed({ iss: 'http://evil.test' })],
    ['with an unknown key id', () => signed({}, 'k2')],
    ['signed by nobody', () => new UnsecuredJWT(unsigned()).encode()],
    [
      'signed with our public key as a shared secret',
      () =>
        new SignJWT(unsigned())
          .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
          .sign(new TextEncoder().encode(JSON.stringify(jwk))),
    ],
    [
      'signed by a stranger under our key id',
      async () =>
        new SignJWT(unsigned()).setProtectedHeader({ alg: 'ES256', kid: 'k1' }).sign((await generateKeyPair('ES256')).privateKey),
    ],
    [
      'changed after signing',
      async () =>
        (await signed()).replace(
          /\.[^.]+\./,
          `.${Buffer.from(JSON.stringify(unsigned({ roles: ['approver'] }))).toString('base64url')}.`,
        ),
    ],
    ['without a subject', () => signed({ sub: undefined })],
    ['with roles that are no list', () => signed({ roles: 'approver' })],
    ['with an organisation that is an object', () => signed({ org: { $ne: null } })],
    ['too long', async () => signed({ extra: 'x'.repeat(9_000) })],
  ])('a token %s is not accepted', async (_, make) => {
    expect(await verify(await make())).toEqual({ ok: false, reason: 'invalid' })
  })

  test('an issuer that fails or is away is told apart from a bad token', async () => {
    const server = createServer((_request, response) => response.writeHead(500).end())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const remote = tokenVerifier(issuerKeys(issuer), { ...settings, issuer })
    expect(await remote(await signed({ iss: issuer }))).toEqual({ ok: false, reason: 'issuer-unreachable' })
    await new Promise((resolve) => server.close(resolve))
    const away = tokenVerifier(issuerKeys(issuer), { ...settings, issuer })
    expect(await away(await signed({ iss: issuer }))).toEqual({ ok: false, reason: 'issuer-unreachable' })
  })
})
