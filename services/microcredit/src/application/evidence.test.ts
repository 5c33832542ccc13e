// What may be referred to as evidence: about the applicant, of this lender, passed by the scanner; a survey's photographs with their place.
import type { Actor, ServiceContext } from '@simpul/platform'
import { expect, test } from 'vitest'
import type { EvidenceAnswer } from '../outside/evidence.ts'
import type { MicrocreditOutside } from '../outside/microcreditOutside.ts'
import { requireEvidence } from './evidence.ts'
import { applicationId, siti, stateAfter, ways } from './example.ts'

const officer: Actor = { subject: 's', roles: ['officer'], person: 'p-officer', org: 'org-bank-desa' }
const good = { kind: 'known', about: siti, lender: 'org-bank-desa', standing: 'clean', isPhoto: true, isPlaced: true } as const
const asked = (answer: EvidenceAnswer, photos?: true) => {
  const context = {
    commands: { state: async () => ({ state: stateAfter(ways.surveying), version: 1 }) },
    outside: { evidence: { of: async () => answer } },
  } as unknown as ServiceContext<MicrocreditOutside>
  return requireEvidence(context, { applicationId, refs: ['e'], field: 'photos', actor: officer, ...(photos ? { photos } : {}) })
}

test('a photograph of the applicant’s, with its place, is one', async () => {
  await expect(asked(good, true)).resolves.toBeUndefined()
  await expect(asked({ ...good, isPhoto: false, isPlaced: false })).resolves.toBeUndefined() // a paper needs no place
})

test.each<[string, EvidenceAnswer, string]>([
  ['of somebody else', { ...good, about: 'p-budi' }, 'evidence/unknown'],
  ['of another lender', { ...good, lender: 'org-lain' }, 'evidence/unknown'],
  ['that was removed', { ...good, standing: 'removed' }, 'evidence/unknown'],
  ['that no scanner has passed', { ...good, standing: 'waiting' }, 'evidence/quarantined'],
  ['that is a paper', { ...good, isPhoto: false }, 'evidence/not-a-placed-photograph'],
  ['of which nobody said where it was taken', { ...good, isPlaced: false }, 'evidence/not-a-placed-photograph'],
])('one %s is not', async (_, answer, code) => {
  await expect(asked(answer, true)).rejects.toMatchObject({ code })
})
