import { randomUUID } from 'node:crypto'
import { routes } from './routes.ts'

export const decide = () => [randomUUID(), routes]
