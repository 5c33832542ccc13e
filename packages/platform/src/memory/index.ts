// Stores in memory, for the unit tests of services and for the simulation; production never imports them.
export { MemoryRows } from './memoryRows.ts'
export { MemoryLog, MemoryStore } from './memoryStore.ts'
