import { rowsContract } from '../consume/rows.contract.ts'
import { MemoryRows } from './memoryRows.ts'

rowsContract('memory', async () => new MemoryRows())
