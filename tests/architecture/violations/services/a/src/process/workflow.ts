import { setTimeout } from 'node:timers/promises'

export const procedure = () => setTimeout(1)
