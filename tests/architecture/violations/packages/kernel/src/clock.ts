import { hostname } from 'node:os'

export const clock = hostname
