// Who asks. Guarantees: every field comes from a verified token (token.ts), nothing from the request itself.
// Does not guarantee: that rights still hold this second; routes that are `confirmed` ask again (rights.ts).
// Shown by token.test.ts and rights.test.ts.

export const ROLES = [
  'applicant',
  'officer',
  'approver',
  'lender-manager',
  'verifier',
  'operator',
  'auditor',
  /** Has read the decree: signs an edition of the rule book that an operator proposes. */
  'jurist',
  /** Runs an organisation that is no lender: a cooperative that sells. */
  'manager',
  /** Looks at what the market shows before the public does. */
  'moderator',
] as const
export type Role = (typeof ROLES)[number]

export interface Actor {
  readonly subject: string
  readonly roles: readonly Role[]
  /** Organisation on whose behalf they act. */
  readonly org?: string
  /** Their own party id at partners. */
  readonly person?: string
  /** Branch of the lender. */
  readonly branch?: string
  /** On whose behalf they act, the nearest first. Only on routes that have rights confirmed; never from a token. */
  readonly actsFor?: readonly string[]
}

/** Who calls a public route without a token. */
export const ANONYMOUS: Actor = { subject: 'anonymous', roles: [] }

/** Another service of this installation, known by the shared key. */
export const SERVICE: Actor = { subject: 'service', roles: [] }

export const isRole = (value: unknown): value is Role => ROLES.includes(value as Role)
