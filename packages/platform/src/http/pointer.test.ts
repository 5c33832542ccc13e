import { expect, test } from 'vitest'
import { pointerTo } from './pointer.ts'

test('a name that a client invented is cut after a hundred characters', () => {
  expect(pointerTo(['business', 'x'.repeat(101)])).toBe(`#/business/${'x'.repeat(100)}`)
})
