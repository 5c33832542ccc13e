import type { Commands, StepMeta } from '@simpul/platform'
import { claimsOf, memoryClaimStore } from '@simpul/platform/claims'
import { expect, test } from 'vitest'
import type { PartnersOutside } from '../outside/partnersOutside.ts'
import { verificationSteps } from './activities.ts'
import { NIB } from './number.ts'

const meta: StepMeta = {
  commandId: 'verification/w/1:claimAndVerify:2:1',
  actor: 'process:verification',
  correlationId: 'c',
  causationId: 'c',
}
const checking = { status: 'organisation', facts: { nib: '8120001234567' }, round: 1, verification: { status: 'checking' } }

test('a claim that was held up past a withdrawal is released, although the verification answers as recorded', async () => {
  const key = { id: 'k', key: Buffer.alloc(32) }
  const claims = claimsOf(memoryClaimStore(), { current: key, all: [key] })
  let state: object = checking
  const commands = {
    state: async () => ({ state, version: 3 }),
    send: async () => ({ id: 'w', version: 3 }),
  } as unknown as Commands
  const slow: typeof claims = {
    ...claims,
    async claim(kind, value, owner) {
      // Meanwhile another run of the step has claimed and recorded, and the party has withdrawn and let its numbers go.
      state = { status: 'withdrawn' }
      return claims.claim(kind, value, owner)
    },
  }
  const steps = verificationSteps({ commands, outside: { claims: slow } as unknown as PartnersOutside })
  await steps.claimAndVerify(meta, 'w', 1, 'register' as never)
  expect(await claims.ownerOf(NIB, '8120001234567')).toBeNull()
})
