// Who may pass: a route's policy against the request's token or service key.
// Guarantees: decided before the body is read; a service key never stands in for a person, nor a person for a service.
// Shown by app.test.ts and tests/api/matrix.test.ts.
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Policy } from '../http/routes.ts'
import { refuse } from '../http/refusals.ts'
import { ANONYMOUS, SERVICE, type Actor } from './actor.ts'
import type { Verified } from './token.ts'

export type VerifyToken = (token: string) => Promise<Verified>

export const SERVICE_KEY_HEADER = 'simpul-service-key'

export interface Credentials {
  readonly authorization: string | undefined
  readonly serviceKey: string | undefined
}

export type Guard = (roles: Policy['roles'], credentials: Credentials) => Promise<Actor>

export function guard(verify: VerifyToken, serviceKey: string): Guard {
  const expected = digest(serviceKey)
  return async (roles, { authorization, serviceKey: offered }) => {
    if (roles === 'public') return ANONYMOUS
    if (roles === 'services') {
      // Digests have one length, so that the time taken says nothing of the key's.
      if (offered === undefined || !timingSafeEqual(digest(offered), expected)) throw refuse('http/not-signed-in')
      return SERVICE
    }
    const token = /^Bearer ([\w.~+/=-]+)$/i.exec(authorization ?? '')?.[1]
    if (token === undefined) throw refuse('http/not-signed-in')
    const verified = await verify(token)
    if (!verified.ok) throw refuse(verified.reason === 'invalid' ? 'http/not-signed-in' : 'http/issuer-unreachable')
    const { actor } = verified
    if (roles !== 'anyone-signed-in' && !roles.some((role) => actor.roles.includes(role))) throw refuse('http/forbidden')
    return actor
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest()
