// The development issuer of access tokens: whoever asks gets whatever role he names.
// Guarantees: tokens as a real issuer would sign them (ES256, kid, iss, aud, exp, nbf, jti), found through OIDC discovery.
// Does not guarantee: any security. main.ts refuses to run it in production.
import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { SignJWT } from 'jose'
import { Type, type Static } from 'typebox'
import { ALGORITHM, type SigningKey } from './keys.ts'

export const AUDIENCE = 'simpul'
export const TTL_DEFAULT_SECONDS = 3_600
export const TTL_MAX_SECONDS = 86_400

const Role = Type.String({ pattern: '^[a-z][a-z-]{1,39}$' })
const Id = Type.String({ minLength: 1, maxLength: 200 })
const Ask = Type.Object(
  {
    as: Type.Union([Role, Type.Array(Role, { minItems: 1, maxItems: 10 })]),
    org: Type.Optional(Id),
    person: Type.Optional(Id),
    sub: Type.Optional(Id),
    branch: Type.Optional(Id),
    // Below 0: a token that has expired, for tests.
    ttlSeconds: Type.Optional(Type.Integer({ minimum: -TTL_MAX_SECONDS, maximum: TTL_MAX_SECONDS })),
  },
  { additionalProperties: false },
)

/** `issuer` is asked for at each request: the port is known only after listening. */
export function issuer(app: FastifyInstance, key: SigningKey, issuerUrl: () => string): void {
  app.get('/issuer/.well-known/openid-configuration', () => ({
    issuer: issuerUrl(),
    jwks_uri: `${issuerUrl()}/jwks.json`,
    token_endpoint: `${issuerUrl()}/token`,
    response_types_supported: ['token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: [ALGORITHM],
  }))
  app.get('/issuer/jwks.json', () => ({ keys: [key.publicJwk] }))

  app.post<{ Body: Static<typeof Ask> }>('/issuer/token', { schema: { body: Ask } }, (request) =>
    signed(request.body, key, issuerUrl()),
  )
}

async function signed(
  { as, org, person, sub, branch, ttlSeconds = TTL_DEFAULT_SECONDS }: Static<typeof Ask>,
  key: SigningKey,
  url: string,
) {
  const roles = typeof as === 'string' ? [as] : as
  const claims = Object.fromEntries(Object.entries({ roles, org, person, branch }).filter(([, value]) => value !== undefined))
  const now = Math.floor(Date.now() / 1_000)
  const issuedAt = Math.min(now, now + ttlSeconds - 1) // an expired token was issued before it expired
  const token = await new SignJWT(claims)
    .setProtectedHeader({ alg: ALGORITHM, kid: key.kid, typ: 'at+jwt' })
    .setIssuer(url)
    .setAudience(AUDIENCE)
    .setSubject(sub ?? person ?? `dev-${roles.join('+')}${org === undefined ? '' : `@${org}`}`)
    .setJti(randomUUID())
    .setIssuedAt(issuedAt)
    .setNotBefore(issuedAt)
    .setExpirationTime(now + ttlSeconds)
    .sign(key.privateKey)
  return { access_token: token, token_type: 'Bearer', expires_in: ttlSeconds }
}
