import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type JWK } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { GoodTokens } from './goodTokens.ts'
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
    ['of a person with a name longer than any of ours', () => signed({ person: 'p'.repeat(201) })],
    ['too long', async () => signed({ extra: 'x'.repeat(9_000) })],
  ])('a token %s is not accepted', async (_, make) => {
    expect(await verify(await make())).toEqual({ ok: false, reason: 'invalid' })
  })

  test('a token that was good is not verified anew for 30 s, and not a moment beyond its end', async () => {
    let asked = 0
    let at = Date.now()
    const local = createLocalJWKSet({ keys: [jwk] })
    const counting = tokenVerifier(
      (...given) => {
        asked += 1
        return local(...given)
      },
      settings,
      () => at,
    )
    const long = await signed()
    const short = await signed({ exp: now() + 10 })
    for (const token of [long, long, short, short]) expect(await counting(token)).toMatchObject({ ok: true })
    expect(asked).toBe(2)
    expect(await counting(`${long.slice(0, -8)}AAAAAAAA`)).toEqual({ ok: false, reason: 'invalid' })
    at += 16_000
    expect(await counting(short)).toEqual({ ok: false, reason: 'invalid' })
    expect(await counting(long)).toMatchObject({ ok: true })
    expect(asked).toBe(4)
    at += 14_001
    await counting(long)
    expect(asked).toBe(5)
  })

  test('of more tokens than may be remembered the oldest is forgotten', () => {
    const good = new GoodTokens(() => 0, 2)
    const actor = { subject: 's', roles: [] }
    for (const token of ['a', 'b', 'a', 'c']) good.remember(token, actor, 1)
    expect(['a', 'b', 'c'].filter((token) => good.find(token) !== null)).toEqual(['a', 'c'])
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
