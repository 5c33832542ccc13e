import { portsContract } from '../aggregate/ports.contract.ts'
import { MemoryLog, MemoryStore } from './memoryStore.ts'

portsContract('memory', async () => ({ store: new MemoryStore(), log: new MemoryLog() }))
