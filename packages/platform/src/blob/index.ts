// What a service that keeps files uses of the blob port.
export type { Blobs, NamedBy } from './blobs.ts'
export { memoryBlobs } from './memoryBlobs.ts'
export { openBlobs } from './openBlobs.ts'
