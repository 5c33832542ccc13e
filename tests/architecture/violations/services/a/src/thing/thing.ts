import { readFileSync } from 'node:fs'

export const thing = readFileSync
