import { b } from './circleB.ts'

export interface A {
  readonly a: number
}

export const a = () => b({ a: 1 })
