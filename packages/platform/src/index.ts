export * from './crashPoint.ts'
