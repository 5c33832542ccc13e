// What a service that takes files in uses of the scanner.
export { openScanner } from './openScanner.ts'
export type { Scan, Scanner } from './scanner.ts'
export { EICAR, standInScanner } from './standInScanner.ts'
