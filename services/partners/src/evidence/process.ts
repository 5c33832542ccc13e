// The keeping of a file as the host runs it: from the moment it is stored until it is gone.
import { evidenceContract } from '@simpul/contracts'
import { defineProcess } from '@simpul/platform'
import type { PartnersOutside } from '../outside/partnersOutside.ts'
import { keepingSteps } from './activities.ts'
import type { Evidence, EvidenceEvent } from './evidence.ts'

export const keeping = defineProcess<EvidenceEvent, Evidence, PartnersOutside>({
  name: 'keeping',
  from: evidenceContract,
  starts: { EvidenceStored: () => 1 },
  hears: [], // how it goes on the steps tell
  ends: ['EvidenceRemoved'],
  openRound: ({ status }) => (status === 'stored' ? 1 : null),
  workflow: { file: new URL('./workflow.ts', import.meta.url), name: 'keeping' },
  activities: keepingSteps,
})
