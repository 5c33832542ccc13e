export * from './routes.ts'
export * from '../auth/actor.ts'
