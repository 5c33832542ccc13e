// Whoever adds a route that binds the cooperative finds it missing here.
import type { WritePolicy } from '@simpul/platform'
import { expect, test } from 'vitest'
import { market } from './service.ts'

const entries = market.routes.flatMap((routes) => routes.entries)

test('whatever a cooperative’s manager writes has rights confirmed at that moment', () => {
  const writes = entries.filter(({ kind, may }) => (kind === 'create' || kind === 'command') && may.roles.includes('manager'))
  expect(writes.length).toBeGreaterThan(5)
  expect(writes.filter(({ may }) => !(may as WritePolicy<unknown>).confirmed).map(({ path }) => path)).toEqual([])
})
