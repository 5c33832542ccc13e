import { blockedKeysContract } from './blocked.contract.ts'
import { MemoryBlockedKeys } from './blocked.ts'

blockedKeysContract('memory', async () => new MemoryBlockedKeys())
