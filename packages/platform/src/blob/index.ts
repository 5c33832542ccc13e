// What a service that keeps files uses of the blob port.
export type { Blobs } from './blobs.ts'
export { folderBlobs } from './folderBlobs.ts'
export { memoryBlobs } from './memoryBlobs.ts'
