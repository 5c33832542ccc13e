// What pure tests need. Nothing here opens a socket; test helpers that need engines have an entry point of their own.
export * from './behaviour.ts'
