import { generationsContract } from './generations.contract.ts'
import { MemoryGenerations } from './generations.ts'

generationsContract('memory', async () => new MemoryGenerations())
