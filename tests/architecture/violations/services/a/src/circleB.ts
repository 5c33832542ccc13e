import type { A } from './circleA.ts'

export const b = (of: A) => of.a
