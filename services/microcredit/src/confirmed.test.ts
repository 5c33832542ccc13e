// Whoever adds a route that binds the lender finds it missing here.
import type { WritePolicy } from '@simpul/platform'
import { expect, test } from 'vitest'
import { microcredit } from './service.ts'

const entries = microcredit.routes.flatMap((routes) => routes.entries)

test('whatever proposes, decides, moves money, sets what is decided by, or takes a copy of it has rights confirmed at that moment', () => {
  const writes = entries.filter((route) => route.kind === 'create' || route.kind === 'command')
  expect(writes.filter(({ may }) => (may as WritePolicy<unknown>).confirmed).map(({ path }) => path)).toEqual([
    '/applications/:id/propose-approval',
    '/applications/:id/propose-rejection',
    '/applications/:id/delegations',
    '/applications/:id/send-back',
    '/applications/:id/reopen',
    '/applications/:id/approve',
    '/applications/:id/reject',
    '/applications/:id/akad',
    '/applications/:id/disburse',
    '/applications/:id/votes',
    '/applications/:id/conflict',
    '/applications/:id/undo-proposal',
    '/applications/:id/undo',
    '/applications/:id/keep-approval',
    '/applications/:id/appeal/reviewer',
    '/applications/:id/appeal/conflict',
    '/applications/:id/appeal/uphold',
    '/applications/:id/appeal/overturn',
    '/exports',
    '/quotas',
    '/quotas/:id/limit',
    '/policies',
    '/policies/:id/adoption',
    '/policies/:id/drop',
  ])
})
