import { memoryClaimStore } from './claimStore.ts'
import { claimsContract } from './claims.contract.ts'

claimsContract('memory', async () => memoryClaimStore())
