// The export as the platform keeps it: its contract, its rules, and what its documents can be found by.
import { exportContract } from '@simpul/contracts'
import { defineAggregate } from '@simpul/platform'
import { decide, evolve, initial, type Export, type ExportCommand, type ExportEvent } from './export.ts'

export const worklistExport = defineAggregate<Export, ExportCommand, ExportEvent>({
  contract: exportContract,
  decider: { initial, decide, evolve },
  stateSchema: 1,
  copies: (state) => (state.status === 'none' ? {} : { lender: state.lender }),
  indexes: [{ keys: { lender: 1 } }],
})
