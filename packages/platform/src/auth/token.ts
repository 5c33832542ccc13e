// Makes an Actor of a bearer token: a JWT signed by the installation's issuer, checked against its published keys.
// Guarantees: only asymmetric algorithms of the list, this issuer, this audience, in time; whatever is wrong gives the same refusal.
// A token that was found good is not verified again for 30 s (a signature costs more than all else in a small request).
// Does not guarantee: that a right was not withdrawn since the token was made (rights.ts asks again where it matters).
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose'
import { isRole, type Actor } from './actor.ts'
import { GoodTokens } from './goodTokens.ts'

export interface TokenSettings {
  readonly issuer: string
  readonly audience: string
  /** Clocks of issuer and service may differ by this much. */
  readonly clockToleranceSeconds?: number
}

export type Verified = { ok: true; actor: Actor } | { ok: false; reason: 'invalid' | 'issuer-unreachable' }

const ALGORITHMS = ['ES256', 'EdDSA', 'RS256']
const TOKEN_CHARACTERS_MAX = 8_192
const CLAIM_CHARACTERS_MAX = 200

/** Keys of the issuer by HTTP, cached for 10 minutes; an unknown key id asks again, at most every 30 s, so a stranger cannot make us ask. */
export const issuerKeys = (issuer: string): JWTVerifyGetKey =>
  createRemoteJWKSet(new URL(`${issuer}/jwks.json`), { cacheMaxAge: 600_000, cooldownDuration: 30_000, timeoutDuration: 3_000 })

export function tokenVerifier(
  keys: JWTVerifyGetKey,
  settings: TokenSettings,
  now: () => number = Date.now,
): (token: string) => Promise<Verified> {
  const good = new GoodTokens(now)
  return async (token) => {
    if (token.length > TOKEN_CHARACTERS_MAX) return { ok: false, reason: 'invalid' }
    const known = good.find(token)
    if (known) return { ok: true, actor: known }
    try {
      const { payload } = await jwtVerify(token, keys, {
        algorithms: ALGORITHMS,
        issuer: settings.issuer,
        audience: settings.audience,
        requiredClaims: ['exp', 'sub'],
        clockTolerance: settings.clockToleranceSeconds ?? 5,
        currentDate: new Date(now()),
      })
      const actor = actorOf(payload)
      if (!actor) return { ok: false, reason: 'invalid' }
      good.remember(token, actor, (payload.exp ?? 0) * 1000)
      return { ok: true, actor }
    } catch (error) {
      return { ok: false, reason: isAboutTheToken(error) ? 'invalid' : 'issuer-unreachable' }
    }
  }
}

function isAboutTheToken(error: unknown): boolean {
  if (error instanceof errors.JWKSTimeout) return false
  // jose reports an answer of the issuer that is not 200 as a plain JOSEError; every defect of a token has a class of its own.
  return error instanceof errors.JOSEError ? error.code !== 'ERR_JOSE_GENERIC' : error instanceof TypeError && !('cause' in error)
}

/** Null when a claim has not the form that the issuer gives it; unknown roles are left out. */
function actorOf({ sub, roles, org, person, branch }: JWTPayload): Actor | null {
  if (!isName(sub) || !Array.isArray(roles)) return null
  const optional = { org, person, branch }
  if (Object.values(optional).some((claim) => claim !== undefined && !isName(claim))) return null
  const given = Object.fromEntries(Object.entries(optional).filter(([, claim]) => claim !== undefined))
  return { subject: sub, roles: roles.filter(isRole), ...given }
}

const isName = (claim: unknown): claim is string =>
  typeof claim === 'string' && claim.length > 0 && claim.length <= CLAIM_CHARACTERS_MAX
