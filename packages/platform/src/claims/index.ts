// What a service that gives out unique values uses of claims.
export { claimsOf, type ClaimKind, type ClaimOutcome, type Claims } from './claims.ts'
export { memoryClaimStore, type ClaimStore } from './claimStore.ts'
export { mongoClaimStore } from './mongoClaimStore.ts'
