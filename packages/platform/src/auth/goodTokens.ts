// Tokens that were verified a moment ago, so that a signature, which costs more than all else in a small request, is checked once.
// Guarantees: a token is forgotten after 30 s and never outlives its own end; only good ones are kept, by their digest, 10,000 at most.
// Does not guarantee: that a key withdrawn in these 30 s counts at once; the keys themselves are kept for 10 minutes.
// Shown by token.test.ts.
import { hash } from 'node:crypto'
import type { Actor } from './actor.ts'

export const tokenLimits = { rememberedMs: 30_000, rememberedMax: 10_000 } as const

export class GoodTokens {
  private readonly now: () => number
  private readonly max: number
  private readonly actors = new Map<string, { readonly actor: Actor; readonly until: number }>()

  constructor(now: () => number, max: number = tokenLimits.rememberedMax) {
    this.now = now
    this.max = max
  }

  find(token: string): Actor | null {
    const found = this.actors.get(digest(token))
    return found && found.until > this.now() ? found.actor : null
  }

  /** The one remembered longest ago makes room. */
  remember(token: string, actor: Actor, expiresMs: number): void {
    const key = digest(token)
    this.actors.delete(key)
    this.actors.set(key, { actor, until: Math.min(expiresMs, this.now() + tokenLimits.rememberedMs) })
    if (this.actors.size <= this.max) return
    const [oldest] = this.actors.keys()
    if (oldest !== undefined) this.actors.delete(oldest)
  }
}

const digest = (token: string) => hash('sha256', token, 'base64')
