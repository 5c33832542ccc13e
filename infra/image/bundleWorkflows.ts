// Builds the workflows of every service into SIMPUL_CACHE, so that a worker of the image starts without building.
// Guarantees: what a worker looks for later (packages/platform/src/process/bundle.ts compares the sources byte for byte).
import { workflowBundle } from '@simpul/platform/bundle'
import { SERVICES } from '../../services/all.ts'

for (const { processes } of Object.values(SERVICES)) {
  if (processes.length > 0) await workflowBundle(processes.map(({ workflow }) => workflow))
}
