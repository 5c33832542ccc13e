// Every defect a token can have that a stranger could hope for. Each is refused alike: 401, without saying which it was.
import { generateKeyPairSync } from 'node:crypto'
import type { Actor } from '@simpul/platform'
import { SignJWT, UnsecuredJWT } from 'jose'
import { AUDIENCE, ISSUER, keys, publicJwk, tokenOf } from './simpul.ts'

const seconds = (from: number) => Math.floor(Date.now() / 1000) + from
const claimsOf = ({ subject, ...claims }: Actor) => ({
  ...claims,
  roles: [...claims.roles],
  sub: subject,
  iss: ISSUER,
  aud: AUDIENCE,
  exp: seconds(600),
})
const strangers = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const sharedSecret = (secret: string | Buffer) => (actor: Actor) =>
  new SignJWT(claimsOf(actor)).setProtectedHeader({ alg: 'HS256', kid: 'one' }).sign(new TextEncoder().encode(String(secret)))

/** Authorization headers made for an actor who would be let in with a sound token. */
export const defects: Readonly<Record<string, (actor: Actor) => Promise<string> | string>> = {
  none: () => '',
  'another scheme': () => 'Basic c2l0aTpyYWhhc2lh',
  garbage: () => 'Bearer abc.def.ghi',
  'an operator object': () => 'Bearer {"$gt":""}',
  expired: async (actor) => `Bearer ${await tokenOf(actor, { expiresAt: seconds(-60) })}`,
  'not yet valid': async (actor) => `Bearer ${await tokenOf(actor, { claims: { nbf: seconds(60) } })}`,
  'for another audience': async (actor) => `Bearer ${await tokenOf(actor, { audience: 'other' })}`,
  'of another issuer': async (actor) => `Bearer ${await tokenOf(actor, { issuer: 'https://evil.test' })}`,
  'of an unknown key': async (actor) => `Bearer ${await tokenOf(actor, { kid: 'two' })}`,
  'signed by nobody (alg none)': (actor) => `Bearer ${new UnsecuredJWT(claimsOf(actor)).encode()}`,
  'signed with the public key as a secret (JWK)': async (actor) =>
    `Bearer ${await sharedSecret(JSON.stringify(publicJwk))(actor)}`,
  'signed with the public key as a secret (PEM)': async (actor) =>
    `Bearer ${await sharedSecret(keys.publicKey.export({ type: 'spki', format: 'pem' }))(actor)}`,
  'signed by a stranger under our key id': async (actor) =>
    `Bearer ${await new SignJWT(claimsOf(actor)).setProtectedHeader({ alg: 'ES256', kid: 'one' }).sign(strangers.privateKey)}`,
  'changed after signing': async (actor) => {
    const [head = '', , signature = ''] = (await tokenOf({ ...actor, subject: 'another' })).split('.')
    return `Bearer ${head}.${Buffer.from(JSON.stringify(claimsOf(actor))).toString('base64url')}.${signature}`
  },
  'with its own key in the header': async (actor) => {
    const jwk = strangers.publicKey.export({ format: 'jwk' })
    const token = new SignJWT(claimsOf(actor)).setProtectedHeader({ alg: 'ES256', jwk })
    return `Bearer ${await token.sign(strangers.privateKey)}`
  },
  'longer than any token': async (actor) => `Bearer ${await tokenOf(actor, { claims: { more: 'x'.repeat(9_000) } })}`,
  'without a subject': async (actor) => `Bearer ${await tokenOf({ ...actor, subject: '' })}`,
}
