// How Simpul speaks with systems that it does not run: docs/howto/add-an-outside-system.md.
export * from './answer.ts'
export type { Answers, Request, ValueOf } from './attempt.ts'
export * from './cache.ts'
export * from './outside.ts'
export { RIGHTS_BOUNDS, rightsOfPartners, type RightsOptions } from '../auth/rightsOfPartners.ts'
